"""Written numbers and their values."""

from decimal import Decimal
from pathlib import Path

import pytest

from warehouse.text.numeral import LONGEST, read_numeral

CASES = Path(__file__).parents[1] / "cases" / "numerals.txt"


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [(text, value) for text, _, value in (line.rpartition(" => ") for line in lines if line and not line.startswith("#"))]


@pytest.mark.parametrize(("text", "value"), cases())
def test_a_written_number_has_its_value(text: str, value: str) -> None:
    if value == "ValueError":
        with pytest.raises(ValueError, match=r"."):
            read_numeral(text)
    else:
        assert read_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "\n", "，", "。"])
def test_nothing_written_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_numeral(text)


def test_a_value_is_never_written_with_a_power_of_ten() -> None:
    assert str(read_numeral("十二亿三千万")) == "1230000000"


def test_forty_figures_keep_every_digit() -> None:
    assert read_numeral("9" * 40) == Decimal("9" * 40)
    assert read_numeral("9" * 40 + "万三千") == Decimal("9" * 40 + "3000")


@pytest.mark.parametrize("char", ["9", "万", "一", "十", ",", "点", "又", "分之"])
def test_a_number_too_long_to_be_meant_is_refused_at_once(char: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_numeral(char * (LONGEST + 1))
    with pytest.raises(ValueError, match="too long"):
        read_numeral(char * 1_000_000)
