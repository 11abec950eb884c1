"""One body's report on one year, and what is true of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.corpus import slots
from benchmarks.corpus.bodies import FIRST_YEAR, Body, Series, regions, wordings
from benchmarks.corpus.form import FormRows, write_form
from benchmarks.corpus.grammar import Figure, Page, Piece, expand, parse, pick

PLANTED_SHARE = 0.2
WITH_FORM, FORM_ONLY = 0.6, 0.9
IN_THE_BUDGET = ("sum_of_parts", "organisation_name_mismatch", "stale_year", "irregular_digit_grouping", "rate_vs_amounts")
IN_A_SENTENCE = ("change_vs_level", "excess_vs_target", "implausible_completion", "placeholder_left", "continuity_break")
IN_THE_FORM = ("score_above_weight", "total_score_mismatch")
ELSEWHERE = ("repeated_value_differs", "duplicated_section")
PLANTABLE = IN_THE_BUDGET + IN_A_SENTENCE + IN_THE_FORM + ELSEWHERE
HEADING_MARKS, ITEM_MARKS = ("（{}）", "{}．", "（{}）"), ("（{}）", "{}．", "{}是")
_NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Report:
    """``form`` is the annexed form, if there is one; it stands in the text from ``form_start`` on."""

    body: Body
    year: int
    page: Page
    form: FormRows | None
    form_start: int


@dataclass
class _Desk:
    """What the sections of one report share while it is written."""

    body: Body
    year: int
    rng: random.Random
    page: Page
    wrong: str
    told: tuple[Series, ...]
    names: Mapping[Series, str]
    sections: int = 0

    def general(self) -> dict[str, Callable[[], Any]]:
        body, rng = self.body, self.rng
        return {
            "body": lambda: body.name,
            "self": lambda: body.self_name,
            "place": lambda: body.place,
            "year": lambda: str(self.year),
            "next_year": lambda: str(self.year + 1),
            "work": lambda: pick(rng, body.work),
            "project": lambda: pick(rng, body.projects)[0],
        }

    def say(self, template: str, own: Mapping[str, Callable[[], Any]] | None = None) -> list[Piece]:
        """Pieces of one sentence; a slot that is nobody's own is a list of the wordings."""
        known = {**self.general(), **(own or {})}
        words = wordings()
        out: list[Piece] = []
        expand(parse(template), self.rng, lambda name: known[name]() if name in known else words[name], out)
        return out

    def one_of(self, key: str, own: Mapping[str, Callable[[], Any]] | None = None) -> list[Piece]:
        return self.say(pick(self.rng, wordings()[key]), own)

    def heading(self, key: str) -> None:
        self.page.put(f"{_NUMBERS[self.sections]}、{pick(self.rng, wordings()[key])}\n")
        self.sections += 1


def tell(body: Body, year: int, rng: random.Random) -> Report:
    """The report; a fifth of them has one mistake, which stands in ``page.findings``."""
    style = body.styles[year]
    wrong = _planted(body, year, rng)
    told = body.told[year]
    if wrong == "continuity_break":
        told = tuple(sorted(told, key=lambda series: series.is_share or series not in body.told[year - 1]))
    desk = _Desk(body, year, rng, Page(), wrong, told, {series: pick(rng, series.names) for series in told})
    desk.page.put_pieces([*desk.one_of("title"), "\n", *desk.one_of("opening"), "\n"])
    _profile(desk)
    _budget(desk)
    if style < FORM_ONLY:
        _results(desk)
    form_start, form = desk.page.length, None
    if style > WITH_FORM:
        desk.heading("heading_form")
        form_start = desk.page.length
        form = write_form(desk.page, [(s, desk.names[s]) for s in told], year, body.grouping, rng, wrong)
    _grade(desk, form)
    _commitments(desk)
    return Report(body, year, desk.page, form, form_start)


def _planted(body: Body, year: int, rng: random.Random) -> str:
    """The mistake of this report; where it cannot be made, another one."""
    if rng.random() >= PLANTED_SHARE:
        return ""
    wrong, style = pick(rng, PLANTABLE), body.styles[year]
    possible = {
        **dict.fromkeys(IN_THE_FORM, style > WITH_FORM),
        **dict.fromkeys(IN_A_SENTENCE + ELSEWHERE, style < FORM_ONLY),
    }
    if wrong == "continuity_break":
        possible[wrong] = year > FIRST_YEAR and max(style, body.styles[year - 1]) < FORM_ONLY
    return wrong if possible.get(wrong, True) else "rate_vs_amounts"


def _profile(desk: _Desk) -> None:
    desk.heading("heading_profile")
    offices, units, staff = desk.body.staff

    def level(series: Series) -> Callable[[], Figure]:
        return lambda: slots.figure(series, series.names[0], series.values[desk.year], "actual", desk.year, desk.body.grouping)

    step = staff.values[desk.year] - staff.values[desk.year - 1]
    own = {
        "offices": level(offices),
        "units": level(units),
        "staff": level(staff),
        "staff_change": lambda: slots.change(staff, "在职人员", step, desk.year, desk.body.grouping, desk.rng),
    }
    desk.page.put_pieces([*desk.one_of("duty"), *desk.one_of("staff", own), "\n"])


def _budget(desk: _Desk) -> None:
    desk.heading("heading_budget")
    own = slots.money_slots(desk.body, desk.year, desk.wrong)
    key = "parts" if desk.wrong == "sum_of_parts" or desk.rng.random() < 0.7 else "three_public"
    if desk.wrong == "organisation_name_mismatch":
        other = pick(desk.rng, regions()) + desk.body.place[-1]
        start = desk.page.put(desk.body.name.replace(desk.body.place, other))
        desk.page.findings.append((desk.wrong, start, desk.page.length))
    start, end = desk.page.put_pieces([*desk.one_of("budget", own), *desk.one_of(key, own)])
    if desk.wrong in ("sum_of_parts", "stale_year", "irregular_digit_grouping"):
        desk.page.findings.append((desk.wrong, start, end))
    desk.page.put("\n" + pick(desk.rng, wordings()["project_opening"]))
    for number, (name, budget, executed) in enumerate(desk.body.projects):
        _project(desk, number, name, budget.values[desk.year], executed.values[desk.year])
    desk.page.put("\n")


def _project(desk: _Desk, number: int, name: str, budget: int, executed: int) -> None:
    is_wrong = desk.wrong == "rate_vs_amounts" and number == 1
    rate = round(executed / budget * 100 - (2.5 if is_wrong else 0), 2)
    period, grouping = str(desk.year), desk.body.grouping

    def money(amount: int, role: str) -> Callable[[], Figure]:
        return lambda: Figure(f"{amount / 100:{grouping}.2f}", "万元", amount / 100, "budget", role, name, period)

    own = {
        "project": lambda: name,
        "p_budget": money(budget, "annual_budget"),
        "p_executed": money(executed, "executed"),
        "p_rate": lambda: Figure(f"{rate:.2f}", "%", rate, "budget", "execution_rate", name, period),
    }
    start, end = desk.page.put_pieces(desk.one_of("project", own))
    if is_wrong:
        desk.page.findings.append((desk.wrong, start, end))
    desk.page.put("；" if number + 1 < len(desk.body.projects) else "。")


def _results(desk: _Desk) -> None:
    desk.heading("heading_results")
    size, paragraphs = 4, []
    groups = [desk.told[i : i + size] for i in range(0, len(desk.told), size)]
    subjects = desk.rng.sample(desk.body.work, min(len(groups) + 1, len(desk.body.work)))
    for ordinal, (subject, group) in enumerate(zip(subjects, groups, strict=False)):
        paragraphs.append(_paragraph(desk, ordinal, subject, group))
    if desk.wrong == "duplicated_section":
        start, end = desk.page.put_pieces(paragraphs[0])
        desk.page.put("\n")
        desk.page.findings.append((desk.wrong, start, end))
    _cases_and_ranks(desk, len(groups))


def _mark(desk: _Desk, ordinal: int, styles: tuple[str, str, str] = ITEM_MARKS) -> str:
    style = styles[desk.body.numbering]
    return style.format(ordinal + 1 if style.startswith("{}．") else _NUMBERS[ordinal])


def _paragraph(desk: _Desk, ordinal: int, subject: str, group: tuple[Series, ...]) -> list[Piece]:
    """One group of results; its pieces, so that the paragraph can be told again."""
    desk.page.put(f"{_mark(desk, ordinal, HEADING_MARKS)}{subject}。")
    pieces: list[Piece] = desk.one_of("filler")
    desk.page.put_pieces(pieces)
    planted = desk.wrong in IN_A_SENTENCE and ordinal == 0
    for number, series in enumerate(group):
        sentence = _sentence(desk, series, planted and number == 0)
        start, end = desk.page.put_pieces(sentence)
        if planted and number == 0:
            desk.page.findings.append((desk.wrong, start, end))
        stop = "。" if number + 1 == len(group) or desk.rng.random() < 0.4 else "；"
        desk.page.put(stop)
        pieces += [*sentence, stop]
    desk.page.put("\n")
    return pieces


def _sentence(desk: _Desk, series: Series, is_wrong: bool) -> list[Piece]:
    key = "rate_name" if series.is_share else "excess" if desk.rng.random() < 0.08 else "count"
    own = slots.thing(series, desk.names[series], desk.year, desk.body.grouping, desk.rng, is_met=is_wrong or key == "excess")
    if is_wrong:
        return desk.say(wordings()["planted"][desk.wrong], own)
    return desk.one_of(key, own)


def _cases_and_ranks(desk: _Desk, ordinal: int) -> None:
    desk.page.put(f"{_mark(desk, ordinal, HEADING_MARKS)}{pick(desk.rng, wordings()['subject_cases'])}。")
    for series in desk.body.cases:
        key = "case" if series.names[0].endswith("案件") else "quiet_case"
        desk.page.put_pieces([*desk.one_of(key, slots.case_slots(series, desk.year, desk.body.grouping, desk.rng)), "；"])
    kinds = ("exact", pick(desk.rng, ("top_n", "qualitative")))
    for honour, kind in zip(desk.rng.sample(desk.body.kind["honours"], 2), kinds, strict=True):
        desk.page.put_pieces(_rank(desk, honour, kind))
        desk.page.put("。" if kind != "exact" else "，")
    desk.page.put("\n")


def _rank(desk: _Desk, honour: str, kind: str) -> list[Piece]:
    key = {"exact": "rank_exact", "top_n": "rank_top", "qualitative": "rank_vague"}[kind]
    place, scope, period = desk.rng.choice((1, 2, 3, 4, 5, 6, 8)), desk.body.scope, str(desk.year)
    number, value = (slots.CHINESE[place], float(place)) if kind != "qualitative" else ("前列", None)
    rank = Figure(number, "", value, "ranking", "rank", honour, period, (), scope, kind)
    own = {"honour": lambda: honour, "scope": lambda: scope, "place_number": lambda: rank}
    pieces = desk.one_of(key, own)
    return [*pieces[:-1], pieces[-1].removesuffix("前列"), rank] if kind == "qualitative" and isinstance(pieces[-1], str) else pieces


def _grade(desk: _Desk, form: FormRows | None) -> None:
    desk.heading("heading_grade")
    points = form.total if form else round(90.5 + desk.rng.random() * 8, 1)
    names = ("自评得分", "部门整体", "总分")
    score = Figure(f"{points:g}", "分", points, "indicator", "score", "部门整体支出绩效自评得分", str(desk.year), names)
    desk.page.put_pieces(desk.one_of("grade", {"score": lambda: score}))
    if desk.wrong == "repeated_value_differs":
        series = max(desk.told[:8], key=lambda series: (not series.is_share) * series.values[desk.year])
        own = slots.thing(series, desk.names[series], desk.year, desk.body.grouping, desk.rng)
        start, end = desk.page.put_pieces(desk.say(wordings()["planted"][desk.wrong], own))
        desk.page.findings.append((desk.wrong, start, end))
    desk.page.put("\n")


def _commitments(desk: _Desk) -> None:
    for kind, count in (("problem", 2 + desk.rng.randrange(2)), ("measure", 2 + desk.rng.randrange(3))):
        desk.heading(f"heading_{kind}s")
        for ordinal, template in enumerate(desk.rng.sample(wordings()[kind], count)):
            _item(desk, kind, ordinal, desk.say(template))
        if kind == "measure" and desk.rng.random() < 0.5:
            _item(desk, kind, count, desk.one_of("measure_number", _goal(desk)))


def _item(desk: _Desk, kind: str, ordinal: int, pieces: list[Piece]) -> None:
    desk.page.put(_mark(desk, ordinal))
    start, end = desk.page.put_pieces(pieces)
    desk.page.items.append((kind, start, end))
    desk.page.put("\n")


def _goal(desk: _Desk) -> Mapping[str, Callable[[], Any]]:
    """What next year should bring of one thing."""
    series = pick(desk.rng, desk.told)
    name, value = desk.names[series], series.values[desk.year]
    goal = min(value + 10**series.decimals, 100 * 10**series.decimals) if series.is_share else value * 21 // 20 + 1
    return {"name": lambda: name, "goal": lambda: slots.figure(series, name, goal, "target", "future", desk.body.grouping)}
