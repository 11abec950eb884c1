"""Places won: exact (排名全区第一), among the first (全区前三), first of a kind (全市首个), and in words (位居前列)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse.extraction.grammar import Words, opening, pattern
from warehouse.text.numeral import read_numeral

_NUMBER = r"[0-9]{1,3}|[一二两三四五六七八九十百零]{1,6}"
_SCOPE = (
    r"(?<!辖){rank_scope}"
    r"(?:各?(?![一二三四五六七八九十百]{1,4}个)[\u4e00-\u9fff]{0,6}?{rank_peers})?"
)
# A place by its name; characters that only lead to it (建成, 为, 是 …) are not taken into the name.
_NAMED = r"[^\W0-9A-Za-z_建成为是获创系全在的我该本]{2,3}(?:省|市|区|县|镇|乡)"
_NOT_A_PLACE = "(?!{not_a_place})"

_VERB = r"(?P<verb>{rank_verb})(?:了|在)?"
# How many contest a place (位列全州12个县第一): no part of the scope.
_AMONG = r"(?:(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})个[\u4e00-\u9fff]{0,4}?{rank_peers})?"
_WHERE = r"(?:" + _VERB + r")?(?P<scope>" + _SCOPE + r")?" + _AMONG + r"(?:中|总分|综合|各[\u4e00-\u9fff]{1,4}中)?(?P<again>{rank_verb})?"
_FREE = r"(?:排名|位居|位列|名列|列|居)(?P<scope>[\u4e00-\u9fff]{2,8}?)"

EXACT = _WHERE + r"(?:第|(?<=[列居])(?=[0-9]{1,3}位))(?P<n>" + _NUMBER + r")(?P<suffix>名|位)?" + _NOT_A_PLACE
TOP = _WHERE + r"前(?P<n>" + _NUMBER + r")(?P<suffix>名|位|强)?(?![个季年月日天周届次期种类大项步批])"
VAGUE = _WHERE + r"(?P<vague>{rank_vague})"
FREE = (
    _FREE
    + r"(?:第(?P<n>"
    + _NUMBER
    + r")(?:名|位)?"
    + _NOT_A_PLACE
    + r"|前(?P<top>"
    + _NUMBER
    + r")(?:名|位|强)?(?![个季年月日])|(?P<vague>{rank_vague}))"
)
# Which part of the country a region is (福建沿海).
_PART_OF = r"(?:[\u4e00-\u9fff]{2}(?=沿海|[东西南北中]部))?"
_FIRST = r"(?:(?P<first>{first_kind})|第(?P<one>一)(?:个|家|条|支|批|例|座|所|部|台))"
FIRST = r"(?P<scope>" + _PART_OF + _SCOPE + "|" + _NAMED + r")(?:的)?" + _FIRST
_NEXT = r"(?:[、和及与]|以及)(?P<prefix>第|前)?(?P<n>" + _NUMBER + r")(?P<suffix>名|位)?" + _NOT_A_PLACE
_CRITERION = re.compile(r"的?[^，。；]{0,6}(?:给予|予以|奖励|可获|将获|按)")
# Every place has one of these; most sentences have none, and the words before them are looked at only there.
_ANCHOR = re.compile(
    r"[第前首][一二两三四五六七八九十百0-9列茅家个支批例条座部所台单张处届宗创位名只片款间份户套]|靠[前后]|领先|榜首|头名|游|末位|第[一二]方阵|[列居][0-9]{1,3}位"
)
_REACH = 24


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in the flow. ``start`` is where its words begin; the number's span is empty for a place in words."""

    start: int
    end: int
    number_start: int | None
    number_end: int | None
    scope: str
    kind: str
    best: int | None
    worst: int | None
    is_prior: bool
    order: int


def ranks(flow: str, start: int, end: int, words: Words) -> tuple[Rank, ...]:
    """All places told in one sentence, in order; ``order`` counts those that share their words (分列第三、第五)."""
    found: list[Rank] = []
    scope, place = "", start
    for anchor in _ANCHOR.finditer(flow, start, end):
        if anchor.start() < place:
            continue
        rank, place = _rank_at(flow, (max(place, anchor.start() - _REACH), start, end), anchor.end(), scope, words)
        if rank is None:
            continue
        scope = rank.scope or scope
        while rank is not None:
            found.append(rank)
            rank = _further(rank, flow, place, end, words)
            place = rank.end if rank is not None else place
    return tuple(found)


def may_hold_rank(flow: str, start: int, end: int) -> bool:
    """Whether a sentence has a character that every place has."""
    return _ANCHOR.search(flow, start, end) is not None


def _rank_at(flow: str, bounds: tuple[int, int, int], anchor_end: int, scope: str, words: Words) -> tuple[Rank | None, int]:
    """The place whose words reach over an anchor, and where the search goes on."""
    place, start, end = bounds
    limit = min(end, anchor_end + _REACH)
    while (match := _search(flow, place, limit, words)) is not None and match.start() < anchor_end:
        if match.end() >= anchor_end:
            rank = _rank(flow, start, match, words, scope)
            if rank is not None:
                return rank, max(match.end(), place + 1)
        place = match.start() + 1
    return None, bounds[0]


def _search(flow: str, place: int, limit: int, words: Words) -> re.Match[str] | None:
    """The first match of any form. Only a first of its kind may open with a name, any character; the others are tried where
    one of their words may open."""
    scan = pattern(_SCAN, words)
    openings = opening(_OTHERS, words)
    if openings is None or pattern(_FIRST, words).search(flow, place, limit):
        return scan.search(flow, place, limit)
    tried = (scan.match(flow, found.start(), limit) for found in openings.finditer(flow, place, limit))
    return next((match for match in tried if match), None)


def _renamed(text: str, suffix: str) -> str:
    return re.sub(r"\(\?P<([a-z]+)>", lambda m: f"(?P<{m.group(1)}_{suffix}>", text)


_SCAN = "|".join(
    f"(?P<{name.upper()}>{_renamed(text, name)})" for name, text in (("a", FIRST), ("b", EXACT), ("c", TOP), ("d", VAGUE), ("e", FREE))
)

_OTHERS = "|".join(_renamed(text, name) for name, text in (("b", EXACT), ("c", TOP), ("d", VAGUE), ("e", FREE)))


# Verbs that say little of a contest by themselves: a place behind them needs a scope.
_AFTER_PLACE = ("，", "；", "。", "、", "）", "")
_WEAK = ("达到", "获", "获得", "取得", "进入", "保持", "处于", "处在", "升至", "提升到", "上升到", "列", "居", "排")
_FIRST_IN_WORDS = ("首位", "榜首", "头名")


def _rank(flow: str, start: int, match: re.Match[str], words: Words, known_scope: str) -> Rank | None:
    """The place that a match tells; None where the words are no place (a criterion, a share, 第一 without a contest)."""
    form = next(key.lower() for key in "ABCDE" if match.group(key) is not None)
    group = {key[:-2]: value for key, value in match.groupdict().items() if key.endswith("_" + form)}
    if form == "a":
        number = match.start("first_a" if group["first"] else "one_a")
        return Rank(match.start(), match.end(), number, number + 1, group["scope"], "first_of_kind", 1, 1, False, 0)
    prior = (
        pattern("(?:(?:由|从)?{prior_year}|20[0-9]{2}年)(?:的|为|是)?（?$", words).search(
            flow[max(start, match.start() - 9) : match.start()]
        )
        is not None
    )
    if prior and not group.get("scope"):
        group["scope"] = known_scope  # 居全省第3位，2021年为第7位
    scope = _scope(flow, start, match, group, form, known_scope, words)
    if scope is None or (form in "bc" and _CRITERION.match(flow, match.end())):
        return None
    if group.get("vague"):
        return _in_words(match, group["vague"], form, scope, prior)
    if form == "c" and flow[match.end() : match.end() + 1] == "的":
        return None
    key = "top_e" if group.get("top") else f"n_{form}"
    kind = "top_n" if form == "c" or group.get("top") else "exact"
    place = _value(match.group(key))
    if place is None:
        return None
    return Rank(match.start(), match.end(), match.start(key), match.end(key), scope, kind, place, place, prior, 0)


def _scope(
    flow: str, start: int, match: re.Match[str], group: dict[str, str | None], form: str, known_scope: str, words: Words
) -> str | None:
    """The scope of a place, empty where none is told; None where nothing says that it is a place."""
    scope = group.get("scope") or ""
    verb = "列" if form == "e" else group.get("verb") or group.get("again") or ""
    if not scope and not verb and group.get("suffix") != "名" and not (known_scope and flow[match.end() : match.end() + 1] in _AFTER_PLACE):
        return None
    scope = scope or _scope_before(flow, start, match.start(), words) or known_scope
    return None if not scope and verb in _WEAK else scope


def _in_words(match: re.Match[str], vague: str, form: str, scope: str, prior: bool) -> Rank:
    """位居榜首 is the first place, 位居前列 one without a number."""
    if vague in _FIRST_IN_WORDS:
        number = match.start(f"vague_{form}")
        return Rank(match.start(), match.end(), number, number + 1, scope, "exact", 1, 1, prior, 0)
    return Rank(match.start(), match.end(), None, None, scope, "qualitative", None, None, prior, 0)


def _further(rank: Rank, flow: str, place: int, end: int, words: Words) -> Rank | None:
    """The place that shares the words of the one before it (第三⟦、第五⟧); None where none follows."""
    has_number = rank.number_start is not None and rank.kind in ("exact", "top_n")
    more = pattern(_NEXT, words).match(flow, place, end) if has_number else None
    number = _value(more.group("n")) if more else None
    if more is None or number is None:
        return None
    return Rank(
        more.start(), more.end(), more.start("n"), more.end("n"), rank.scope, rank.kind, number, number, rank.is_prior, rank.order + 1
    )


def _scope_before(flow: str, start: int, place: int, words: Words) -> str:
    """The scope named earlier in the same clause (在全市第三方测评中分列第八位)."""
    clause = max(flow.rfind(mark, start, place) for mark in "，；。")
    scopes = pattern(_SCOPE, words).findall(flow[max(start, clause + 1) : place])
    if not scopes:  # 在全市综合考评中，我区排名第五: the contest is told in the clause before
        scopes = [
            match.group()
            for match in pattern(_SCOPE, words).finditer(flow, start, place)
            if match.start() == start or flow[match.start() - 1] in "在.、。，；："
        ]
    return str(scopes[-1]) if scopes else ""


def _value(text: str) -> int | None:
    """The number of a place; None where the characters make no number (第一二)."""
    try:
        return int(read_numeral(text))
    except ValueError:
        return None
