"""Zip bundles: members under names that we choose, hostile ones refused as a whole."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from warehouse.documents import Bundle, UnreadableFile, expand, is_bundle, read, read_content

TEXT = "2023年度青禾县水利局自评报告\n全年预算数1,234.56万元。\n".encode()


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def expanded(data: bytes, folder: Path) -> Bundle:
    path = folder / "包.zip"
    path.write_bytes(data)
    (folder / "out").mkdir()
    return expand(path, "报送/包.zip", folder / "out")


def refused(data: bytes, folder: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        expanded(data, folder)
    return caught.value.reason_code


def test_members_are_taken_out_under_numbers_in_the_order_of_their_names(tmp_path: Path) -> None:
    bundle = expanded(zipped(("乙/b.txt", TEXT), ("a.txt", TEXT + b"1")), tmp_path)
    assert [(member.path.name, member.name) for member in bundle.members] == [
        ("000001", "报送/包.zip/a.txt"),
        ("000000", "报送/包.zip/乙/b.txt"),
    ]
    assert read(bundle.members[0].path, name=bundle.members[0].name).file_name == "报送/包.zip/a.txt"


def test_bundles_in_a_bundle_are_opened_to_three_levels(tmp_path: Path) -> None:
    data = zipped(("最里.txt", TEXT))
    for level in range(2):
        data = zipped((f"{level}.zip", data))
    assert [member.name for member in expanded(data, tmp_path).members] == ["报送/包.zip/1.zip/0.zip/最里.txt"]


def test_deeper_nesting_is_refused(tmp_path: Path) -> None:
    data = TEXT
    for level in range(5):
        data = zipped((f"{level}.zip" if level else "a.txt", data))
    assert refused(data, tmp_path) == "nested_too_deep"


def test_names_in_gbk_are_shown_as_their_writer_meant_them(tmp_path: Path) -> None:
    data = zipped(("AAAA.txt", TEXT)).replace(b"AAAA", "报告".encode("gbk"))
    assert [member.name for member in expanded(data, tmp_path).members] == ["报送/包.zip/报告.txt"]


@pytest.mark.parametrize("name", ["../../a.txt", "/tmp/a.txt", "甲/../../a.txt", "C:/a.txt", "..\\a.txt"])
def test_paths_out_of_the_bundle_refuse_it_whole(name: str, tmp_path: Path) -> None:
    assert refused(zipped((name, TEXT), ("好.txt", TEXT)), tmp_path) == "unsafe_archive"
    assert list((tmp_path / "out").iterdir()) == []


def test_links_refuse_the_bundle(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("报告.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(zipped((link, b"/etc/hostname")), tmp_path) == "unsafe_archive"


def test_litter_is_skipped_and_counted(tmp_path: Path) -> None:
    bundle = expanded(
        zipped(("a.txt", TEXT), ("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("~$a.docx", b"x"), ("甲/Thumbs.db", b"x")), tmp_path
    )
    assert (len(bundle.members), bundle.skipped) == (1, 4)


def test_a_bundle_of_nothing_is_empty(tmp_path: Path) -> None:
    assert refused(zipped((".DS_Store", b"x")), tmp_path) == "empty_file"


def test_a_bomb_is_refused_before_it_expands(tmp_path: Path) -> None:
    assert refused(zipped(("a.txt", bytes(30 << 20))), tmp_path) == "expands_too_much"


def test_entries_that_share_bytes_are_a_bomb(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT)))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    assert refused(bytes(data), tmp_path) == "expands_too_much"


def test_an_office_document_is_no_bundle_and_a_bundle_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("a.txt", TEXT)))
    assert is_bundle(path)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.reason_code == "bundle"
    path.write_bytes(zipped(("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")))
    assert not is_bundle(path)


def test_an_archive_named_like_an_office_document_is_damaged() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_content(zipped(("readme.txt", TEXT)), "报告.docx")
    assert caught.value.reason_code == "damaged"
