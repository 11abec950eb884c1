"""What the columns of a form hold: wordings drift by year and place, their roles are a seed."""

from __future__ import annotations

import re
from functools import lru_cache

from warehouse.extraction.tables.grid import Line, bare, money_unit_in, without_brackets
from warehouse.reference import Reference

_MARKS = re.compile(r"[：:*★、\s]|[A-ZＡ-Ｚ]/?[A-Z]?$|^[0-9]+[.、]")
_NUMBER = re.compile(r"^[≥≤><=＝]?[-—]?[0-9][0-9,.]*[%％]?$")
NAMES = frozenset({"level1", "level2", "level3", "project_name", "category"})
MONEY = frozenset({"initial_budget", "adjusted_budget", "annual_budget", "executed", "carried_over", "arrived"})
GOALS = frozenset({"goal_target", "goal_actual"})
VALUES = MONEY | {"target", "actual", "weight", "score", "execution_rate", "completion_rate", "growth_rate", "arrived_rate"}


@lru_cache(maxsize=4)
def _wordings(reference: Reference) -> dict[str, str]:
    return {_key(wording): role for wording, role in reference.table_headers.items()}


def _key(text: str) -> str:
    return _MARKS.sub("", without_brackets(bare(text)))


def role_of(text: str, reference: Reference) -> str:
    """The role of a header cell; empty where its wording is not known."""
    wordings = _wordings(reference)
    key = _key(text)
    if not key or len(key) > 24:
        return ""
    if key in wordings:
        return wordings[key]
    whole = _MARKS.sub("", bare(text).replace("（", "").replace("）", ""))
    return wordings.get(whole, "")


def header_roles(line: Line, reference: Reference) -> dict[int, str]:
    """The roles of the columns of a header row; empty where the row is none.

    A header has at least two cells of known wording, one of them a value's, and no cell that is a number.
    """
    roles: dict[int, str] = {}
    texts = {column: bare(cell.text) for column, cell in line.cells.items()}
    if any(_NUMBER.match(text) for text in texts.values()):
        return {}
    for column, text in texts.items():
        role = role_of(text, reference)
        if role:
            roles[column] = role
    distinct = set(roles.values())
    if len(distinct) < 2 or not distinct & (VALUES | GOALS):
        return {}
    return roles


def header_unit(line: Line) -> str:
    """The unit of money named in a header row."""
    return next((unit for cell in line.cells.values() if (unit := money_unit_in(cell.text))), "")
