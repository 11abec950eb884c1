"""Scanned pages through optical character recognition, where the extra ``ocr`` is installed.

The models come with the package: nothing is fetched. A page takes some seconds.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from warehouse.documents.formats.pdf_layout import Box, Line, PageLayout
from warehouse.documents.progress import beat

_DOTS_PER_INCH = 200
_SCALE = _DOTS_PER_INCH / 72
_LEAST_SCORE = 0.5
READER = "pypdfium2+rapidocr"


def is_available() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@lru_cache(maxsize=1)
def _engine() -> Any:
    rapidocr = importlib.import_module("rapidocr")
    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
    return rapidocr.RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False, **threads})


def recognised(page: Any, number: int) -> PageLayout:
    """The lines that stand on a page's picture; ``page`` is pypdfium2's, ``number`` counts from 0."""
    beat()
    picture = page.render(scale=_SCALE).to_numpy()
    found = _engine()(picture)
    beat()
    pieces = [
        Line(text, _box(corners))
        for corners, text, score in zip(found.boxes if found.boxes is not None else (), found.txts or (), found.scores or (), strict=True)
        if score >= _LEAST_SCORE
    ]
    return PageLayout(number + 1, float(page.get_height()), tuple(_rows(pieces)), is_ocr=True)


def _box(corners: Iterable[Sequence[float]]) -> Box:
    points = [(float(x) / _SCALE, float(y) / _SCALE) for x, y in corners]
    return Box(min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))


def _rows(pieces: Iterable[Line]) -> list[Line]:
    """Pieces on one height joined to a line with blanks between them, top down."""
    rows: list[tuple[Box, list[tuple[Box, str]]]] = []
    for piece in sorted(pieces, key=lambda line: (line.box.top, line.box.left) if line.box else (0.0, 0.0)):
        if piece.box is None:
            continue
        middle = (piece.box.top + piece.box.bottom) / 2
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom:
            rows[-1][1].append((piece.box, piece.text))
            rows[-1] = (rows[-1][0].around(piece.box), rows[-1][1])
        else:
            rows.append((piece.box, [(piece.box, piece.text)]))
    return [Line(" ".join(text for _, text in sorted(row, key=lambda part: part[0].left)), box) for box, row in rows]
