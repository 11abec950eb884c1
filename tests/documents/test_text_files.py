"""Plain text: encodings, what is refused, page marks and tables."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from warehouse.documents import UnreadableFile, find_furniture, read, read_content

TITLE = "2022年度青禾县松溪街道办事处部门整体支出绩效自评报告"
TEXT = f"{TITLE}\r\n\r\n一、预算执行情况\r\n全年预算数1,234.56万元，执行数1,111.10万元，完成预算的90.00%。\n"


def refused(data: bytes, name: str = "a.txt") -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_content(data, name)
    assert " / " in caught.value.reason
    return caught.value.reason_code


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf8", "utf8-bom", "gbk", "gb18030", "utf16le-bom", "utf16be-bom", "utf16le", "utf16be"],
)
def test_a_text_in_any_usual_encoding_is_the_decoded_file_itself(data: bytes) -> None:
    document = read_content(data, "a.txt")
    assert document.text == TEXT
    assert document.title == TITLE


def test_traditional_chinese_in_big5_is_read() -> None:
    text = "2023年度臨江市青禾區街道辦事處部門整體支出績效自評報告\n\n全年預算數1,234.56萬元，執行數1,111.10萬元。\n"
    assert read_content(text.encode("big5"), "a.txt").text == text


def test_rare_characters_of_gb18030_are_read() -> None:
    text = TEXT + "工作人员：㐂𠮷、䶮某。\n"
    assert read_content(text.encode("gb18030"), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (" \t\r\n\u3000\u00a0\n".encode() * 50, "empty_file"),
        (TEXT.encode() + "附注：另一编码。".encode("gbk") + b"\xff\xfe\x80\n", "undecodable"),
        (TEXT.encode().decode("latin-1").encode(), "garbled_text"),
        (TEXT.encode().replace(b"\n", b"\x00\n"), "binary_content"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "no_text_layer"),
        (b"\x7fELF" + bytes(100), "unsupported_format"),
        (b"1" * (17 << 20), "too_large"),
    ],
    ids=["empty", "blank", "mixed", "mojibake", "nul", "picture", "program", "large"],
)
def test_what_is_no_readable_text_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "link.txt").symlink_to(report)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    assert read(report).file_name == "report.txt"
    for name in ("link.txt", "pipe.txt", "folder.txt"):
        with pytest.raises(UnreadableFile) as caught:
            read(tmp_path / name)
        assert caught.value.reason_code == "not_a_regular_file"
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path / "absent.txt")
    assert caught.value.reason_code == "not_found"


def test_a_name_that_is_not_utf8_is_shown_readably(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("自评报告".encode("gbk") + b".txt")
    path.write_bytes(TEXT.encode())
    assert read(path).file_name == "自评报告.txt"


@pytest.mark.parametrize("mark", ["- 1 -", "— 12 —", "第 3 页", "第3页 共10页", "3/10", "Page 2 of 9", "-1-"])
def test_page_marks_are_furniture(mark: str) -> None:
    text = f"年度目标\n{mark}\r\n全部完成。\n"
    assert [span.of(text) for span in find_furniture(text)] == [mark]


@pytest.mark.parametrize("line", ["2022年", "12", "1. 目标", "3.5", "一、概况", "10 10"])
def test_lines_of_the_text_are_no_furniture(line: str) -> None:
    assert find_furniture(f"年度目标\n{line}\n全部完成。\n") == ()


def test_bare_numbers_that_count_pages_are_furniture() -> None:
    text = "".join(f"{'正文。' * 40}\n{page}\n" for page in (1, 2, 3))
    assert [span.of(text) for span in find_furniture(text)] == ["1", "2", "3"]


def test_a_sentence_cut_by_a_page_mark_is_joined_in_the_flow() -> None:
    document = read_content(f"{TITLE}\n毛入园率达到\n- 2 -\n95.8%，巩固率99.2%。\n".encode(), "a.txt")
    assert "达到95.8%" in document.flow.text


def test_form_feeds_part_pages() -> None:
    document = read_content(f"{TITLE}\n甲。\n\f乙。\n".encode(), "a.txt")
    assert [page.number for page in document.pages] == [1, 2]
    assert document.page_at(document.text.index("乙")) == 2
