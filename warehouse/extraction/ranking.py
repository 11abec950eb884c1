"""What holds a place: the thing named before it, the contest it was won in, or the level told before."""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.extraction import distribution
from warehouse.extraction.grammar import Words, pattern
from warehouse.extraction.naming import LIST_MARK, clean_name
from warehouse.extraction.period import period_at
from warehouse.extraction.recognisers.rank import Rank
from warehouse.extraction.scene import Scene
from warehouse.extraction.state import Draft

_CONTEST = re.compile(r"^在?[^，]{0,30}?[“《]?([^，“”]{2,20}[”》]?[^，]{0,8}?)(?:评估|考核|评比|测评|评价|检查|评议|竞赛|指标)?中$")
_NO_NAME = re.compile(r"^(?:与[^，]*|在全[\u4e00-\u9fff]{1,8}中?)$|(?:由|从)(?:上年|去年)的?$|以[0-9.]+(?:分的?(?:成绩|总分|得分)?)?$")
_LAST_YEAR = "[而由从]?(?:{prior_year}|20[0-9]{2}年)(?:度|末)?[的为是排列居位]*$"
_INSIDE = re.compile(r"^在(?:全[省市区县镇国州]|省|市|区|县)?(?:的)?([^，]{3,20}?)中?$")
_BEHIND = re.compile(r"[^，。；：！？\n（）]{0,24}")
_SEVERAL = re.compile(r"(?:[、和及与]|以及)(?:第|前)?[0-9一二三四五六七八九十]")
_LONGEST = 24


def ranking_line(scene: Scene, rank: Rank) -> None:
    """Adds a place to the state."""
    state = scene.state
    clause = scene.clause_start(rank.start)
    name, quote_start = _holder(scene, rank, clause)
    period = period_at(scene.periods, rank.start, clause, state.year) if state.year else ""
    if rank.is_prior and state.year:
        period = str(state.year - 1)
    elif state.year and _rises(scene, clause):
        period = str(state.year)
    quote_end = rank.end + (len(_words_behind(scene, rank)) if rank.kind == "first_of_kind" else 0)
    best = 1 if rank.kind == "top_n" else rank.best
    state.contest = state.add(
        Draft(
            "ranking",
            "rank",
            name,
            name,
            f"rank_{rank.kind}",
            quote_start,
            quote_end,
            period,
            number_start=rank.number_start,
            number_end=rank.number_end,
            value=None if rank.best is None else Decimal(rank.best),
            scope=rank.scope,
            kind="rank",
            rank_kind=rank.kind,
            rank_best=best,
            rank_worst=rank.worst,
        )
    )


def _rises(scene: Scene, clause: int) -> bool:
    """Whether a place is what another, told of last year, became (由2021年的第七名上升为第四名)."""
    last = scene.state.drafts[-1] if scene.state.drafts else None
    return last is not None and last.table == "ranking" and last.quote_end > clause and last.period == str((scene.state.year or 0) - 1)


def _without_leads(before: str, words: Words) -> str:
    """The words before a place without last year's date and a score that it was won with (上年为第六名; 以97.85分居第三位)."""
    return pattern(_LAST_YEAR, words).sub("", _NO_NAME.sub("", before))


def _without_self(name: str, words: Words) -> str:
    """A name without the body that speaks (我乡一季度排名第三)."""
    if name in words["self_subject"]:
        return ""
    own = pattern("^(?=[我本]){self_subject}", words).match(name)
    return clean_name(name[own.end() :], words) if own else name


def _words_behind(scene: Scene, rank: Rank) -> str:
    match = _BEHIND.match(scene.flow, rank.end, scene.end)
    return match.group() if match else ""


def _holder(scene: Scene, rank: Rank, clause: int) -> tuple[str, int]:
    """The name of what holds the place, and where the quote begins."""
    words, before = scene.words, scene.flow[clause : rank.start]
    twin = _twin(scene, rank, clause)
    if twin:
        return twin
    if rank.kind == "first_of_kind" and len(_words_behind(scene, rank)) > 2:
        behind = _words_behind(scene, rank).lstrip("的")
        left = clean_name(re.sub(r"(?:成为|为|是)$", "", before), words) if re.search(r"[为是]$", before) else ""
        return (f"{left}（{behind}）" if left else behind), clause
    listed = distribution.shared_names(before)
    if len(listed) > 1 and rank.number_end is not None and _SEVERAL.match(scene.flow, rank.end):
        return clean_name(listed[0], words), clause
    inside = _INSIDE.match(before)
    own = clean_name(inside.group(1) if inside else _without_leads(before, words), words)
    own = _without_self(re.sub(r"的?(?:名次|排名|位次)$", "", own), words)
    if own and not pattern("^{generic}$", words).match(own):
        return own, clause
    return _from_before(scene, clause, own) or (own or before or rank.scope, clause)


def _twin(scene: Scene, rank: Rank, clause: int) -> tuple[str, int] | None:
    """The holder of a place told right after another one (分列全市第三、第五; 由第九跃升至第四)."""
    state = scene.state
    last = state.drafts[-1] if len(state.drafts) > state.sentence_first else None
    if last is None or last.table != "ranking":
        return None
    if rank.order:
        names = distribution.shared_names(scene.flow[clause : last.quote_end])
        return (clean_name(names[rank.order], scene.words) if len(names) > rank.order else last.name), last.quote_start
    is_bare = not clean_name(_without_leads(scene.flow[clause : rank.start], scene.words), scene.words)
    follows = (rank.is_prior and is_bare) or (clause <= last.quote_end <= rank.start and rank.start - last.quote_end < 8)
    return (last.name, last.quote_start) if follows else None


def _from_before(scene: Scene, clause: int, own: str) -> tuple[str, int] | None:
    """The holder named in the clause before, or the level told last in the sentence."""
    state = scene.state
    last = state.drafts[-1] if len(state.drafts) > state.sentence_first else None
    named = _from_clause(scene, scene.clause_start(clause - 1), clause - 1, own, last) if clause > scene.start else None
    if named:
        return named
    if last is not None and last.table == "ranking" and not (own and scene.in_sentence(state.topic)):
        return last.name + own, clause
    if scene.in_sentence(state.topic) and state.topic is not None and last is not None:
        return (last.name if last.role == "completion_rate" else state.drafts[state.topic].name) + own, clause
    return (state.drafts[state.contest].name, clause) if state.contest is not None else None


def _from_clause(scene: Scene, start: int, end: int, own: str, last: Draft | None) -> tuple[str, int] | None:
    """The holder that the clause before a place tells: that of the place told in it, its contest, or its thing."""
    text = LIST_MARK.sub("", scene.flow[start:end])
    if last is not None and last.table == "ranking" and last.quote_end > start:
        return None if own else (last.name, end + 1)
    if _is_aside(text, start, last, scene.words):
        contest = _contest_of(scene, start)
        if contest:
            return contest
    if re.search("[0-9]", text):
        return None
    won = _CONTEST.search(text)
    name = _contest_name(won.group(1) if won else text, scene.words)
    cut = None if won else pattern("{verb}", scene.words).search(name, 4)
    return ((name[: cut.start()] if cut else name)[:_LONGEST], start) if name else None


def _is_aside(text: str, start: int, last: Draft | None, words: Words) -> bool:
    """Whether a clause between a contest and the place won in it only tells how it was won (我县得94.8分; 我县获评优秀)."""
    has_mark = last is not None and last.kind == "score" and (last.number_start or 0) >= start
    return has_mark or pattern("^(?=[我本]){self_subject}", words).match(text) is not None


def _contest_of(scene: Scene, clause: int) -> tuple[str, int] | None:
    """The contest named in the clause before (在全省就业工作评价中，…), and where that clause begins."""
    if clause <= scene.start:
        return None
    previous = scene.clause_start(clause - 1)
    won = _CONTEST.search(LIST_MARK.sub("", scene.flow[previous : clause - 1]))
    name = _contest_name(won.group(1), scene.words) if won else ""
    return (name, previous) if name else None


def _contest_name(told: str, words: Words) -> str:
    """A contest's name without the number of those who take part (全县⟦十四个乡镇⟧综合考核)."""
    return pattern("^[一二三四五六七八九十百0-9]{1,4}个{rank_peers}", words).sub("", clean_name(told, words))
