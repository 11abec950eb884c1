"""Figures and planted mistakes as rows of gold: the shape that the scoring program beside the checkout reads."""

from __future__ import annotations

from functools import cache

from benchmarks.corpus.grammar import Figure, Mention
from warehouse.reference import load_reference

SCALES = {"万": 10**4, "亿": 10**8}
_COUNTED = ("case", "count")
Row = dict[str, object]


@cache
def base_of(unit: str) -> tuple[float, str]:
    """Factor and base unit: 万元 → 10000, 元; 万人 → 10000, 人."""
    units = load_reference().units
    if unit in units:
        return float(units[unit].factor), units[unit].base_unit
    if unit[:1] in SCALES:
        factor, base = base_of(unit[1:])
        return factor * SCALES[unit[0]], base
    return 1.0, unit


@cache
def accepted(table: str, role: str, base_unit: str, name: str) -> tuple[tuple[str, str], ...]:
    """What else a reader may rightly take it for, as the conventions of the gold say."""
    if table == "budget" and role == "executed" and name in ("基本支出", "项目支出", "“三公”经费"):
        return (("indicator", "part"), ("indicator", "actual"))
    if table == "budget" and role == "annual_budget":
        return (("budget", "adjusted_budget"), ("budget", "initial_budget"))
    if table == "case":
        return (("indicator", "actual"), ("indicator", "completion_rate")) if role == "rate" else (("indicator", "actual"),)
    if (table, role) == ("indicator", "score"):
        return (("budget", "score"),)
    if role == "target" and name.endswith("完成率"):
        return (("indicator", "completion_rate"),)
    if (table, role) != ("indicator", "actual"):
        return (("indicator", "growth_rate"),) if role == "change" and base_unit == "个百分点" else ()
    if base_unit == "%":
        return (("indicator", "completion_rate"), ("case", "rate"))
    if base_unit == "元":
        return (("budget", "executed"), ("case", "amount"), ("indicator", "part"))
    return (_COUNTED, ("case", "persons"), ("indicator", "part"))


def mention_row(key: str, mention: Mention) -> Row:
    figure: Figure = mention.figure
    factor, base_unit = base_of(figure.unit) if figure.unit else (1.0, "")
    has_number = figure.value is not None
    return {
        "id": key,
        "fact_table": figure.table,
        "role": figure.role,
        "accept": [{"fact_table": table, "role": role} for table, role in accepted(figure.table, figure.role, base_unit, figure.name)],
        "name": figure.name,
        "name_aliases": [alias for alias in figure.aliases if alias != figure.name],
        "number_text": figure.number if has_number else None,
        "number_start": mention.start if has_number else None,
        "number_end": mention.end if has_number else None,
        "value": figure.value,
        "unit": figure.unit or None,
        "value_base": round(figure.value * factor, 6) if figure.value is not None and figure.unit else None,
        "base_unit": base_unit or None,
        "period": figure.period or None,
        "scope": figure.scope,
        "rank_kind": figure.rank_kind,
        "quote_start": mention.quote_start,
        "quote_end": mention.quote_end,
        "optional": False,
    }


def item_row(key: str, item: tuple[str, int, int], year: int, text: str) -> Row:
    """A problem or a measure."""
    kind, start, end = item
    return {
        "id": key,
        "fact_table": "commitment",
        "role": kind,
        "name": text[start : min(end, start + 20)],
        "period": str(year) if kind == "problem" else "future",
        "quote": text[start:end],
        "quote_start": start,
        "quote_end": end,
    }


def finding_row(key: str, finding: tuple[str, int, int], text: str) -> Row:
    rule, start, end = finding
    return {
        "id": key,
        "rule": rule,
        "severity": "error",
        "must": True,
        "message_zh": text[start:end],
        "quotes": [{"start": start, "end": end, "text": text[start:end]}],
    }
