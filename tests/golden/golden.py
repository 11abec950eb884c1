"""What the sample reports give, as tables that read like a review: `python -m tests.golden.golden` writes them anew."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path

from warehouse.documents import read, read_manifest
from warehouse.extraction import extract
from warehouse.model import Mention
from warehouse.reference import Reference, load_reference
from warehouse.resources import resource_folder

FOLDER = Path(__file__).parent
COLUMNS = ("table", "role", "name", "number", "value", "unit", "period", "scope", "project", "rule")


@lru_cache(maxsize=1)
def reference() -> Reference:
    return load_reference()


def reports() -> list[Path]:
    folder = resource_folder("seeds") / "reports"
    return sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".md"))


def golden_of(report: Path) -> Path:
    return FOLDER / f"{report.stem}.csv"


def table_of(report: Path) -> str:
    """All mentions of a report in reading order, one a line."""
    declared = read_manifest(report.parent).get(report.name)
    document = read(report, declared=declared)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for mention in extract(document, reference()).mentions:
        writer.writerow(_row(mention, document.text))
    return out.getvalue()


def _row(mention: Mention, text: str) -> tuple[str, ...]:
    number = " ".join(mention.number.of(text).split()) if mention.number else ""
    value = "" if mention.value is None else f"{mention.value.normalize():f}"
    scope = f"{mention.scope} {mention.rank_kind}".strip()
    return (mention.table, mention.role, mention.name, number, value, mention.unit, mention.period, scope, mention.project, mention.rule)


def main() -> None:
    for report in reports():
        golden_of(report).write_text(table_of(report), encoding="utf-8")


if __name__ == "__main__":
    main()
