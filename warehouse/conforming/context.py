"""What the rows of one document share: its keys, its mentions' keys, and what its changes imply of the year before."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from warehouse.model import Document, Extraction, Mention
from warehouse.model.keys import digest
from warehouse.reference import Reference

# A change implies last year's level only if it is one against last year, not against last month, the plan or the average:
# of the words that say so in its sentence, the last before the number counts.
_AGAINST = re.compile(
    r"(?P<last_year>(?:上一?|去|前一)年|同比|同期|往年|[较比与同]20[0-9]{2}年)|(?P<other>环比|上个?月|上个?季|年初|计划|预算|目标|任务|平均)"
)
_SENTENCE_END = re.compile(r"[。；;！？]")
_BLANKS = re.compile(r"\s+")
_LOOK_BACK = 60
_POINTS = {"个百分点", "百分点"}


class Context(NamedTuple):
    """``evidence_keys[i]`` is the key of mention ``i``; ``priors[i]`` last year's value of the level that mention ``i`` gives."""

    document: Document
    extraction: Extraction
    reference: Reference
    organisation_id: str | None
    evidence_keys: tuple[str, ...]
    priors: dict[int, Decimal]


def evidence_keys(document: Document, extraction: Extraction) -> tuple[str, ...]:
    """One key a mention: where it stands, as what it was read; a counter tells apart those that agree in all of it."""
    seen: Counter[tuple[object, ...]] = Counter()
    keys = []
    for mention in extraction.mentions:
        number = mention.number or mention.quote
        natural = (mention.table, mention.role, number.start, number.end, mention.name, mention.project, mention.scope, mention.period)
        seen[natural] += 1
        keys.append(digest("evidence", document.key, *natural, seen[natural]))
    return tuple(keys)


def implied_priors(document: Document, extraction: Extraction) -> dict[int, Decimal]:
    """Number of a level's mention → the level one year before that a change anchored to it implies: value − change.

    196 家，较上年增加 26 家 → 170. The first such change counts; where last year's level is printed beside it
    (满意率94.3%，较上年的92.1%提高3.2个百分点), what is printed beats what the change would make.
    """
    priors: dict[int, Decimal] = {}
    printed = _printed_levels(extraction)
    for mention in extraction.mentions:
        if mention.role != "change" or mention.anchor is None or mention.value_base is None:
            continue
        level = extraction.mentions[mention.anchor]
        if level.value_base is not None and _comparable(level, mention) and _is_against_last_year(document.text, mention):
            told = printed.get((level.table, level.thing, level.base_unit, _year_before(level.period)))
            priors.setdefault(mention.anchor, level.value_base - mention.value_base if told is None else told)
    return priors


def _printed_levels(extraction: Extraction) -> dict[tuple[str, str, str, str], Decimal]:
    """The levels that a report prints, by table, thing, unit and period; the first of each counts."""
    levels: dict[tuple[str, str, str, str], Decimal] = {}
    for mention in extraction.mentions:
        if mention.role in ("actual", "count", "executed") and mention.value_base is not None:
            levels.setdefault((mention.table, mention.thing, mention.base_unit, mention.period), mention.value_base)
    return levels


def _year_before(period: str) -> str:
    """2022 → 2021; a part of a year has no such level."""
    return str(int(period) - 1) if period.isdigit() else ""


def _comparable(level: Mention, change: Mention) -> bool:
    """Of one period (较上年的401件减少89件 tells last year's level itself) and in one unit."""
    if level.period != change.period:
        return False
    return level.base_unit == change.base_unit or (level.base_unit == "%" and change.base_unit in _POINTS)


def _is_against_last_year(text: str, change: Mention) -> bool:
    end = change.number.start if change.number else change.quote.end
    before = _BLANKS.sub("", _SENTENCE_END.split(text[max(0, end - _LOOK_BACK) : end])[-1])
    compared = [found.lastgroup for found in _AGAINST.finditer(before)]
    return compared[-1:] == ["last_year"]
