"""Another body's name where the report speaks of its own: left over from a copy.

    广州市海珠区人民政府南洲街道办事处2022年度全年预算数…   in the report of 南石头街道办事处   => raised
    东与长征镇相邻; 会同区司法局、普陀区人民法院共建          in the report of 曹桥浜街道       => nothing: named in passing

A name counts only where a body speaks of itself: its status, its duties, its budget, its staff, the head or foot of a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from warehouse.model import Finding, Severity, Span
from warehouse.reference import Reference
from warehouse.review.reading import Reading
from warehouse.text.width import fold

NAME = "organisation_name_mismatch"

_YEAR = r"(?:20[0-9]{2}年度?|本年度?|全年|年初)"
_OFFICE = r"(?:派出机构|派出机关|工作部门|组成部门|职能部门|直属机构)"
_STATUS = rf"(?:是|为|系)[^，。；]{{0,14}}?(?:政府|党委|省委|市委|区委|县委)[^，。；]{{0,10}}?{_OFFICE}"
_ITSELF = (
    rf"{_STATUS}|"
    r"(?:的)?(?:主要职责|主要职能|基本职能|部门职责|部门职能|工作职责)|"
    rf"{_YEAR}(?:的)?(?:全年|年初|年度|本年|部门|财政|一般公共|总|批复)*(?:整体)?(?:预算|收支|收入|支出|决算)|"
    rf"{_YEAR}，[我本](?:[局镇乡街院委厅校]|单位|部门)|{_YEAR}?部门整体(?:支出)?|{_YEAR}?(?:项目)?绩效自评|"
    r"(?:现|共|下|内)?(?:内设|下设|核定编制|编制数|实有在编|在职人员|年末在编)"
)
_HAS_STATUS = re.compile(_STATUS)
# The characters with which these words begin: a quick no for most places.
_OPENS_ITSELF = "是为系的主基部职工2本全年项绩现共下内核编实在"
# A sentence that opens so has the reporting body for its subject, as a rule.
_ACTS = r"(?:在[^，。；]{0,16}领导下|严格|认真|积极|始终|坚持|高度重视|紧紧|全面|深入|扎实|切实|立足|共(?:完成|投入)|累计|贯彻)"
_OPENS_SENTENCE = re.compile(r"(?:^|[。；！？\n]|年[度来]?，|今年，)$")
_HEAD = re.compile(
    r"(?:填报单位|编报单位|单位名称|部门名称|预算单位|报告单位|(?<![\u4e00-\u9fff])单位)(?:（公章）|（盖章）)?[：:](?P<name>[\u4e00-\u9fff（）]{4,30})"
)
_HEAD_CELL = re.compile(r"(?:填报|编报|预算|报告)?(?:单位|部门)(?:名称)?(?:（公章）|（盖章）)?[：:]?")
_BORDER = re.compile(r"[^\u4e00-\u9fff]")
_LEAD = re.compile(r"^(?:截至|根据|按照|对|由|经|为|据|本年度?|目前|现将|关于|的是|是|其中|年度|年末|年初|年|度|末|底)+")
_OTHER_RELATION = re.compile(r"(?:挂|原|前身是?|更名为|隶属于?|受|由|经|与|和|会同|联合|配合|协助|据|下属|下辖|所属)$")
_VAGUE = re.compile(r"^(?:我|本|该|各|全|省|市|区|县|州|旗|镇|乡|上级|国家|相关|有关|主管|下属|所属|其他|基层)")
_ON_WORD_OF = re.compile(r"^(?:根据|按照|依据|由|经|据)")
_SIGNATURE = re.compile(
    r"(?<![\u4e00-\u9fff、，（])(?P<name>[\u4e00-\u9fff]{4,30})\n?(?=(?:20[0-9]{2}|二[〇零○]二[〇零○一二三四五六七八九])年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日(?:\n|$))"
)


def check(reading: Reading) -> Iterator[Finding]:
    own = _own_names(reading)
    if not own:
        return
    certain = _strangers((*_in_prose(reading), *_in_heads(reading), *_in_signature(reading)), own)
    likely = _strangers(_twins(reading, own), own)
    for name, spans in certain.items():
        yield _finding(reading, "error", own[0], name, spans + likely.pop(name, []))
    for name, spans in likely.items():
        yield _finding(reading, "warning", own[0], name, spans)
    yield from _self_names(reading, own)


def _finding(reading: Reading, severity: Severity, own: str, name: str, spans: list[Span]) -> Finding:
    times = f"（{len(spans)}处）" if len(spans) > 1 else ""
    message = f"报告单位为“{own}”，文中却以“{name}”自称{times}，疑套用其他单位材料，所述内容和金额的归属须核对。"
    question = f"“{name}”所在的内容是否为本单位的情况？有关金额是谁的？"
    return reading.finding(NAME, severity, message, spans, "", question)


def _strangers(told: Iterable[tuple[str, Span]], own: tuple[str, ...]) -> dict[str, list[Span]]:
    """The places of every name that is not the body's, the long and the short form of one name together."""
    places: dict[str, list[Span]] = {}
    for name, span in told:
        if not _is_own(name, own):
            places.setdefault(name, []).append(span)
    merged: dict[str, list[Span]] = {}
    for name in sorted(places, key=len, reverse=True):
        home = next((longer for longer in merged if _is_abbreviation(name, longer)), name)
        merged.setdefault(home, []).extend(places[name])
    return merged


def _twins(reading: Reading, own: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """Bodies of the same kind in another place that open a sentence as its subject."""
    flow = reading.flow
    endings = _endings(reading.reference, own)
    for match in _acting(endings).finditer(flow) if endings else ():
        if not flow.endswith(endings, 0, match.end()):
            continue
        border, start = _clause_start(flow, match.start())
        name = flow[start : match.end()]
        ending = max((kind for kind in endings if name.endswith(kind)), key=len)
        opens = _OPENS_SENTENCE.search(flow, max(0, border - 4), border) is not None or border == 0
        if opens and len(name) - len(ending) >= 2 and not _VAGUE.match(name) and not _ON_WORD_OF.match(flow, border):
            yield name, reading.source(start, min(len(flow), match.end() + 12))


@lru_cache(maxsize=64)
def _endings(reference: Reference, own: tuple[str, ...]) -> tuple[str, ...]:
    """How the names of bodies of this one's kind end."""
    return tuple(sorted(kind for kind in _kinds(reference) if len(kind) > 1 and any(name.endswith(kind) for name in own)))


@lru_cache(maxsize=64)
def _acting(endings: tuple[str, ...]) -> re.Pattern[str]:
    """The last character of such a name, with words behind it that tell what a body does."""
    return re.compile(rf"[{''.join(sorted({ending[-1] for ending in endings}))}](?={_ACTS})")


def _own_names(reading: Reading) -> tuple[str, ...]:
    """The body's name and its short names, without those that every such body goes by (市城市管理局)."""
    identity = reading.extraction.identity
    kinds = _kinds(reading.reference)
    return tuple(name for name in (identity.organisation, *identity.aliases) if name and name not in kinds and not _VAGUE.match(name))


@lru_cache(maxsize=4)
def _kinds(reference: Reference) -> frozenset[str]:
    """Names of kinds of bodies: 城市管理局 is no one body's name."""
    return frozenset(word for kind in reference.organisation_types for word in (kind.suffix, *kind.short_suffixes))


def _in_prose(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Names right before words with which a body speaks of itself, from the start of their clause."""
    flow = reading.flow
    endings = reading.pack.words(NAME, "body_endings")
    for match in _ending(endings).finditer(flow) if endings else ():
        if not flow.endswith(endings, 0, match.end()):
            continue
        border, start = _clause_start(flow, match.start())
        name = flow[start : match.end()]
        if not 4 <= len(name) <= 34 or _VAGUE.match(name) or _OTHER_RELATION.search(flow[max(0, start - 4) : start]):
            continue
        if name.endswith(_supervisors(reading)):
            continue
        if not _ON_WORD_OF.match(flow, border) and (_is_of_kind(name, reading) or _HAS_STATUS.match(flow, match.end())):
            yield name, reading.source(start, min(len(flow), match.end() + 12))


def _supervisors(reading: Reading) -> tuple[str, ...]:
    """Bodies that grant and check other bodies' budgets, so that their names stand beside those; not if the body is one."""
    own = reading.extraction.identity.organisation
    return tuple(word for word in reading.pack.words(NAME, "supervisors") if not own.endswith(word))


@lru_cache(maxsize=32)
def _ending(endings: tuple[str, ...]) -> re.Pattern[str]:
    """The last character of a name, with words behind it by which a body speaks of itself."""
    return re.compile(rf"[{''.join(sorted({ending[-1] for ending in endings}))}](?=[{_OPENS_ITSELF}])(?=(?:{_ITSELF}))")


def _is_of_kind(name: str, reading: Reading) -> bool:
    """Whether a name ends as the body's own does: a bureau's centre may well tell its own budget, another bureau not."""
    return any(name[-1] == own[-1] for own in _own_names(reading))


def _clause_start(flow: str, end: int) -> tuple[int, int]:
    """Where the run of characters that ends here begins, with and without the words that lead into a sentence."""
    start = max(0, end - 34)
    for border in _BORDER.finditer(flow, start, end):
        start = border.end()
    lead = _LEAD.match(flow[start:end])
    return start, start + (lead.end() if lead else 0)


def _in_heads(reading: Reading) -> Iterator[tuple[str, Span]]:
    """The body that a form's head names."""
    for match in _HEAD.finditer(reading.flow) if "单位" in reading.flow or "部门名称" in reading.flow else ():
        name = re.split(r"（", match["name"])[0]
        if _is_of_kind(name, reading):
            yield name, reading.source(match.start("name"), match.start("name") + len(name))
    for table in reading.document.tables:
        cells = {(cell.row, cell.column): cell for cell in table.cells}
        for cell in table.cells:
            if cell.row > 5 or not _HEAD_CELL.fullmatch(re.sub(r"\s", "", fold(cell.text))):
                continue
            right = next(
                (cells[cell.row, column] for column in range(cell.column + 1, cell.column + 4) if (cell.row, column) in cells), None
            )
            name = re.sub(r"\s", "", right.text) if right else ""
            if right and len(name) >= 4 and _is_of_kind(name, reading):
                yield name, right.span


def _in_signature(reading: Reading) -> Iterator[tuple[str, Span]]:
    """The body that signs: the words before the date at the end."""
    for match in _SIGNATURE.finditer(reading.flow, max(0, len(reading.flow) - 200)):
        if _is_of_kind(match["name"], reading) and match["name"].endswith(reading.pack.words(NAME, "body_endings")):
            yield match["name"], reading.source(match.start("name"), match.end("name"))


def _is_own(name: str, own: tuple[str, ...]) -> bool:
    """Whether a name is the body's, short, long or abbreviated: its characters stand in the body's name in this order."""
    return any(name in mine or mine in name or _is_abbreviation(name, mine) or _is_abbreviation(mine, name) for mine in own)


def _is_abbreviation(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _self_names(reading: Reading, own: tuple[str, ...]) -> Iterator[Finding]:
    """我镇 in the report of a street office."""
    words = reading.pack.words(NAME, "self_names")
    if not words:
        return
    strange = [word for word in words if not any(word[-1] in name for name in own)]
    known = [word for word in words if word not in strange and word in reading.flow]
    for word in strange:
        places = [match.start() for match in re.finditer(re.escape(word), reading.flow)]
        if places and known:
            quotes = [reading.source(place, min(len(reading.flow), place + len(word) + 12)) for place in places]
            message = f"报告单位为“{own[0]}”，文中却称“{word}”（{len(places)}处），疑套用其他单位材料。"
            yield reading.finding(NAME, "warning", message, quotes, "", f"“{word}”所指为何单位？")
