"""Scans: with the extra ``ocr`` they are read and marked, without it they say what to do."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from warehouse.documents import UnreadableFile, in_worker, read
from warehouse.documents.formats import pdf_ocr
from warehouse.documents.formats.pdf_layout import Box, Line

FONTS = [Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"), Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")]
LINES = [
    "青禾县水利局2022年度部门整体支出绩效自评报告",
    "全年预算数1,234.56万元，执行数1,111.10万元，",
    "完成预算的90.00%。",
    "治理中小河流18.7公里，立案查处23宗。",
]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page that is a picture of text, as a scanner makes it."""
    font = next((font for font in FONTS if font.exists()), None)
    assert font, "a Chinese font is missing: make test-all installs one"
    picture = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(LINES):
        draw.text((180, 240 + 90 * number), line, fill="black", font=ImageFont.truetype(str(font), 44))
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=200)
    path = tmp_path / "scan.pdf"
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.system
@pytest.mark.skipif(importlib.util.find_spec("rapidocr") is None, reason="the extra ocr is not installed")
def test_a_scan_is_recognised_and_marked(scan: Path) -> None:
    document = in_worker(read, scan)
    assert document.is_ocr
    assert document.reader == pdf_ocr.READER
    text = "".join(document.text.split()).replace("，", ",")
    assert "全年预算数1,234.56万元,执行数1,111.10万元,完成预算的90.00%" in text
    assert document.pages[0].number == 1


@pytest.mark.system
def test_a_scan_without_the_extra_says_what_to_do(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_ocr, "is_available", lambda: False)
    with pytest.raises(UnreadableFile) as caught:
        read(scan)
    assert caught.value.reason_code == "no_text_layer"
    assert "OCR" in caught.value.reason


def test_pieces_on_one_height_are_one_line() -> None:
    pieces = [Line("完成值", Box(300, 100, 360, 114)), Line("指标名称", Box(80, 101, 160, 115)), Line("河流治理", Box(80, 130, 160, 144))]
    assert [line.text for line in pdf_ocr._rows(pieces)] == ["指标名称 完成值", "河流治理"]
