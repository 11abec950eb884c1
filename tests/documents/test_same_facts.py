"""One truth, many files: a sample report gives the same facts from every format that it is written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.report_writers import (
    WRITERS,
    Block,
    Form,
    write_csv,
    write_docx,
    write_html,
    write_pdf,
    write_rtf,
    write_xls,
    write_xlsx,
)
from warehouse.documents import read
from warehouse.documents.writing import GridCell
from warehouse.extraction import extract
from warehouse.model import Document
from warehouse.reference import Reference, load_reference

SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "seeds" / "reports").iterdir() if path.suffix in (".txt", ".md"))
BARS = {".docx": 0.97, ".html": 0.97, ".xlsx": 0.97, ".xls": 0.97, ".csv": 0.97, ".rtf": 0.97, ".pdf": 0.95}
WRITE: dict[str, Callable[[Path, tuple[Block, ...]], None]] = {
    ".docx": write_docx, ".html": write_html, ".xlsx": write_xlsx, ".xls": write_xls, ".csv": write_csv, ".rtf": write_rtf,
    ".pdf": write_pdf,
}  # fmt: skip
Told = tuple[str, ...]


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The paragraphs of a report as its flow has them, and its tables, in order."""
    flow = document.flow
    blocks: list[tuple[int, Block]] = [(flow.source(span.start), span.of(flow.text)) for span in document.paragraphs]
    for table in document.tables:
        cells = tuple(GridCell(c.row, c.column, c.text, c.row_span, c.column_span) for c in table.cells)
        blocks.append((table.span.start, Form(table.title, cells)))
    return tuple(block for _, block in sorted(blocks, key=lambda pair: pair[0]))


def told(document: Document, reference: Reference) -> Counter[Told]:
    """What each mention tells, without its place."""
    return Counter(
        (m.table, m.role, m.name, m.project, m.period, str(m.value), m.unit, str(m.value_base), m.scope, m.rank_kind)
        for m in extract(document, reference).mentions
    )


def f1(wanted: Counter[Told], got: Counter[Told]) -> float:
    same = sum((wanted & got).values())
    return 2 * same / (wanted.total() + got.total())


def test_the_formats_that_are_compared_are_those_that_are_written() -> None:
    assert set(BARS) == set(WRITERS) - {".txt"} == set(WRITE)


@pytest.mark.parametrize("ending", list(BARS))
def test_a_sample_report_gives_the_same_facts_in_every_format(ending: str, reference: Reference, tmp_path: Path) -> None:
    scores = {}
    for sample in SAMPLES:
        original = read(sample, reference=reference)
        path = tmp_path / f"{sample.stem}{ending}"
        WRITE[ending](path, blocks_of(original))
        scores[sample.stem] = f1(told(original, reference), told(read(path, reference=reference), reference))
    assert min(scores.values()) >= BARS[ending], scores
