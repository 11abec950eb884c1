"""Folded facts as rows: keys, base values, computed rates, what is implied of the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from warehouse.conforming.context import Context
from warehouse.conforming.dimension import case_type_row, indicator_row
from warehouse.conforming.numbers import as_count, as_percent, as_place, as_value, as_yuan, share_pct
from warehouse.conforming.period import period_row
from warehouse.conforming.region import scope_region_code
from warehouse.conforming.rows import FactBudget, FactCase, FactCommitment, FactIndicator, FactRanking
from warehouse.model import Fact, Mention
from warehouse.model.keys import digest

FactRow = FactBudget | FactIndicator | FactRanking | FactCase | FactCommitment


class _Head(NamedTuple):
    """The columns that all facts begin with. Of commitments ``reading_ordinal`` first holds the place among their kind."""

    fact_key: str
    document_key: str
    organisation_id: str | None
    period_key: str
    fiscal_year: int | None
    project: str
    reading_ordinal: int


def fact_rows(context: Context) -> tuple[list[FactRow], list[str]]:
    """The rows of all facts in their order, and their keys.

    Facts that meet at one grain (two names of one indicator) are counted on as further readings, never merged.
    """
    heads = _heads(context)
    keys = [head.fact_key for head in heads]
    rows = []
    for fact, head in zip(context.extraction.facts, heads, strict=True):
        row = _BUILDERS[fact.table](context, fact, head)
        if isinstance(row, FactIndicator) and fact.part_of is not None:
            row = row._replace(part_of_fact_key=keys[fact.part_of])
        rows.append(row)
    return rows, keys


def _heads(context: Context) -> list[_Head]:
    readings: Counter[tuple[object, ...]] = Counter()
    heads = []
    for fact in context.extraction.facts:
        period = period_row(fact.period)
        grain = (fact.table, *_grain(context, fact))
        readings[grain] += 1
        heads.append(
            _Head(
                digest(context.document.key, *grain, readings[grain]),
                context.document.key,
                context.organisation_id,
                period.period_key,
                period.fiscal_year,
                _budget_project(fact) if fact.table == "budget" else fact.project,
                readings[grain],
            )
        )
    return heads


def _grain(context: Context, fact: Fact) -> tuple[object, ...]:
    """What tells the facts of one document and table apart, readings aside."""
    if fact.table == "budget":
        return (fact.scope, _budget_project(fact), fact.period)
    if fact.table == "indicator":
        return (fact.project, indicator_row(fact.thing, context.reference).indicator_key, fact.base_unit, fact.period)
    if fact.table == "case":
        return (fact.project, case_type_row(fact.thing, context.reference).case_type_key, fact.base_unit, fact.period)
    if fact.table == "ranking":
        return (fact.thing, fact.scope, fact.period)
    return (_first(context, fact).role,)


def _budget_project(fact: Fact) -> str:
    """A category's rows stand under its name, behind that of the project that it divides."""
    if fact.scope != "category":
        return fact.project
    return "/".join(part for part in (fact.project, fact.thing) if part)


def _first(context: Context, fact: Fact) -> Mention:
    return context.extraction.mentions[fact.mentions[0]]


def _mention(context: Context, fact: Fact, *roles: str) -> Mention | None:
    """The mention that gives the fact its value in the first of the roles that it has."""
    for role in roles:
        if role in fact.values:
            return context.extraction.mentions[fact.values[role]]
    return None


def _base(context: Context, fact: Fact, role: str) -> Decimal | None:
    mention = _mention(context, fact, role)
    return mention.value_base if mention else None


def _printed(context: Context, fact: Fact, role: str) -> Decimal | None:
    mention = _mention(context, fact, role)
    return mention.value if mention else None


def _prior(context: Context, fact: Fact, *roles: str) -> Decimal | None:
    """What a change implies of the year before, for the first of the fact's mentions in these roles that has one."""
    mentions = context.extraction.mentions
    return next((context.priors[i] for i in fact.mentions if i in context.priors and mentions[i].role in roles), None)


def _budget(context: Context, fact: Fact, head: _Head) -> FactBudget:
    annual, adjusted, executed = (_base(context, fact, role) for role in ("annual_budget", "adjusted_budget", "executed"))
    return FactBudget(
        *head,
        scope=fact.scope,
        category=fact.thing if fact.scope == "category" else None,
        initial_budget_yuan=as_yuan(_base(context, fact, "initial_budget")),
        adjusted_budget_yuan=as_yuan(adjusted),
        annual_budget_yuan=as_yuan(annual),
        executed_yuan=as_yuan(executed),
        execution_rate_reported_pct=as_percent(_printed(context, fact, "execution_rate")),
        execution_rate_computed_pct=share_pct(executed, adjusted if annual is None else annual),
        score=as_percent(_printed(context, fact, "score")),
        score_weight=as_percent(_printed(context, fact, "weight")),
        prior_annual_budget_yuan=as_yuan(_prior(context, fact, "annual_budget")),
        prior_executed_yuan=as_yuan(_prior(context, fact, "executed")),
        prior_execution_rate_pct=as_percent(_prior(context, fact, "execution_rate")),
    )


def _indicator(context: Context, fact: Fact, head: _Head) -> FactIndicator:
    level = _mention(context, fact, "actual", "part")
    prior = as_value(_prior(context, fact, "actual", "part"))
    target, reading = _target(context, fact)
    return FactIndicator(
        *head,
        indicator_key=indicator_row(fact.thing, context.reference).indicator_key,
        indicator_text=fact.thing,
        value=as_value(level.value) if level else None,
        unit=level.unit if level else None,
        value_base=as_value(level.value_base) if level else None,
        base_unit=fact.base_unit,
        decimals=level.decimals if level else None,
        value_low=as_value(level.low) if level else None,
        value_high=as_value(level.high) if level else None,
        qualifier=level.qualifier if level else None,
        target_base=as_value(target),
        completion_rate_reported_pct=as_percent(_printed(context, fact, "completion_rate")),
        excess_base=as_value(_base(context, fact, "excess")),
        prior_value_base=prior,
        prior_reading="implied" if prior is not None else None,
        change_base=as_value(_base(context, fact, "change")),
        growth_rate_reported_pct=as_percent(_printed(context, fact, "growth_rate")),
        weight=as_percent(_printed(context, fact, "weight")),
        score=as_percent(_printed(context, fact, "score")),
        part_of_fact_key=None,
        target_reading=reading,
    )


def _target(context: Context, fact: Fact) -> tuple[Decimal | None, str | None]:
    """The target as printed, else what the excess over it implies (收缴794万元，超额94万元 → 700万元), and which of both."""
    printed = _base(context, fact, "target")
    if printed is not None:
        return printed, "printed"
    actual, excess = _base(context, fact, "actual"), _base(context, fact, "excess")
    return (None, None) if actual is None or excess is None else (actual - excess, "implied")


def _ranking(context: Context, fact: Fact, head: _Head) -> FactRanking:
    """The best place is the one that the evidence has as its value: 前三 is 3, so that 前五 to 前三 gains two places."""
    rank = _mention(context, fact, "rank") or _first(context, fact)
    best = as_place(rank.rank_best if rank.value is None else rank.value)
    region = context.extraction.identity.region_code
    known = context.reference.indicator(fact.thing)
    return FactRanking(
        *head,
        subject=fact.thing,
        indicator_key=indicator_row(fact.thing, context.reference).indicator_key if known else None,
        scope=fact.scope or None,
        scope_region_code=scope_region_code(fact.scope, region, context.reference),
        rank_best=best,
        rank_worst=max(best, as_place(rank.rank_worst) or best) if best is not None else None,
        rank_kind=rank.rank_kind,
        wording=rank.quote.of(context.document.text),
        prior_rank_best=as_place(_prior(context, fact, "rank")),
    )


def _case(context: Context, fact: Fact, head: _Head) -> FactCase:
    rate = _mention(context, fact, "rate")
    return FactCase(
        *head,
        case_type_key=case_type_row(fact.thing, context.reference).case_type_key,
        case_type_text=fact.thing,
        case_count=as_count(_base(context, fact, "count")),
        unit=fact.base_unit,
        person_count=as_count(_base(context, fact, "persons")),
        amount_yuan=as_yuan(_base(context, fact, "amount")),
        rate_reported_pct=as_percent(rate.value) if rate else None,
        rate_name=rate.name if rate else None,
        prior_case_count=as_count(_prior(context, fact, "count")),
    )


def _commitment(context: Context, fact: Fact, head: _Head) -> FactCommitment:
    item = _first(context, fact)
    text = item.text or item.quote.of(context.document.text)
    return FactCommitment(*head._replace(reading_ordinal=1), kind=item.role, ordinal=head.reading_ordinal, title=fact.thing, text=text)


_BUILDERS: dict[str, Callable[[Context, Fact, _Head], FactRow]] = {
    "budget": _budget,
    "indicator": _indicator,
    "ranking": _ranking,
    "case": _case,
    "commitment": _commitment,
}
