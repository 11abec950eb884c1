"""Worker processes: what hangs, aborts or eats memory takes only its own file with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.documents.report_writers import write_docx, write_html, write_pdf, write_text
from warehouse.documents import UnreadableFile, in_worker, in_workers, read_content, read_many
from warehouse.documents.isolation import is_harmless
from warehouse.documents.limits import LIMITS, Limits
from warehouse.model import Document

# Only for what must run out of time: a busy machine may take a second for anything.
QUICK = replace(LIMITS, seconds=1.0)


@dataclass(frozen=True)
class File:
    path: Path
    name: str


def title_of(file: File) -> tuple[str, int]:
    """The title of a file and the process that read it; files named as a misdeed do it."""
    if file.name == "hangs.html":
        time.sleep(3600)
    if file.name == "aborts.html":
        os.abort()
    return read_content(file.path.read_bytes(), file.name).title, os.getpid()


def test_a_call_in_a_worker_gives_its_result() -> None:
    assert in_worker(sorted, [3, 1, 2]) == [1, 2, 3]


def test_a_worker_keeps_to_limits_that_are_lower_than_its_own() -> None:
    code = "from warehouse.documents import in_worker; print(in_worker(resource.getrlimit, resource.RLIMIT_FSIZE))"
    lower = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))"
    done = subprocess.run([sys.executable, "-c", f"{lower}; {code}"], capture_output=True, text=True, check=True)
    assert done.stdout == "(65536, 65536)\n"


def test_a_refusal_in_a_worker_is_raised_here() -> None:
    with pytest.raises(UnreadableFile) as caught:
        in_worker(read_content, b"", "a.txt")
    assert caught.value.reason_code == "empty_file"


def test_a_document_comes_back_whole() -> None:
    data = "2023年度青禾县水利局自评报告\n全年预算数1,234.56万元。\n".encode()
    document: Document = in_worker(read_content, data, "a.txt")
    assert document == read_content(data, "a.txt")


@pytest.mark.parametrize(
    ("call", "argument", "limits", "code"),
    [
        (time.sleep, 3600, QUICK, "timeout"),
        (os._exit, 3, LIMITS, "reader_crashed"),
        (bytes, 8 << 30, LIMITS, "out_of_memory"),
    ],
    ids=["hangs", "exits", "eats memory"],
)
def test_a_worker_that_fails_says_why(call: object, argument: int, limits: Limits, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        in_worker(call, argument, limits=limits)  # type: ignore[arg-type]
    assert caught.value.reason_code == code


def test_a_fault_of_our_own_code_is_raised_here_with_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        in_worker(divmod, 1, 0)
    assert "in a worker process" in caught.value.__notes__[0]
    assert in_worker(divmod, 7, 2) == (3, 1)


def test_after_a_failure_the_next_call_works() -> None:
    results = dict(in_workers(divmod, [(7, 2), (9, 4)]))
    with pytest.raises(UnreadableFile):
        in_worker(os.abort)
    assert results == {0: (3, 1), 1: (2, 1)}
    assert in_worker(divmod, 7, 2) == (3, 1)


def test_files_come_in_order_and_only_the_bad_ones_are_lost(tmp_path: Path) -> None:
    writers = {
        "a.docx": write_docx, "aborts.html": write_html, "b.txt": write_text,
        "c.pdf": write_pdf, "hangs.html": write_html, "d.html": write_html,
    }  # fmt: skip
    for name, write in writers.items():
        write(tmp_path / name)
    files = [File(tmp_path / name, name) for name in writers]
    found = list(read_many(files, title_of, limits=replace(LIMITS, seconds=15.0)))
    assert [file.name for file, _ in found] == list(writers)
    codes = {file.name: result.reason_code for file, result in found if isinstance(result, UnreadableFile)}
    assert codes == {"aborts.html": "reader_crashed", "hangs.html": "timeout"}
    here = {file.name for file, result in found if not isinstance(result, UnreadableFile) and result[1] == os.getpid()}
    assert here == {"b.txt"}


def test_only_small_plain_text_needs_no_worker(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path)
    assert is_harmless(path)
    path.write_bytes("预算".encode() * 300_000)
    assert not is_harmless(path)
    write_pdf(path)
    assert not is_harmless(path)
