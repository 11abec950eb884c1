"""Rule packs: what holds where and when."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from warehouse.errors import SeedError
from warehouse.reference import load_reference
from warehouse.review.pack import pack_for

HEADER = "pack,jurisdiction,rule,parameter,value,valid_from,valid_to,source,note\n"


def _overlay(tmp_path: Path, *rows: str) -> Path:
    (tmp_path / "rule_packs.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_a_smaller_places_row_beats_the_countrys(tmp_path: Path) -> None:
    overlay = _overlay(tmp_path, "local,440000,grade_mismatch,floor_优,95,2020,,example,")
    reference = load_reference(overlay)
    assert pack_for(reference, "440105", 2022).number("grade_mismatch", "floor_优") == Decimal(95)
    assert pack_for(reference, "110105", 2022).number("grade_mismatch", "floor_优") == Decimal(90)


def test_a_row_holds_only_in_its_years(tmp_path: Path) -> None:
    overlay = _overlay(tmp_path, "local,440000,grade_mismatch,floor_优,95,2020,2021,example,")
    reference = load_reference(overlay)
    values = [pack_for(reference, "440105", year).number("grade_mismatch", "floor_优") for year in (2019, 2021, 2022)]
    assert values == [Decimal(90), Decimal(95), Decimal(90)]


def test_what_no_pack_tells_is_not_judged() -> None:
    assert pack_for(load_reference(), "440105", 2015).number("grade_mismatch", "floor_优") is None


def test_every_threshold_of_a_regulation_cites_it() -> None:
    rows = [row for row in load_reference().rule_packs if row["pack"] not in ("words",)]
    assert rows and all(row["source"] for row in rows)


def test_a_value_that_is_no_number_names_the_row(tmp_path: Path) -> None:
    reference = load_reference(_overlay(tmp_path, "local,000000,weights_not_100,whole,hundred,2020,,example,"))
    with pytest.raises(SeedError, match="weights_not_100 / whole"):
        pack_for(reference, "", 2022).number("weights_not_100", "whole")


def test_a_row_without_a_place_is_a_mistake(tmp_path: Path) -> None:
    reference = load_reference(_overlay(tmp_path, "local,,weights_not_100,whole,100,2020,,example,"))
    with pytest.raises(SeedError, match="jurisdiction"):
        pack_for(reference, "", 2022)
