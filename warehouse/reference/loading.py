"""Seed files → ``Reference``. The shipped seeds, the user's rows over them, all checked before anything is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from warehouse.errors import SeedError
from warehouse.reference.corrections import load_corrections, load_waivers
from warehouse.reference.nouns import (
    LEVELS,
    POLARITIES,
    CaseType,
    Division,
    Indicator,
    Organisation,
    OrganisationType,
    RankingScope,
    Reference,
    Unit,
    freeze,
)
from warehouse.reference.rows import Row, SeedFolders, SeedTable, digest, read_rows
from warehouse.resources import resource_folder

OVERLAY_VARIABLE = "JIXIAO_SEEDS"

UNITS = SeedTable("units.csv", ("unit", "base_unit", "factor", "kind"), ("unit",))
INDICATORS = SeedTable("indicators.csv", ("indicator", "category", "polarity"), ("indicator",), ("base_unit", "note"))
INDICATOR_ALIASES = SeedTable("indicator_aliases.csv", ("alias", "indicator"), ("alias",))
CASE_TYPES = SeedTable("case_types.csv", ("case_type", "category"), ("case_type",))
CASE_TYPE_ALIASES = SeedTable("case_type_aliases.csv", ("alias", "case_type"), ("alias",))
RANKING_SCOPES = SeedTable("ranking_scopes.csv", ("scope", "level"), ("scope",))
DIVISIONS = SeedTable("divisions.csv", ("code", "name", "short_name", "level"), ("code",))
ORGANISATION_TYPES = SeedTable(
    "organisation_types.csv", ("suffix", "organisation_type"), ("suffix",), ("short_suffixes", "self_names", "note")
)
ORGANISATIONS = SeedTable(
    "organisations.csv",
    ("organisation",),
    ("organisation",),
    (
        "organisation_type",
        "region_code",
        "aliases",
        "same_as",
        "valid_from",
        "valid_to",
        "expected_from",
        "expected_to",
        "note",
    ),
)
TABLE_HEADERS = SeedTable("table_headers.csv", ("wording", "role"), ("wording",))
WORDS = SeedTable("words.csv", ("kind", "word"), ("kind", "word"))
CASE_WORDS = SeedTable("case_words.csv", ("kind", "word"), ("kind", "word"))
NAME_WORDS = SeedTable("name_words.csv", ("kind", "word"), ("kind", "word"))
LABELS = SeedTable("labels.csv", ("kind", "word"), ("kind", "word"))
RULE_PACKS = SeedTable("rule_packs.csv", (), ("pack", "rule", "parameter", "valid_from"), is_open=True)

TABLES = (
    UNITS,
    INDICATORS,
    INDICATOR_ALIASES,
    CASE_TYPES,
    CASE_TYPE_ALIASES,
    RANKING_SCOPES,
    DIVISIONS,
    ORGANISATION_TYPES,
    ORGANISATIONS,
    TABLE_HEADERS,
    WORDS,
    CASE_WORDS,
    NAME_WORDS,
    LABELS,
    RULE_PACKS,
)
LISTS = ("corrections.yml", "waivers.yml")


def load_reference(overlay: Path | None = None) -> Reference:
    """The seeds, checked and frozen. ``overlay`` (default: the folder that ``JIXIAO_SEEDS`` names, if any) lies over the
    shipped ones row by row. Raises ``SeedError`` with file and line. Read once as long as no seed file changes."""
    folder = overlay or (Path(os.environ[OVERLAY_VARIABLE]) if os.environ.get(OVERLAY_VARIABLE) else None)
    folders = SeedFolders(resource_folder("seeds"), folder.resolve() if folder else None)
    paths = _files(folders)
    stamps = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths)
    return _load(folders, stamps)


def _files(folders: SeedFolders) -> tuple[Path, ...]:
    """All seed files there are, in a fixed order; a file of the user's that is no seed is a mistake in its name."""
    relatives = [f"reference/{table.name}" for table in TABLES] + list(LISTS)
    if folders.overlay is not None:
        if not folders.overlay.is_dir():
            raise SeedError(str(folders.overlay), 0, "no such folder of seeds")
        _refuse_strangers(folders.overlay, {Path(relative).name for relative in relatives})
    return tuple(path for relative in relatives for path in folders.layers(relative))


def _refuse_strangers(overlay: Path, known: set[str]) -> None:
    for path in sorted([*overlay.glob("*"), *(overlay / "reference").glob("*")]):
        if path.suffix in (".csv", ".yml", ".yaml") and path.name not in known:
            raise SeedError(str(path), 0, f"no seed has this name; known: {', '.join(sorted(known))}")


@lru_cache(maxsize=8)
def _load(folders: SeedFolders, stamps: tuple[tuple[str, int, int], ...]) -> Reference:
    # A waiver decides how a finding is told, not how a report is read: no report is read again for it.
    values: dict[str, Any] = {"version": digest(Path(path) for path, _, _ in stamps if Path(path).name != "waivers.yml")}
    rows = {table.name: read_rows(folders, table) for table in TABLES}
    values["units"] = {row["unit"]: _unit(row) for row in rows["units.csv"]}
    values["indicators"] = {row["indicator"]: _indicator(row) for row in rows["indicators.csv"]}
    values["indicator_aliases"] = _aliases(rows["indicator_aliases.csv"], "indicator", values["indicators"])
    values["case_types"] = {row["case_type"]: CaseType(row["case_type"], row["category"]) for row in rows["case_types.csv"]}
    values["case_type_aliases"] = _aliases(rows["case_type_aliases.csv"], "case_type", values["case_types"])
    values["ranking_scopes"] = {row["scope"]: _scope(row) for row in rows["ranking_scopes.csv"]}
    values["divisions"] = {row["code"]: _division(row) for row in rows["divisions.csv"]}
    values["organisation_types"] = _organisation_types(rows["organisation_types.csv"])
    values["organisations"] = {row["organisation"]: _organisation(row, rows["organisations.csv"]) for row in rows["organisations.csv"]}
    values["table_headers"] = {row["wording"]: row["role"] for row in rows["table_headers.csv"]}
    values["words"] = _words([*rows["words.csv"], *rows["case_words.csv"], *rows["name_words.csv"]])
    values["labels"] = _words(rows["labels.csv"])
    values["rule_packs"] = tuple(dict(row.values) for row in rows["rule_packs.csv"])
    values["corrections"] = load_corrections(folders)
    values["waivers"] = load_waivers(folders)
    return Reference(**{name: freeze(value) for name, value in values.items()})


def _unit(row: Row) -> Unit:
    try:
        factor = Decimal(row["factor"])
    except InvalidOperation as error:
        raise row.error(f"factor {row['factor']!r} is not a number") from error
    if not (factor.is_finite() and factor > 0):
        raise row.error(f"factor {row['factor']!r} is not a positive number")
    return Unit(row["unit"], row["base_unit"], factor, row["kind"])


def _indicator(row: Row) -> Indicator:
    if row["polarity"] not in POLARITIES:
        raise row.error(f"polarity {row['polarity']!r} is none of {', '.join(POLARITIES)}")
    return Indicator(row["indicator"], row["category"], row["base_unit"], row["polarity"])


def _scope(row: Row) -> RankingScope:
    if row["level"] not in LEVELS:
        raise row.error(f"level {row['level']!r} is none of {', '.join(LEVELS)}")
    return RankingScope(row["scope"], row["level"])


def _division(row: Row) -> Division:
    if len(row["code"]) != 6 or not (row["code"].isascii() and row["code"].isdigit()):
        raise row.error(f"code {row['code']!r} is not six digits")
    if row["level"] not in ("province", "city", "county"):
        raise row.error(f"level {row['level']!r} is none of province, city, county")
    return Division(row["code"], row["name"], row["short_name"], row["level"])


def _organisation_types(rows: Iterable[Row]) -> tuple[OrganisationType, ...]:
    """Longest ending first, so that 街道办事处 is found before 办事处."""
    types = [
        OrganisationType(row["suffix"], row["organisation_type"], _list(row["short_suffixes"]), _list(row["self_names"])) for row in rows
    ]
    return tuple(sorted(types, key=lambda kind: (-len(kind.suffix), kind.suffix)))


def _organisation(row: Row, rows: tuple[Row, ...]) -> Organisation:
    if row["same_as"] and row["same_as"] not in {other["organisation"] for other in rows}:
        raise row.error(f"same_as {row['same_as']!r} is not an organisation in this table")
    return Organisation(
        row["organisation"],
        row["organisation_type"],
        row["region_code"],
        _list(row["aliases"]),
        row["same_as"],
        _day(row, "valid_from"),
        _day(row, "valid_to"),
        _year(row, "expected_from"),
        _year(row, "expected_to"),
    )


def _aliases(rows: Iterable[Row], column: str, canonical: Mapping[str, Any]) -> dict[str, str]:
    aliases: dict[str, str] = {}
    for row in rows:
        if row[column] not in canonical:
            raise row.error(f"{column} {row[column]!r} of the alias {row['alias']!r} is not in the table of canonical names")
        if row["alias"] in canonical:
            raise row.error(f"{row['alias']!r} is a canonical name itself")
        aliases[row["alias"]] = row[column]
    return aliases


def _words(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Kind → its words, longest first (then in the order of the alphabet), so that an alternation finds the longest."""
    kinds: dict[str, list[str]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], []).append(row["word"])
    return {kind: tuple(sorted(words, key=lambda word: (-len(word), word))) for kind, words in kinds.items()}


def _list(cell: str) -> tuple[str, ...]:
    """A list within one cell is parted by 、."""
    return tuple(part.strip() for part in cell.split("、") if part.strip())


def _day(row: Row, column: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as error:
        raise row.error(f"{column} {row[column]!r} is not a date (2022-12-31)") from error


def _year(row: Row, column: str) -> int | None:
    if not row[column]:
        return None
    if len(row[column]) != 4 or not row[column].isdecimal():
        raise row.error(f"{column} {row[column]!r} is not a year")
    return int(row[column])
