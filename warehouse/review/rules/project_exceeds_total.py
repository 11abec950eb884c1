"""A project whose budget or spending exceeds that of the whole body.

项目全年预算15,092.54万元, whole body 13,092.54万元      => raised
概算总投资3.82亿元, whole body 1.59亿元                  => nothing: an investment of several years is no budget
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warehouse.model import Finding, Mention
from warehouse.review.amounts import interval_of
from warehouse.review.reading import Reading

NAME = "project_exceeds_total"

_WHOLE = re.compile(r"部门|整体|我[局街镇乡院委厅校]|本单位|收支|年初预算|全年预算|总")
_ROLES = (("executed",), ("annual_budget", "adjusted_budget", "initial_budget"))


def check(reading: Reading) -> Iterator[Finding]:
    year = str(reading.extraction.identity.fiscal_year or "")
    for roles in _ROLES:
        told = [
            m for m in reading.mentions("budget", *roles) if m.value_base is not None and m.number is not None and m.period in ("", year)
        ]
        wholes = [mention for mention in told if mention.scope == "overall" and _is_of_whole_body(reading, mention)]
        if not wholes:
            continue
        whole = max(wholes, key=lambda mention: mention.value_base or 0)
        for mention in told:
            if mention.scope == "project" and interval_of(mention).is_above(interval_of(whole)):
                yield _finding(reading, mention, whole)


def _is_of_whole_body(reading: Reading, mention: Mention) -> bool:
    """Whether the words around an amount speak of the body as a whole: a small account read as the whole would raise errors."""
    place = reading.place(mention.quote.start)
    if place is None:
        return True
    words = reading.sentence(place).of(reading.flow)
    return _WHOLE.search(words) is not None and "三公" not in words


def _finding(reading: Reading, part: Mention, whole: Mention) -> Finding:
    assert part.number is not None and whole.number is not None
    text = reading.document.text
    shown, total = (f"{m.number.of(text).strip()}{m.unit}" for m in (part, whole) if m.number)
    message = f"项目“{part.project or part.name}”的{shown}大于部门整体的{total}。"
    question = f"“{part.project or part.name}”的数额和单位是否有误？"
    return reading.finding(NAME, "error", message, [part.quote, whole.quote], f"{shown} > {total}", question)
