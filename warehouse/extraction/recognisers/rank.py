"""Places won: exact (排名全区第一), among the first (全区前三), first of a kind (全市首个), and in words (位居前列)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse.extraction.grammar import Words, pattern

_NUMBER = r"[0-9]{1,3}|[一二三四五六七八九十百]{1,4}"
_SCOPE = (
    r"(?<!辖)(?:全(?:国|省|市|区|县|镇|街|乡|州|盟|旗|系统|行业|域)|省内|市内|区内|县内|省直|市直|区直|县直|市级|区级|县级|省级)"
    r"(?:各?(?:[\u4e00-\u9fff]{0,6}?)(?:基层法院|中级法院|法院|检察院|街镇|镇街|乡镇|街道|乡镇街道|县区|区县|县市区|市县|县（市、区）|区（县）|区（市）县|市（区）|系统|部门|单位|机关|行业|医院|学校|开发区))?"
)
# A place by its name; characters that only lead to it (建成, 为, 是 …) are not taken into the name.
_NAMED = r"[^\W0-9A-Za-z_建成为是获创系全在的我该本]{2,3}(?:省|市|区|县|镇|乡)"
_NOT_A_PLACE = r"(?!审|季度|书记|针|产业|阶段|批|轮|期|步|时间|责任|次|课|线|届|方|节|章|款|年|大|医院|人民|中学|小学|师|代|剂|类|档|要|手|线|实验|幼儿园|项|种|部分|条|个|家|支|例|台|座)"

_VERB = r"(?P<verb>{rank_verb})(?:了|在)?"
_WHERE = r"(?:" + _VERB + r")?(?P<scope>" + _SCOPE + r")?(?:中|总分|综合|各[\u4e00-\u9fff]{1,4}中)?(?P<again>{rank_verb})?"
_FREE = r"(?:排名|位居|位列|名列|列|居)(?P<scope>[\u4e00-\u9fff]{2,8}?)"

EXACT = _WHERE + r"第(?P<n>" + _NUMBER + r")(?P<suffix>名|位)?" + _NOT_A_PLACE
TOP = _WHERE + r"前(?P<n>" + _NUMBER + r")(?P<suffix>名|位|强)?(?![个季年月日天周届次期种类大项步批])"
VAGUE = _WHERE + r"(?P<vague>{rank_vague})"
FREE = _FREE + r"(?:第(?P<n>" + _NUMBER + r")(?:名|位)?" + _NOT_A_PLACE + r"|前(?P<top>" + _NUMBER + r")(?:名|位|强)?(?![个季年月日])|(?P<vague>{rank_vague}))"
FIRST = r"(?P<scope>" + _SCOPE + "|" + _NAMED + r")(?:的)?(?:(?P<first>{first_kind})|第(?P<one>一)(?:个|家|条|支|批|例|座|所|部|台))"
_NEXT = re.compile(r"(?:[、和及与]|以及)(?P<prefix>第|前)?(?P<n>" + _NUMBER + r")(?P<suffix>名|位)?" + _NOT_A_PLACE)
_CRITERION = re.compile(r"的?[^，。；]{0,6}(?:给予|予以|奖励|可获|将获|按)")
_ANY_SCOPE = re.compile(_SCOPE)

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}


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
    scan = pattern(f"(?P<A>{_renamed(FIRST, 'a')})|(?P<B>{_renamed(EXACT, 'b')})|(?P<C>{_renamed(TOP, 'c')})|(?P<D>{_renamed(VAGUE, 'd')})|(?P<E>{_renamed(FREE, 'e')})", words)
    sentence_scope = ""
    place = start
    while (match := scan.search(flow, place, end)) is not None:
        place = max(match.end(), place + 1)
        rank = _rank(flow, start, match, words, sentence_scope)
        if rank is None:
            place = match.start() + 1
            continue
        found.append(rank)
        sentence_scope = rank.scope or sentence_scope
        while rank.number_start is not None and rank.kind in ("exact", "top_n") and (more := _NEXT.match(flow, place, end)):
            rank = _further(rank, more)
            found.append(rank)
            place = more.end()
    return tuple(found)


def _renamed(text: str, suffix: str) -> str:
    return re.sub(r"\(\?P<([a-z]+)>", lambda m: f"(?P<{m.group(1)}_{suffix}>", text)


def _rank(flow: str, start: int, match: re.Match[str], words: Words, known_scope: str) -> Rank | None:
    suffix = next(key.lower() for key in "ABCDE" if match.group(key) is not None)
    group = {key[:-2]: value for key, value in match.groupdict().items() if key.endswith("_" + suffix)}
    if suffix == "a":
        key = "first_a" if group["first"] else "one_a"
        return Rank(match.start(), match.end(), match.start(key), match.start(key) + 1, group["scope"], "first_of_kind", 1, 1, False, 0)
    scope, verb = group.get("scope") or "", (group.get("verb") or group.get("again") or "") if suffix != "e" else "列"
    if not scope and not verb and group.get("suffix") != "名":
        return None
    if not scope:
        scope = _scope_before(flow, start, match.start()) or known_scope
    if not scope and verb in _WEAK:
        return None
    if suffix in "bc" and _CRITERION.match(flow, match.end()):
        return None
    prior = pattern("(?:由|从)?{prior_year}的?$", words).search(flow[max(start, match.start() - 8) : match.start()]) is not None
    if group.get("vague"):
        kind = "exact" if group["vague"] in ("首位", "榜首", "头名") else "qualitative"
        best = 1 if kind == "exact" else None
        span = (match.start("vague_" + suffix), match.start("vague_" + suffix) + 1) if kind == "exact" else (None, None)
        return Rank(match.start(), match.end(), *span, scope, kind, best, best, prior, 0)
    is_top = suffix == "c" or bool(group.get("top"))
    key = "top_e" if group.get("top") else f"n_{suffix}"
    number = _value(match.group(key))
    if suffix == "c" and flow[match.end() : match.end() + 1] == "的":
        return None
    return Rank(match.start(), match.end(), match.start(key), match.end(key), scope, "top_n" if is_top else "exact", number if not is_top else number, number, prior, 0)


_WEAK = ("达到", "获", "获得", "取得", "进入", "保持", "处于", "处在", "升至", "提升到", "上升到", "列", "居", "排")


def _further(rank: Rank, more: re.Match[str]) -> Rank:
    number = _value(more.group("n"))
    return Rank(more.start(), more.end(), more.start("n"), more.end("n"), rank.scope, rank.kind, number, number, rank.is_prior, rank.order + 1)


def _scope_before(flow: str, start: int, place: int) -> str:
    """The scope named earlier in the same clause (在全市第三方测评中分列第八位)."""
    clause = max(flow.rfind(mark, start, place) for mark in "，；。")
    scopes = _ANY_SCOPE.findall(flow[max(start, clause + 1) : place])
    return str(scopes[-1]) if scopes else ""


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "百" in text:
        return 100
    tens, _, ones = text.partition("十") if "十" in text else ("", "", text)
    return (_DIGITS.get(tens, 1) * 10 if "十" in text else 0) + _DIGITS.get(ones, 0)
