"""Corrections (a reading that a person overrides) and waivers (a finding that a person accepts), each with its reason.

``corrections.yml`` is a list of::

    - document: nanshitou-2022.txt      # file name or the first digits (8 or more) of the document's key
      match: 全年预算数 130,92.54 万元    # the quote, as it stands in the text
      value: 13092.54                   # what `value` is to be (signed, unit as printed); null: no fact
      number: 130,92.54                 # only if the match holds several numbers: which one
      why: 逗号错位
      reviewed_by: 张三

``waivers.yml`` is a list of ``finding_key``, ``why``, ``reviewed_by`` and, if it is to end, ``until`` (its last day). A finding's
key is made of the words that it quotes: where the report says it in other words, the finding has another key and is open again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from warehouse.errors import SeedError
from warehouse.reference.rows import SeedFolders, read_text


@dataclass(frozen=True, slots=True)
class Correction:
    """One overridden reading. ``value`` is in the unit as printed; None: the number is no fact at all.

    ``number`` says which number of ``match`` is meant (empty: the only one)."""

    document: str
    match: str
    value: Decimal | None
    why: str
    reviewed_by: str
    number: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody has looked at and accepts; ``until`` is the last day on which it counts, None: no end."""

    finding_key: str
    why: str
    reviewed_by: str
    until: date | None = None


_CORRECTION = ("document", "match", "value", "why", "reviewed_by")
_WAIVER = ("finding_key", "why", "reviewed_by")
_KEY = re.compile("[0-9a-f]{32}")


def load_corrections(folders: SeedFolders) -> tuple[Correction, ...]:
    """All corrections; a user's one takes the place of a shipped one on the same document, match and number."""
    merged: dict[tuple[str, str, str], Correction] = {}
    for path in folders.layers("corrections.yml"):
        for line, item in _items(path, _CORRECTION, ("number",)):
            correction = _correction(path, line, item)
            merged[(correction.document, correction.match, correction.number)] = correction
    return tuple(merged.values())


def load_waivers(folders: SeedFolders) -> tuple[Waiver, ...]:
    """All waivers, by finding; a user's one takes the place of a shipped one."""
    merged: dict[str, Waiver] = {}
    for path in folders.layers("waivers.yml"):
        for line, item in _items(path, _WAIVER, ("until",)):
            waiver = _waiver(path, line, item)
            merged[waiver.finding_key] = waiver
    return tuple(merged.values())


def _waiver(path: Path, line: int, item: dict[str, Any]) -> Waiver:
    key, why, reviewed_by = (str(item[name]).strip() for name in _WAIVER)
    if not _KEY.fullmatch(key):
        raise SeedError(str(path), line, f"finding_key {key!r} is not 32 hex digits, as the view finding shows them")
    return Waiver(key, why, reviewed_by, _day(path, line, str(item.get("until") or "").strip()))


def _day(path: Path, line: int, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SeedError(str(path), line, f"until {text!r} is not a date (2027-12-31)") from error


def _items(path: Path, required: tuple[str, ...], optional: tuple[str, ...]) -> Iterable[tuple[int, dict[str, Any]]]:
    for line, item in _yaml_list(path):
        if not isinstance(item, dict):
            raise SeedError(str(path), line, f"an item must have the fields {', '.join(required)}")
        missing = [name for name in required if name not in item or (item[name] in (None, "") and name != "value")]
        strange = [str(name) for name in item if name not in (*required, *optional)]
        if missing or strange:
            said = f"lacks {', '.join(missing)}" if missing else f"has the unknown field {', '.join(strange)}"
            raise SeedError(str(path), line, f"the item {said}")
        yield line, item


def _yaml_list(path: Path) -> Iterable[tuple[int, Any]]:
    """The items of a YAML list, each with its line."""
    text = read_text(path)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        items = yaml.load(text, Loader=_Plain)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SeedError(str(path), mark.line + 1 if mark else 1, f"not YAML: {error}") from error
    if node is None or items is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise SeedError(str(path), 1, "the file must be a list of items (- …)")
    return [(item.start_mark.line + 1, value) for item, value in zip(node.value, items, strict=True)]


class _Plain(yaml.SafeLoader):
    """Leaves numbers and dates as they are written: 13092.50 keeps its last digit, 20230101 its zeroes."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _correction(path: Path, line: int, item: dict[str, Any]) -> Correction:
    texts = {name: str(item.get(name) or "").strip() for name in ("document", "match", "why", "reviewed_by", "number")}
    return Correction(value=_decimal(path, line, item["value"]), file=str(path), line=line, **texts)


def _decimal(path: Path, line: int, value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value).replace(",", ""))
    except InvalidOperation as error:
        raise SeedError(str(path), line, f"value {value!r} is not a number") from error
    if not number.is_finite():
        raise SeedError(str(path), line, f"value {value!r} is not a number")
    return number
