"""Writes docs/reference from what the program itself knows: `python -m tests.docs.reference`, after a change to any of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb
import yaml
from typer.testing import CliRunner

from flows.cli import app
from tests.docs.shown import ROOT
from warehouse.documents.manifest import COLUMNS as MANIFEST
from warehouse.reference.loading import LISTS
from warehouse.reference.loading import TABLES as SEEDS
from warehouse.reference.rows import SeedTable
from warehouse.settings import VARIABLES
from warehouse.store.catalogue import TABLES, VIEWS, sql
from warehouse.store.opening import create_objects

FOLDER = ROOT / "docs" / "reference"
_MADE = "<!-- Made by `python -m tests.docs.reference`; a test holds it fresh. -->\n"
_COMMAND = re.compile(r"^  ([a-z-]+)  ", re.MULTILINE)

# What each seed is for, in the words of who edits it.
PURPOSES = {
    "units.csv": "units as printed, what they are in the base unit (万元 → 元, times 10000), and their kind",
    "indicators.csv": "canonical names of indicators, with category, base unit and polarity (`higher_is_better`, `lower_is_better`, "
    "`neutral`)",
    "indicator_aliases.csv": "other wordings of an indicator",
    "case_types.csv": "canonical types of cases, complaints, petitions, accidents",
    "case_type_aliases.csv": "other wordings of a case type",
    "ranking_scopes.csv": "among whom a place is claimed (全区, 全市 …) and at which level",
    "divisions.csv": "places: six-digit codes of GB/T 2260 with full and short name",
    "organisation_types.csv": "endings of names by which a body's type is told (局, 镇人民政府 …), and what it calls itself (我局)",
    "organisations.csv": "bodies that are known by name: aliases, place, renamings (`same_as`, `valid_from`, `valid_to`), and which years "
    "are expected of them (`expected_from`, `expected_to`)",
    "table_headers.csv": "headings of forms and the role of the column below (`target`, `actual`, `weight`, `score` …)",
    "words.csv": "words that rules ask for, by kind",
    "case_words.csv": "words that rules on cases ask for, by kind",
    "name_words.csv": "words before, in and behind the name of a thing, by kind",
    "labels.csv": "words by which a number is known to be no fact (dates, document numbers, hotlines …), by kind",
    "rule_packs.csv": "what reviewers of a place and year go by: parameters of findings",
    "corrections.yml": "numbers that a person has checked and that are to be read otherwise",
    "waivers.yml": "findings that somebody answers for",
}
FIELDS = {
    "corrections.yml": "`document`, `match`, `value`, `why`, `reviewed_by`; `number` where the match holds several",
    "waivers.yml": "`finding_key`, `why`, `reviewed_by`; `until`, its last day",
}


def cli_page() -> Iterator[str]:
    """Every command's own help, and the exit codes."""
    yield "# Commands\n\n"
    yield _MADE
    yield "\nPeople's text goes to standard error, data to standard output. The help of each command, as `--help` says it:\n"
    overview = _help()
    for command in ["", *_COMMAND.findall(overview.partition("\nCommands:\n")[2])]:
        yield f"\n## jixiao {command}".rstrip() + f"\n\n```text\n{_help(*filter(None, [command]))}```\n"
    yield "\n## Exit codes\n\n| code | means |\n|---|---|\n"
    codes = re.sub(r"\s+", " ", overview.rpartition("Exit codes: ")[2]).strip().rstrip(".")
    yield from (f"| {code.partition(' ')[0]} | {code.partition(' ')[2]} |\n" for code in codes.split("; "))


def _help(*command: str) -> str:
    result = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}, prog_name="jixiao")
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines()) + "\n"


def sql_page() -> Iterator[str]:
    """Every table and view with its grain and its columns."""
    connection = duckdb.connect()
    create_objects(connection)
    yield "# Tables and views\n\n"
    yield _MADE
    yield (
        "\nViews without a prefix are the front room, for readers; `dim_` and `fact_` are the back room. Names tell units: `_yuan` 元,\n"
        "`_pct` per cent (88.06 is 88.06 %), `_points` 个百分点, `_count` whole numbers, `_base` in `base_unit`; `_reported` is what the\n"
        "report prints. `_key` is a digest: the same on every machine.\n\n## Views\n"
    )
    for view in VIEWS:
        yield from _object(connection, "views", view)
    yield "\n## Tables\n"
    for table in TABLES:
        yield from _object(connection, "schema", table)


def _object(connection: duckdb.DuckDBPyConnection, folder: str, name: str) -> Iterator[str]:
    grain = sql(folder, name).splitlines()[0].removeprefix("-- Grain: ")
    yield f"\n### {name}\n\n{grain[0].upper()}{grain[1:]}\n"
    why = _why(name)
    yield f"{why}\n" if why and why.rstrip(".") not in grain else ""
    yield "\n| column | type |\n|---|---|\n"
    relation = connection.sql(f"from {name} limit 0")
    yield from (f"| `{column}` | {_type(kind)} |\n" for column, kind in zip(relation.columns, relation.types, strict=True))


def _why(name: str) -> str:
    """What the table's suite says that it is for."""
    suite = ROOT / "expectations" / f"{name}.yml"
    return str(yaml.safe_load(suite.read_text(encoding="utf-8"))["why"]) if suite.exists() else ""


def _type(kind: object) -> str:
    return str(kind).replace('"', "").replace(",", ", ").replace(",  ", ", ")


def seeds_page() -> Iterator[str]:
    """Every seed file with its columns, its key and what it is for."""
    yield "# Seeds\n\n"
    yield _MADE
    yield (
        "\nVocabulary is data. The shipped files lie in `seeds/`; a folder named by `JIXIAO_SEEDS` holds files of the same names whose\n"
        "rows lie over them: a row with the same key takes the shipped one's place. UTF-8 or GB18030; every mistake is told with file and\n"
        "line. How to: [vocabulary](../how-to/add-vocabulary.md).\n"
    )
    for seed in SEEDS:
        yield from _seed(seed)
    for name in LISTS:
        yield f"\n## {name}\n\n{_sentence(name)}\n\nA list; fields of an item: {FIELDS[name]}.\n"
    yield f"\n## manifest.csv\n\nNo seed: lies beside the reports and beats what they say of themselves. Columns: {_names(MANIFEST)}.\n"


def _seed(seed: SeedTable) -> Iterator[str]:
    path = ROOT / "seeds" / "reference" / seed.name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    yield f"\n## {seed.name}\n\n{_sentence(seed.name)}\n\n"
    columns = seed.required or tuple(path.read_text(encoding="utf-8").splitlines()[0].split(","))
    yield f"- Columns: {_names(columns)}" + ("" if seed.is_open else f"; may be left out: {_names(seed.optional)}") + ".\n"
    yield f"- Rows are told apart by {_names(seed.key)}.\n"
    if "kind" in columns:
        yield f"- Kinds: {_names(sorted({row['kind'] for row in rows}))}.\n"


def _sentence(name: str) -> str:
    return f"{PURPOSES[name][0].upper()}{PURPOSES[name][1:]}."


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def settings_page() -> Iterator[str]:
    """Every environment variable."""
    yield "# Settings\n\n"
    yield _MADE
    yield "\nAn option on the command line beats its variable, a variable beats the default. There is no settings file.\n\n"
    yield "| variable | default | means |\n|---|---|---|\n"
    yield from (f"| `{one.name}` | {one.default or '–'} | {one.meaning} |\n" for one in VARIABLES)


PAGES: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
    ("cli.md", cli_page),
    ("sql.md", sql_page),
    ("seeds.md", seeds_page),
    ("settings.md", settings_page),
)


def write(folder: Path) -> None:
    for name, page in PAGES:
        (folder / name).write_text("".join(page()), encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
