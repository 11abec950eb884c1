"""Invented bodies with plausible figures over the years: the same things each year, each year near the last."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.corpus.grammar import pick
from warehouse.reference import Reference, load_reference

HERE = Path(__file__).parent
FIRST_YEAR = 2020
# Names that say themselves what their figure is: a growth, a target.
AMBIGUOUS = ("人均", "下降率", "任务", "目标")
SHARE_ENDINGS = ("率", "度", "比例", "占比")


@dataclass(frozen=True, eq=False)
class Series:
    """One thing over the years: ``values`` in units of the last printed decimal."""

    names: tuple[str, ...]
    unit: str
    decimals: int
    values: Mapping[int, int]

    @property
    def is_share(self) -> bool:
        return self.unit == "%"

    def number(self, amount: int) -> float:
        return amount / 10**self.decimals


@dataclass(frozen=True)
class Body:
    """``money`` holds what the budget section needs, in hundredths of 万元; ``staff`` offices, units and people; ``told``
    which of its things it tells in which year, ``styles`` (0 to 1) whether in prose, with a form, or in a form alone."""

    name: str
    place: str
    self_name: str
    region_code: str
    scope: str
    kind: Mapping[str, Any]
    told: Mapping[int, tuple[Series, ...]]
    styles: Mapping[int, float]
    cases: tuple[Series, ...]
    staff: tuple[Series, ...]
    money: Mapping[str, Series]
    projects: tuple[tuple[str, Series, Series], ...]
    work: tuple[str, ...]
    grouping: str
    numbering: int


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / "bodies.yml").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def wordings() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / "wording.yml").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=1)
def things() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Category → its indicators: base unit, and the names under which a figure may be told."""
    reference = load_reference()
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for indicator in reference.indicators.values():
        is_usual = indicator.base_unit in vocabulary()["units"] and indicator.polarity != "lower_is_better"
        if is_usual and (names := tuple(_names(reference, indicator.indicator, indicator.base_unit))):
            found.setdefault(indicator.category, []).append((indicator.base_unit, names))
    return found


def _names(reference: Reference, indicator: str, unit: str) -> Iterator[str]:
    aliases = [alias for alias, meant in reference.indicator_aliases.items() if meant == indicator]
    for name in (indicator, *sorted(aliases)):
        is_plain = 4 <= len(name) <= 12 and all("\u4e00" <= char <= "\u9fff" for char in name)
        if is_plain and name.endswith(SHARE_ENDINGS) == (unit == "%") and not any(word in name for word in AMBIGUOUS):
            yield name


@lru_cache(maxsize=1)
def regions() -> tuple[str, ...]:
    """Names that no division of the seeds bears, shuffled once and for all."""
    taken = {division.short_name for division in load_reference().divisions.values()}
    parts = vocabulary()["regions"]
    names = [name for first in parts["first"] for second in parts["second"] if (name := first + second) not in taken]
    random.Random(0).shuffle(names)
    return tuple(names)


@lru_cache(maxsize=1)
def _provinces() -> tuple[str, ...]:
    return tuple(sorted(code[:2] for code, division in load_reference().divisions.items() if division.level == "province"))


def _region_code(number: int) -> str:
    """A county that is not in the list of divisions, in a province that is."""
    provinces = _provinces()
    return f"{provinces[number % len(provinces)]}{90 + number // len(provinces) % 10}{21 + number // len(provinces) // 10}"


@lru_cache(maxsize=2)
def body(ordinal: int, seed: int, years: int) -> Body:
    """The body of that number: another ordinal is another body, the same seed the same one."""
    rng = random.Random(f"{seed}:{ordinal}")
    kinds, names = vocabulary()["kinds"], regions()
    kind, number = kinds[ordinal % len(kinds)], (ordinal // len(kinds) * 7919 + seed) % len(names)
    suffixes = vocabulary()["regions"]["suffixes"]
    place = names[number] + suffixes[number % len(suffixes)]
    name, self_name, scope = place + kind["suffix"], kind["self"], vocabulary()["scopes"][place[-1]]
    if kind["suffix"] == "人民政府":
        town = names[(ordinal * 31 + 17) % len(names)] + pick(rng, vocabulary()["regions"]["towns"])
        name, self_name, scope = place + town + kind["suffix"], "我" + town[-1], "全" + place[-1]
    span = range(FIRST_YEAR - 1, FIRST_YEAR + years)
    money = _money(rng, span)
    largest = min(money["budget"].values.values()) / 600
    return Body(
        name=name,
        place=place,
        self_name=self_name,
        region_code=_region_code(number),
        scope=scope,
        kind=kind,
        told=_told(rng, _chosen(rng, kind, span), span),
        styles={year: rng.random() for year in span},
        cases=tuple(_series(rng, span, (case,), pick(rng, ("件", "起")), 12, 900, 0) for case in rng.sample(kind["cases"], 2)),
        staff=_staff(rng, span),
        money=money,
        projects=tuple(_project(rng, span, project, largest) for project in rng.sample(kind["projects"], 3)),
        work=tuple(kind["work"]),
        grouping=pick(rng, (",", ",", ",", "")),
        numbering=rng.randrange(3),
    )


def _chosen(rng: random.Random, kind: Mapping[str, Any], span: range) -> tuple[Series, ...]:
    own = [thing for category in kind["categories"] for thing in things()[category]]
    shared = [thing for category in vocabulary()["shared_categories"] for thing in things()[category]]
    chosen = rng.sample(own, min(16, len(own))) + rng.sample(shared, 8)
    return tuple(_series(rng, span, names, *pick(rng, vocabulary()["units"][unit])) for unit, names in chosen)


def _told(rng: random.Random, series: tuple[Series, ...], span: range) -> dict[int, tuple[Series, ...]]:
    return {year: tuple(rng.sample(series, 12 + rng.randrange(5))) for year in span}


def _series(rng: random.Random, span: range, names: tuple[str, ...], unit: str, low: float, high: float, decimals: int) -> Series:
    scale = 10**decimals
    # Small bodies are more frequent than large ones.
    value = int((low + (high - low) * rng.random() ** 2) * scale) + 1
    values = {span[0]: value}
    for year in span[1:]:
        value = _next(rng, value, unit, scale)
        values[year] = value
    return Series(names, unit, decimals, values)


def _next(rng: random.Random, value: int, unit: str, scale: int) -> int:
    """Next year's value: never the same, never a share above one hundred per cent."""
    if unit == "%":
        step = int((rng.random() * 3 - 0.8) * scale)
        changed = min(value + step, 100 * scale - 1)
    else:
        grows = rng.random() < 0.65
        changed = round(value * (1.01 + rng.random() * 0.15 if grows else 0.9 + rng.random() * 0.09))
    return max(changed if changed != value else value - 1, 1)


def _staff(rng: random.Random, span: range) -> tuple[Series, ...]:
    told = ((("内设机构", "内设股室"), "个", 4, 22), (("下属事业单位", "事业单位"), "个", 2, 16), (("在职人员",), "人", 30, 600))
    return tuple(_series(rng, span, names, unit, low, high, 0) for names, unit, low, high in told)


def _money(rng: random.Random, span: range) -> dict[str, Series]:
    budget = _series(rng, span, ("部门整体",), "万元", 900, 40000, 2).values
    executed = {year: int(value * (0.9 + rng.random() * 0.098)) for year, value in budget.items()}
    basic = {year: int(value * (0.3 + rng.random() * 0.3)) for year, value in executed.items()}
    values = {
        "budget": budget,
        "executed": executed,
        "basic": basic,
        "project_spending": {year: executed[year] - basic[year] for year in span},
        "public": _series(rng, span, ("“三公”经费",), "万元", 4, 90, 2).values,
    }
    names = {"basic": "基本支出", "project_spending": "项目支出", "public": "“三公”经费"}
    return {key: Series((names.get(key, "部门整体"),), "万元", 2, value) for key, value in values.items()}


def _project(rng: random.Random, span: range, name: str, largest: float) -> tuple[str, Series, Series]:
    budget = _series(rng, span, (name,), "万元", largest / 20, largest, 2).values
    executed = {year: int(value * (0.9 + rng.random() * 0.1)) for year, value in budget.items()}
    return name, Series((name,), "万元", 2, budget), Series((name,), "万元", 2, executed)
