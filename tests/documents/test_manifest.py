"""manifest.csv: what it declares, and mistakes told with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from warehouse.documents import read_manifest
from warehouse.errors import UsageError
from warehouse.model import Declared

HEAD = "file,organisation,region_code,fiscal_year,source_url,published_on,retrieved_on\n"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "manifest.csv").write_bytes(text.encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_manifest_in_any_encoding_declares_its_files(tmp_path: Path, encoding: str) -> None:
    folder = write(
        tmp_path, HEAD + "镇/报告.txt,青禾县柳埠镇人民政府,330100,2022,https://example.invalid/a,2023-05-06,2024/1/2\n", encoding
    )
    assert read_manifest(folder) == {
        "镇/报告.txt": Declared("青禾县柳埠镇人民政府", "330100", 2022, "https://example.invalid/a", date(2023, 5, 6), date(2024, 1, 2))
    }


def test_empty_cells_and_missing_columns_declare_nothing(tmp_path: Path) -> None:
    assert read_manifest(write(tmp_path, "fiscal_year,file\r\n,a.txt\r\n\r\n2021,b.txt\r\n")) == {
        "a.txt": Declared(),
        "b.txt": Declared(fiscal_year=2021),
    }


def test_a_folder_without_manifest_declares_nothing(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("organisation\nx\n", 1, "file"),
        ("file,year\na,2020\n", 1, "year"),
        (HEAD + "a.txt,,,22,,,\n", 2, "fiscal_year"),
        (HEAD + "a.txt,,,2022,,,\nb.txt,,33,,,,\n", 3, "region_code"),
        (HEAD + "a.txt,,,,,2023-02-30,\n", 2, "published_on"),
        (HEAD + ",x,,,,,\n", 2, "file"),
        (HEAD + "a.txt,,,,,,\na.txt,,,,,,\n", 3, "twice"),
        (HEAD + "a.txt,,,,,,,\n", 2, "columns"),
        (HEAD + '"a.txt"x,,,,,,\n', 2, "CSV"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, line: int, word: str) -> None:
    with pytest.raises(UsageError, match=rf"manifest\.csv:{line}: .*{word}"):
        read_manifest(write(tmp_path, text))
