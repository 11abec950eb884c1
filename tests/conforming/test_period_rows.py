"""Periods as rows."""

from __future__ import annotations

from datetime import date

import pytest

from warehouse.conforming.period import period_row


@pytest.mark.parametrize(
    ("period", "year", "kind", "within", "first", "last"),
    [
        ("2022", 2022, "year", "year", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-Q3", 2022, "quarter", "Q3", date(2022, 7, 1), date(2022, 9, 30)),
        ("2022-H1", 2022, "half", "H1", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022-09", 2022, "month", "09", date(2022, 9, 1), date(2022, 9, 30)),
        ("2024-02", 2024, "month", "02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-01/2022-11", 2022, "months", "01/11", date(2022, 1, 1), date(2022, 11, 30)),
        ("future", None, "future", None, None, None),
    ],
)
def test_a_period_knows_its_year_its_place_in_the_year_and_its_days(period, year, kind, within, first, last):
    row = period_row(period)
    assert (row.period, row.fiscal_year, row.period_type, row.period_in_year, row.start_date, row.end_date) == (
        period,
        year,
        kind,
        within,
        first,
        last,
    )


def test_a_missing_period_is_told_as_unknown_and_has_no_year():
    row = period_row("")
    assert (row.period, row.period_type, row.fiscal_year) == ("unknown", "unknown", None)


@pytest.mark.parametrize("period", ["2022-13", "2022-09/2022-03", "2021-11/2022-02", "近三年", "22"])
def test_a_period_of_another_form_keeps_its_name_and_claims_no_year(period):
    row = period_row(period)
    assert (row.period, row.period_type, row.fiscal_year, row.period_in_year) == (period, "other", None, None)
