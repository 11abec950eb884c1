"""What ``jixiao doctor`` tells of the warehouse."""

from __future__ import annotations

import shutil
from pathlib import Path

from warehouse.errors import WarehouseError
from warehouse.store.catalogue import SCHEMA_VERSION
from warehouse.store.lake import is_lake, postgresql_of
from warehouse.store.lock import lock_holder
from warehouse.store.opening import leftovers, open_for_reading, schema_version
from warehouse.store.sealing import newest_seal
from warehouse.store.state import SETTLED, content_state


def diagnose(path: Path) -> dict[str, str]:
    """The state of the warehouse by property, in words; never raises for a file that is damaged, locked or missing."""
    path = path.absolute()
    said = {
        "warehouse": f"{path}, a lake{'' if postgresql_of(path) is None else ' with its catalogue in PostgreSQL'}"
        if is_lake(path)
        else str(path),
        "size": f"{path.stat().st_size:,} bytes" if path.is_file() else "there is none yet: run jixiao ingest",
        "writer": _writer(path),
        "free disk": f"{shutil.disk_usage(path.parent).free >> 20:,} MiB" if path.parent.is_dir() else "the folder does not exist",
        "leftovers": ", ".join(map(str, leftovers(path))) or "none",
        "sealed copy": _sealed(path),
    }
    return {**said, **_inside(path)} if path.is_file() else said


def _writer(path: Path) -> str:
    try:
        return lock_holder(path) or "nobody"
    except WarehouseError as error:
        return str(error)


def _inside(path: Path) -> dict[str, str]:
    try:
        with open_for_reading(path, 0.5) as connection:
            version = schema_version(connection, path)
            settled = content_state(connection) == SETTLED
            documents = connection.execute("select count(*) from dim_document").fetchone()
    except WarehouseError as error:
        return {"state": str(error)}
    return {
        "schema version": f"{version} (this program: {SCHEMA_VERSION})",
        "documents": str(documents[0] if documents else 0),
        "state": "in order" if settled else "a load was interrupted: run jixiao ingest again",
    }


def _sealed(path: Path) -> str:
    try:
        sealed = newest_seal(path)
    except WarehouseError as error:
        return str(error)
    return f"{sealed.path} of {sealed.sealed_at:%Y-%m-%d %H:%M} UTC" if sealed else "none"
