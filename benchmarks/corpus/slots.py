"""What the slots of the templates stand for: figures of one thing in one year, and the words that go with them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.corpus.bodies import Body, Series
from benchmarks.corpus.grammar import Figure, Piece, pick

CHINESE = "〇一二三四五六七八九十"
_UP = {True: ("提高", "上升", "提升"), False: ("增加", "增长")}
_DOWN = {True: ("下降", "降低"), False: ("减少",)}
_MOVED = {True: (("下降到", "降至"), ("提高到", "上升到", "提升至")), False: (("减少到", "减至"), ("增加到", "增至"))}


def printed(series: Series, amount: int, grouping: str) -> str:
    return f"{series.number(amount):{grouping}.{series.decimals}f}"


def figure(series: Series, name: str, amount: int, role: str, year: object, grouping: str, table: str = "indicator") -> Figure:
    """A level: the figure itself, its target, a part of it."""
    aliases = tuple(other for other in series.names[:2] if other != name)
    return Figure(printed(series, amount, grouping), series.unit, series.number(amount), table, role, name, str(year), aliases)


def change(series: Series, name: str, step: int, year: int, grouping: str, rng: random.Random) -> tuple[Piece, Figure]:
    """Up or down, and by how much; a share changes by points."""
    words = _UP if step > 0 else _DOWN
    unit = "个百分点" if series.is_share else series.unit
    told = Figure(printed(series, abs(step), grouping), unit, series.number(step), "indicator", "change", name, str(year), series.names[:1])
    return pick(rng, words[series.is_share][:1] if not series.is_share else words[True]), told


def growth(series: Series, name: str, year: int, table_name: str = "indicator") -> tuple[Piece, Figure]:
    value, before = series.values[year], series.values[year - 1]
    percent = round((value - before) / before * 100, 1)
    word = "增长" if percent > 0 else "下降"
    return word, Figure(f"{abs(percent):.1f}", "%", percent, table_name, "growth_rate", name, str(year), series.names[:1])


def share(name: str, role: str, percent: float, year: int, decimals: int = 1, aliases: tuple[str, ...] = ()) -> Figure:
    return Figure(f"{percent:.{decimals}f}", "%", round(percent, decimals), "indicator", role, name, str(year), aliases)


def thing(series: Series, name: str, year: int, grouping: str, rng: random.Random, is_met: bool = False) -> Mapping[str, Callable[[], Any]]:
    """The slots of a sentence on one thing; each is worked out only if the sentence has it."""
    value, before = series.values[year], series.values[year - 1]
    target = target_of(series, year, is_met)

    def level(amount: int, role: str = "actual", period: object = year) -> Callable[[], Figure]:
        return lambda: figure(series, name, amount, role, period, grouping)

    return {
        "name": lambda: name,
        "v": level(value),
        "p": level(before, period=year - 1),
        "t": level(target, "target"),
        "tiny": level(max(value // 6, 1), "target"),
        "h": level(max(value * 47 // 100, 1), period=f"{year}-H1"),
        "q": level(max(value * 74 // 100, 1), period=f"{year}-01/{year}-09"),
        "c": lambda: share(name, "completion_rate", value / target * 100, year, aliases=series.names[:1]),
        "x": level(value - target, "excess"),
        "wrong_excess": level(value - target + max(value // 9, 1), "excess"),
        "change": lambda: change(series, name, value - before, year, grouping, rng),
        "wrong_change": lambda: change(series, name, value - before + _sign(value - before) * 10**series.decimals, year, grouping, rng),
        "broken_change": lambda: change(series, name, value - before + _sign(value - before) * max(value // 6, 2), year, grouping, rng),
        "moved": lambda: pick(rng, _MOVED[series.is_share][value > before]),
        "growth": lambda: growth(series, name, year),
        "swapped": level(swapped(value)),
    }


def _sign(step: int) -> int:
    return 1 if step > 0 else -1


def target_of(series: Series, year: int, is_met: bool = False) -> int:
    """The year's target, the same wherever it is told: mostly met, sometimes just missed, in round figures."""
    value = series.values[year]
    chance = value * 7919 % 997 / 997
    if series.is_share:
        wanted = value - 1 - int(chance * 4 * 10**series.decimals)
    else:
        wanted = int(value * (0.86 + chance * (0.1 if is_met else 0.18)))
    size = 10 ** max(len(str(wanted)) - 2, 0)
    rounded = wanted // size * size
    return max(rounded if rounded != value else rounded - size, 1)


def swapped(value: int) -> int:
    """The figure with two neighbouring digits in each other's place."""
    digits = str(value)
    for i in range(len(digits) - 1, 0, -1):
        if digits[i] != digits[i - 1] and (i > 1 or digits[i] != "0"):
            return int(digits[: i - 1] + digits[i] + digits[i - 1] + digits[i + 1 :])
    return value + 9


def case_slots(series: Series, year: int, grouping: str, rng: random.Random) -> Mapping[str, Callable[[], Any]]:
    name, value, before = series.names[0], series.values[year], series.values[year - 1]
    closed, fine = 92 + rng.random() * 8, value * 37 / 100
    fine_names = (name, "罚款", "处罚金额")
    return {
        "case": lambda: name,
        "n": lambda: figure(series, name, value, "count", year, grouping, "case"),
        "fine": lambda: Figure(f"{fine:{grouping}.2f}", "万元", fine, "case", "amount", f"{name}罚款", str(year), fine_names),
        "closed": lambda: Figure(f"{closed:.1f}", "%", round(closed, 1), "case", "rate", f"{name}办结率", str(year), (name, "办结率")),
        "case_change": lambda: change(series, name, value - before, year, grouping, rng),
        "case_growth": lambda: growth(series, name, year),
    }


def money_slots(body: Body, year: int, wrong: str) -> Mapping[str, Callable[[], Any]]:
    """The budget section; ``wrong`` is the mistake planted in it."""
    money, grouping = body.money, body.grouping
    names = ("部门整体支出", "预算执行", "预算执行率", body.name, body.self_name, "部门预算")
    period = "" if wrong == "stale_year" else str(year)

    def told(key: str, role: str, amount: int | None = None) -> Callable[[], Figure]:
        series = money[key]
        found = series.values[year] if amount is None else amount
        own = figure(series, series.names[0], found, role, period, grouping, "budget")
        return lambda: own._replace(aliases=names if key in ("budget", "executed") else ("三公经费",) if key == "public" else ())

    budget, executed, public = (money[key].values[year] for key in ("budget", "executed", "public"))
    percent = round(executed / budget * 100, 2)
    rate = Figure(f"{percent:.2f}", "%", percent, "budget", "execution_rate", "部门整体", period, names)
    surplus = max(executed // 20, 2) if wrong == "sum_of_parts" else 0
    slots: dict[str, Callable[[], Any]] = {
        "budget_year": lambda: str(year - 1 if wrong == "stale_year" else year),
        "budget": told("budget", "annual_budget"),
        "executed": told("executed", "executed"),
        "rate": lambda: rate,
        "basic": told("basic", "executed", money["basic"].values[year] + surplus),
        "project_spending": told("project_spending", "executed"),
        "public": told("public", "executed"),
        "public_change": lambda: change(
            money["public"], "“三公”经费", public - money["public"].values[year - 1], year, grouping, random.Random(year)
        ),
    }
    if wrong == "irregular_digit_grouping":
        slots["budget"] = lambda: told("budget", "annual_budget")()._replace(number=misgrouped(budget))
    return slots


def misgrouped(hundredths: int) -> str:
    """130,92.54 for 13,092.54."""
    whole = str(hundredths // 100)
    return f"{whole[:-2]},{whole[-2:]}.{hundredths % 100:02}"
