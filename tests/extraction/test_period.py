"""Of when a number is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extraction.reading import read_text
from warehouse.extraction.period import month_span

_CASES = Path(__file__).parent.parent / "cases" / "periods.txt"


def _cases() -> list[tuple[str, str]]:
    lines = [line for line in _CASES.read_text(encoding="utf-8").splitlines() if "=>" in line and not line.startswith("#")]
    return [(left.strip(), right.strip()) for left, _, right in (line.partition("=>") for line in lines)]


@pytest.mark.parametrize(("marked", "period"), _cases(), ids=[text for text, _ in _cases()])
def test_a_number_has_the_period_of_its_case(marked: str, period: str) -> None:
    place = marked.index("⟦")
    _, extraction = read_text(marked.replace("⟦", "").replace("⟧", "") + "。")
    here = [m for m in extraction.mentions if m.number is not None and m.number.start == place]
    assert [m.period for m in here] == [period]


def test_a_year_of_months_is_the_year() -> None:
    assert month_span(2022, 1, 12) == "2022"
    assert month_span(2022, 9, 9) == "2022-09"
    assert month_span(2022, 1, 11) == "2022-01/2022-11"


def test_an_unknown_year_gives_no_period() -> None:
    _, extraction = read_text("共立案224宗。", year=None)
    assert {m.period for m in extraction.mentions} == {""}
