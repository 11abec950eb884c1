"""The sample reports read as their golden tables say; a change on purpose is written anew and reviewed as a diff."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.golden import golden_of, reports, table_of


@pytest.mark.parametrize("report", reports(), ids=lambda report: report.stem)
def test_a_sample_report_reads_as_its_golden_table(report: Path) -> None:
    assert table_of(report).splitlines() == golden_of(report).read_text(encoding="utf-8").splitlines()


def test_every_golden_table_belongs_to_a_report() -> None:
    assert {path.stem for path in Path(__file__).parent.glob("*.csv")} == {report.stem for report in reports()}
