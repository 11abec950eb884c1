"""What the tests of findings share: raising them on a few reports, and reports of sentences with numbers."""

from __future__ import annotations

from pathlib import Path

from quality_reports import Report, fill

from tests.builders import a_document, a_mention, an_extraction, an_identity
from warehouse.quality.reading import read_findings
from warehouse.quality.results import RaisedFinding
from warehouse.store import open_warehouse, raise_findings

RULES = {
    "commitment_no_evidence",
    "commitment_repeated",
    "conflicting_editions",
    "contested_rank",
    "continuity_break",
    "copied_from_last_year",
    "copied_from_other_report",
}
LONG = "全年共检查企业{0}家次，整改隐患{1}处，整改率保持在较高水平，群众反映良好"


def found(path: Path, *reports: Report, rule: str = "") -> list[RaisedFinding]:
    """The cross-document findings on a warehouse of these reports, of one rule or of all."""
    fill(path / "w.duckdb", list(reports))
    with open_warehouse(path / "w.duckdb") as warehouse:
        raise_findings(warehouse)
    return [item for item in read_findings(path / "w.duckdb") if item.rule in ({rule} if rule else RULES)]


def only(path: Path, *reports: Report, rule: str = "") -> RaisedFinding:
    (finding,) = found(path, *reports, rule=rule)
    return finding


def with_sentences(organisation: str, year: int, sentences: list[tuple[str, tuple[int, ...]]], name: str = "") -> Report:
    """A report of sentences with numbers, each read as an indicator of its own."""
    text = f"{organisation}{year}年度部门整体支出绩效自评报告\n" + "。\n".join(words for words, _ in sentences) + "。\n"
    mentions = [
        a_mention(text, words, "indicator", "actual", f"指标{place}之{number}", str(year), str(number), unit="个", decimals=0)
        for place, (words, numbers) in enumerate(sentences)
        for number in numbers
    ]
    return a_document(text, name or f"{organisation}-{year}.txt"), an_extraction(mentions, an_identity(organisation, year))


def sentences(*pairs: tuple[int, int]) -> list[tuple[str, tuple[int, ...]]]:
    return [(LONG.format(*pair), pair) for pair in pairs]
