"""A large part of the budget was not spent, and the report does not say why.

完成预算的88.06%, called 较为理想, no word on it among the problems   => raised
执行率40%, 受征地进度影响                                            => nothing: explained
“三公”经费仅为预算的55.48%                                           => nothing: thrift
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from warehouse.model import Finding, Mention
from warehouse.review.reading import Reading
from warehouse.review.reasons import gives_reason
from warehouse.review.wording import grouped, number

NAME = "unexplained_underspend"


def check(reading: Reading) -> Iterator[Finding]:
    year = str(reading.extraction.identity.fiscal_year or "")
    rates = [m for m in reading.mentions("budget", "execution_rate") if m.value is not None and m.period in ("", year)]
    overall = [mention for mention in rates if mention.scope == "overall" and not _is_thrift(reading, mention)]
    limit = reading.pack.number(NAME, "overall_pct")
    is_low = limit is not None and bool(overall) and (overall[0].value or 0) < limit
    if is_low and not any(_is_explained(reading, mention) for mention in overall) and not _is_among_problems(reading):
        yield _finding(reading, "部门整体", overall)
    limit = reading.pack.number(NAME, "project_pct")
    for mention in rates if limit is not None else ():
        if (
            mention.scope == "project"
            and (mention.value or 0) < (limit or 0)
            and mention.table_number is None
            and not _is_other(reading, mention)
        ):
            yield _finding(reading, mention.project or mention.name, [mention])


def _is_other(reading: Reading, mention: Mention) -> bool:
    return _is_thrift(reading, mention) or _is_explained(reading, mention) or _is_part_of_year(reading, mention)


def _is_thrift(reading: Reading, mention: Mention) -> bool:
    """Whether spending less is what was wanted."""
    place = reading.place(mention.quote.start)
    around = mention.name + mention.project + (reading.around(place).of(reading.flow) if place is not None else "")
    return any(word in around for word in reading.pack.words(NAME, "thrift_words"))


def _is_part_of_year(reading: Reading, mention: Mention) -> bool:
    place = reading.place(mention.quote.start)
    sentence = reading.around(place).of(reading.flow) if place is not None else ""
    return re.search(r"上半年|季度|截至(?!年底|12月)|[1-9]月底|1[-—至][0-9]+月|占年初|占批复", sentence) is not None


def _is_explained(reading: Reading, mention: Mention) -> bool:
    """Whether the sentence or the next one gives a reason."""
    place = reading.place(mention.quote.start)
    return place is not None and gives_reason(reading, place)


def _is_among_problems(reading: Reading) -> bool:
    """Whether a section on problems speaks of spending."""
    words = reading.pack.words(NAME, "subject_words")
    spans = (section.body for section in reading.document.sections if reading.is_problem(section.heading.start))
    return any(word in span.of(reading.flow) for span in spans for word in words)


def _finding(reading: Reading, name: str, rates: list[Mention]) -> Finding:
    rate = rates[0].value or Decimal(0)
    left = Decimal(100) - rate
    unspent = _unspent(reading, rates[0])
    message = f"{name}预算执行率{number(rate)}%，{unspent[0]}{number(left)}%未执行，未说明原因，“存在的问题”也未提及。"
    question = f"{name}未执行的资金是什么项目、什么原因？是否结转使用？"
    return reading.finding(
        NAME, "warning", message, [mention.quote for mention in rates], unspent[1] or f"100% - {number(rate)}% = {number(left)}%", question
    )


def _unspent(reading: Reading, rate: Mention) -> tuple[str, str]:
    """The amount that was not spent and its computation, where both amounts are told of the same thing."""
    pair: list[Mention] = []
    for roles in (("annual_budget", "adjusted_budget", "initial_budget"), ("executed",)):
        told = (m for m in reading.mentions("budget", *roles) if (m.scope, m.project, m.base_unit) == (rate.scope, rate.project, "元"))
        pair += islice((m for m in told if m.value is not None and m.value_base is not None), 1)
    if len(pair) != 2 or pair[0].unit != pair[1].unit or pair[0].value is None or pair[1].value is None:
        return "", ""
    left = grouped(pair[0].value - pair[1].value)
    line = f"{grouped(pair[0].value)} - {grouped(pair[1].value)} = {left}{pair[0].unit}"
    return (f"{left}{pair[0].unit}、", line) if pair[0].value >= pair[1].value else ("", "")
