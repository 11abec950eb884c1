"""Where the files that a non-programmer may edit lie: beside the packages in a checkout, inside one of them in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Folder = Literal["sql", "seeds", "expectations"]

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: Folder) -> Path:
    """The folder ``sql``, ``seeds`` or ``expectations``. FileNotFoundError says that the installation is incomplete."""
    for home in (_PACKAGE / "_resources", _PACKAGE.parent):
        if (home / name).is_dir():
            return home / name
    raise FileNotFoundError(f"the folder {name}/ is missing beside {_PACKAGE}: install jixiao-warehouse again")
