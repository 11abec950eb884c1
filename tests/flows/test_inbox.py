"""What is found in folders: reports by content and place, never links, devices or what programs leave behind."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from flows import inbox as inbox_of
from flows.inbox import Inbox, open_inbox
from flows.walk import BATCH_BYTES, MOST_FILES, batches_of
from warehouse.errors import UsageError
from warehouse.model import Declared
from warehouse.model.source import SourceFile

Write = Callable[[str, bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return write_file


Open = Callable[..., Inbox]
Names = Callable[..., list[str]]


@pytest.fixture
def open_all(tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Opens an inbox with a workspace of its own: its first part, whose files stay until the test ends."""
    inboxes = []

    def opened(*paths: Path) -> Inbox:
        inboxes.append(open_inbox(paths, tmp_path_factory.mktemp("workspace")))
        return next(inboxes[-1], Inbox((), (), 0, 0))

    return opened


@pytest.fixture
def names(open_all: Open) -> Names:
    return lambda *paths: [file.name for file in open_all(*paths).files]


def test_a_folder_is_read_to_its_depth_in_the_order_of_names(tmp_path: Path, write: Write, names: Names) -> None:
    for name in ("b.txt", "a/2023/x.txt", "a/1.txt", "报告.txt"):
        write(name, name.encode())
    assert names(tmp_path) == ["a/1.txt", "a/2023/x.txt", "b.txt", "报告.txt"]


def test_a_file_that_is_named_has_its_last_part_as_name(write: Write, names: Names) -> None:
    assert names(write("a/2023/x.txt", b"1")) == ["x.txt"]


def test_a_file_named_twice_is_found_once(tmp_path: Path, write: Write, names: Names) -> None:
    path = write("x.txt", b"1")
    assert names(tmp_path, path, path) == ["x.txt"]


def test_the_key_is_the_digest_of_the_bytes(write: Write, open_all: Open) -> None:
    [file] = open_all(write("x.txt", "预算".encode())).files
    assert file.document_key == sha256("预算".encode()).hexdigest()
    assert file.byte_size == 6


def test_links_and_pipes_are_skipped_and_counted(tmp_path: Path, write: Write, open_all: Open) -> None:
    write("x.txt", b"1")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    (tmp_path / "loop").symlink_to("..")
    os.mkfifo(tmp_path / "pipe.txt")
    inbox = open_all(tmp_path)
    assert [file.name for file in inbox.files] == ["x.txt"]
    assert inbox.skipped == 3


def test_a_link_that_a_user_names_is_followed(tmp_path: Path, write: Write, names: Names) -> None:
    write("reports/x.txt", b"1")
    (tmp_path / "inbox").symlink_to("reports")
    assert names(tmp_path / "inbox") == ["x.txt"]


@pytest.mark.parametrize("litter", ["~$报告.docx", ".DS_Store", "Thumbs.db", "下载中.docx.crdownload", "__MACOSX/x.txt", ".git/config"])
def test_what_programs_leave_behind_is_no_report(tmp_path: Path, write: Write, litter: str, open_all: Open) -> None:
    write(litter, b"1")
    write("x.txt", b"1")
    inbox = open_all(tmp_path)
    assert [file.name for file in inbox.files] == ["x.txt"]
    assert inbox.skipped == 1


def test_a_name_that_is_not_utf8_is_readable(tmp_path: Path, names: Names) -> None:
    (tmp_path / os.fsdecode("街道.txt".encode("gbk"))).write_bytes(b"1")
    assert names(tmp_path) == ["街道.txt"]


def test_the_nearest_manifest_speaks_for_a_file(tmp_path: Path, write: Write, open_all: Open) -> None:
    write("manifest.csv", "file,organisation\na.txt,甲\nsub/b.txt,乙\nsub/c.txt,丙\n".encode())
    write("sub/manifest.csv", "file,organisation\nb.txt,丁\n".encode())
    for name in ("a.txt", "sub/b.txt", "sub/c.txt", "d.txt"):
        write(name, name.encode())
    declared = {file.name: file.declared.organisation for file in open_all(tmp_path).files}
    assert declared == {"a.txt": "甲", "sub/b.txt": "丁", "sub/c.txt": "丙", "d.txt": None}


def test_a_manifest_speaks_for_a_file_that_is_named_itself(write: Write, open_all: Open) -> None:
    write("manifest.csv", b"file,fiscal_year\nx.txt,2022\n")
    [file] = open_all(write("x.txt", b"1")).files
    assert file.declared == Declared(fiscal_year=2022)


def test_a_missing_path_is_told_by_name(tmp_path: Path, open_all: Open) -> None:
    with pytest.raises(UsageError, match=r"nowhere does not exist"):
        open_all(tmp_path / "nowhere")


def bundle(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_bundle_gives_its_members_and_the_bundles_in_it(tmp_path: Path, write: Write, open_all: Open) -> None:
    inner = bundle({"c.txt": b"3"})
    write("a.zip", bundle({"x.txt": b"1", "sub/y.txt": b"2", "inner.zip": inner, "~$x.docx": b"", "__MACOSX/x.txt": b""}))
    write("b.txt", b"4")
    inbox = open_all(tmp_path)
    assert [file.name for file in inbox.files] == ["a.zip/inner.zip/c.txt", "a.zip/sub/y.txt", "a.zip/x.txt", "b.txt"]
    assert [file.path.read_bytes() for file in inbox.files] == [b"3", b"2", b"1", b"4"]
    assert inbox.skipped == 2


def test_what_is_declared_of_a_bundle_holds_for_its_members(tmp_path: Path, write: Write, open_all: Open) -> None:
    write("manifest.csv", b"file,fiscal_year\na.zip,2022\n")
    write("a.zip", bundle({"x.txt": b"1"}))
    [file] = open_all(tmp_path).files
    assert file.declared.fiscal_year == 2022


def test_a_bundle_that_leads_out_of_its_folder_is_refused_whole(tmp_path: Path, write: Write, open_all: Open) -> None:
    write("a.zip", bundle({"../../escape.txt": b"1", "x.txt": b"2"}))
    inbox = open_all(tmp_path)
    assert inbox.files == ()
    assert [(refusal.name, refusal.reason_code) for refusal in inbox.refused] == [("a.zip", "unsafe_archive")]
    assert not list(tmp_path.parent.rglob("escape.txt"))


def test_a_large_inbox_comes_in_parts_that_together_are_all_of_it(tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_of, "AT_ONCE", 2)
    workspace, folder = tmp_path / "workspace", tmp_path / "reports"
    workspace.mkdir()
    single = write("reports/b.txt", b"1")
    write("reports/a/x.zip", bundle({"2.txt": b"2", "3.txt": b"3"}))
    for name in ("c.txt", "d.txt", "~$e.txt"):
        write(f"reports/{name}", name.encode())
    parts = [([file.name for file in part.files], part.skipped, part.among) for part in open_inbox([folder, single], workspace)]
    assert parts == [(["a/x.zip/2.txt", "a/x.zip/3.txt", "b.txt"], 0, 4), (["c.txt", "d.txt"], 0, 4), ([], 1, 4)]
    assert not list(workspace.iterdir())


def source(number: int, size: int = 1) -> SourceFile:
    return SourceFile(Path(f"{number}.txt"), f"{number}.txt", f"{number:064x}", size)


def test_batches_keep_the_order_and_lose_nothing() -> None:
    files = [source(number, size=(number % 5) << 20) for number in range(100)]
    batches = list(batches_of(files))
    assert [file for batch in batches for file in batch] == files
    assert all(len(batch) <= MOST_FILES and sum(file.byte_size for file in batch) <= BATCH_BYTES for batch in batches)


def test_a_large_file_has_a_batch_of_its_own() -> None:
    assert [len(batch) for batch in batches_of([source(1), source(2, BATCH_BYTES * 2), source(3)])] == [1, 1, 1]
