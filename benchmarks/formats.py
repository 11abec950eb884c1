"""What each format costs beside the bare library call: `python -m benchmarks.formats`. Files per second and CPU share.

The library call is what a program would do that wants nothing but the characters; ours gives structure, and runs in workers.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import xlrd
from selectolax.lexbor import LexborHTMLParser

from tests.documents.report_writers import REPORT, write_docx, write_html, write_pdf, write_text, write_xls, write_xlsx
from warehouse.documents import read_many
from warehouse.documents.reading import read

FILES = 100


@dataclass(frozen=True)
class File:
    path: Path
    name: str


def size(file: File) -> int:
    """What a pipeline's work is replaced by: one number comes back, no document."""
    return len(read(file.path).text)


def _pdf(data: bytes) -> object:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def _docx(data: bytes) -> object:
    return [
        block.text if hasattr(block, "text") else [[c.text for c in row.cells] for row in block.rows]
        for block in docx.Document(io.BytesIO(data)).iter_inner_content()
    ]


LIBRARY: dict[str, Callable[[bytes], object]] = {
    ".txt": lambda data: data.decode(),
    ".html": lambda data: LexborHTMLParser(data.decode("gb18030")).body.text(),
    ".docx": _docx,
    ".xlsx": lambda data: [[c.value for c in row] for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet.iter_rows()],
    ".xls": lambda data: [
        sheet.row_values(r) for sheet in xlrd.open_workbook(file_contents=data, formatting_info=True).sheets() for r in range(sheet.nrows)
    ],
    ".pdf": _pdf,
}
WRITERS = {".txt": write_text, ".html": write_html, ".docx": write_docx, ".xlsx": write_xlsx, ".xls": write_xls, ".pdf": write_pdf}


def main() -> None:
    print(f"{'format':8}{'library ms':>12}{'read ms':>10}{'workers ms':>12}{'files/s':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for ending, library in LIBRARY.items():
            path = Path(folder, f"report{ending}")
            WRITERS[ending](path, REPORT * 4)
            _tell(ending, library, [File(path, path.name)] * FILES)


def _tell(ending: str, library: Callable[[bytes], object], files: list[File]) -> None:
    list(read_many(files[:4], size))  # the workers have started
    bare = _each(lambda: [library(file.path.read_bytes()) for file in files])
    ours = _each(lambda: [size(file) for file in files])
    isolated = _each(lambda: list(read_many(files, size)))
    print(f"{ending:8}{bare:12.2f}{ours:10.2f}{isolated:12.2f}{1000 / isolated:10.0f}")


def _each(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000 / FILES


if __name__ == "__main__":
    from tests.documents import bench_formats  # so that workers find what they are given by its own name

    bench_formats.main()
