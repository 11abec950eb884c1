"""The rules drawn on a PDF page, and the cells that they enclose.

A rule is a straight stroke or the edge of a filled box (many programs draw rules as thin boxes). Where rules cross, cells have
their corners; a cell is the smallest box between four crossings that rules join all the way round.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.documents.formats.pdf_layout import Box

_TOLERANCE = 3.0
_SHORTEST = 4.0
_MAX_RULES = 20_000
_MAX_CROSSINGS = 20_000
_MAX_DEPTH = 4
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line: where it lies across, and from where to where it runs."""

    at: float
    start: float
    end: float


def tables(page: Any, place: Callable[[Point], Point]) -> list[list[Box]]:
    """The cells of each ruled table on a page (of pypdfium2), top down; ``place`` turns a point of the page to where it is displayed."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for (x1, y1), (x2, y2) in _strokes(page):
        (left, top), (right, bottom) = sorted((place((x1, y1)), place((x2, y2))))
        if abs(top - bottom) < 1 and right - left >= _SHORTEST:
            level.append(Rule(top, left, right))
        elif right - left < 1 and abs(bottom - top) >= _SHORTEST:
            upright.append(Rule(left, min(top, bottom), max(top, bottom)))
        if len(level) + len(upright) > _MAX_RULES:
            return []
    return _grouped(_cells(_joined(level), _joined(upright)))


def _strokes(page: Any) -> Iterator[tuple[Point, Point]]:
    import pypdfium2.raw as pdfium

    for number in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _strokes_of(pdfium, pdfium.FPDFPage_GetObject(page, number), _IDENTITY, 1)


def _strokes_of(pdfium: Any, thing: Any, outer: Matrix, depth: int) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path, or of the paths in a form object, in the page's own places."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_PATH and _is_painted(pdfium, thing):
        yield from _pieces(pdfium, thing, _times(_matrix(pdfium, thing), outer))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        inner = _times(_matrix(pdfium, thing), outer)
        for number in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _strokes_of(pdfium, pdfium.FPDFFormObj_GetObject(thing, number), inner, depth + 1)


def _is_painted(pdfium: Any, path: Any) -> bool:
    """Not a mere clip."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or bool(fill.value or stroke.value)


def _pieces(pdfium: Any, path: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    begin = last = (0.0, 0.0)
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield last, begin


def _matrix(pdfium: Any, thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First the inner change of places, then the outer."""
    a, b, c, d, e, f = inner
    k, l, m, n, o, p = outer  # noqa: E741
    return a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules that lie on one line made one: on the same place across, and overlapping or all but touching."""
    joined: list[Rule] = []
    for line in _aligned(rules):
        at = sum(rule.at for rule in line) / len(line)
        start, end = line[0].start, line[0].end
        for rule in line[1:]:
            if rule.start > end + _TOLERANCE:
                joined.append(Rule(at, start, end))
                start = rule.start
            end = max(end, rule.end) if rule.start <= end + _TOLERANCE else rule.end
        joined.append(Rule(at, start, end))
    return joined


def _aligned(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Rules whose places across differ by no more than a rule is thick, sorted along."""
    line: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if line and rule.at - line[-1].at > _TOLERANCE:
            yield sorted(line, key=lambda rule: (rule.start, rule.end))
            line = []
        line.append(rule)
    if line:
        yield sorted(line, key=lambda rule: (rule.start, rule.end))


def _cells(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Box]:
    """The smallest closed box to the right of and below each crossing."""
    across: dict[int, list[int]] = {}
    down: dict[int, list[int]] = {}
    for number, rule in enumerate(level):
        for other, pole in enumerate(upright):
            if _reaches(rule, pole.at) and _reaches(pole, rule.at):
                across.setdefault(number, []).append(other)
                down.setdefault(other, []).append(number)
    if sum(map(len, across.values())) > _MAX_CROSSINGS:
        return []
    crossings = {(number, other) for number, others in across.items() for other in others}
    across = {number: sorted(others, key=lambda other: upright[other].at) for number, others in across.items()}
    down = {other: sorted(numbers, key=lambda number: level[number].at) for other, numbers in down.items()}
    cells = []
    for top, left in crossings:
        found = _closed(top, left, across, down, crossings, level, upright)
        if found is not None:
            bottom, right = found
            cells.append(Box(upright[left].at, level[top].at, upright[right].at, level[bottom].at))
    return cells


def _reaches(rule: Rule, place: float) -> bool:
    return rule.start - _TOLERANCE <= place <= rule.end + _TOLERANCE


def _closed(
    top: int,
    left: int,
    across: dict[int, list[int]],
    down: dict[int, list[int]],
    crossings: set[tuple[int, int]],
    level: Sequence[Rule],
    upright: Sequence[Rule],
) -> tuple[int, int] | None:
    """The rules that close a box from a corner: the first below, and with it the first on the right, that meet."""
    rights = [right for right in across[top] if upright[right].at > upright[left].at + _TOLERANCE]
    for bottom in down[left]:
        if level[bottom].at <= level[top].at + _TOLERANCE:
            continue
        for right in rights:
            if (bottom, right) in crossings:
                return bottom, right
    return None


def _grouped(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that share a corner, directly or through others, are one table."""
    owner: dict[Point, int] = {}
    groups: list[list[Box]] = []
    for cell in sorted(cells, key=lambda cell: (cell.top, cell.left)):
        corners = [(cell.left, cell.top), (cell.right, cell.top), (cell.left, cell.bottom), (cell.right, cell.bottom)]
        met = sorted({owner[corner] for corner in corners if corner in owner})
        home = met[0] if met else len(groups)
        if not met:
            groups.append([])
        groups[home].append(cell)
        for other in met[1:]:
            groups[home] += groups[other]
            groups[other] = []
            owner.update((corner, home) for corner, number in owner.items() if number == other)
        owner.update((corner, home) for corner in corners)
    return sorted((group for group in groups if group), key=lambda group: min((cell.top, cell.left) for cell in group))
