"""The names of organisations in a text: where they stand, what kind of body they name, and how else it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from warehouse.model import Span
from warehouse.reference.nouns import OrganisationType, Reference
from warehouse.reference.regions import region_of

_RUN = re.compile(r"[\u4e00-\u9fff·（）“”]*$")
_REACH = 30
# Words that never belong to a name but may stand right before it; longest first.
_BEFORE_NAME = re.compile(
    "按照|根据|会同|联合|配合|协助|组织|指导|支持|通过|包括|其中|关于|由于|属于|位于|隶属|下属|所属|直属|下辖|负责|协调|委托|加强|开展|推动|推进|促进|积极|"
    "同意|批准|上报|报送|印发|转发|下发|落实|贯彻|参加|参与|邀请|聘为|荣获|获得|其他|以及|相关|有关|本级|成立|设立|建设|建成|新建|完成|依托|对接|走访|检查|抽查|"
    "[的被由向经与和及或对将把在从到受按以为是使让请给据至了等并而但且也都因于每后前时内我本各该全此其这那两某有设挂称即原现年月日个名家座条次报获送至共获（）“”]"
)
# Kinds whose names carry a proper name, so that they need no place before them.
_PROPER = frozenset(
    {"street_office", "town_government", "township_government", "hospital", "school", "village", "management_committee", "enterprise"}
)
_RELATIVE = re.compile(r"^(?:国家|省|自治区|市|区|县|旗|州|盟|镇|乡)$")
_PLACE_END = re.compile(r"[省市区县旗州盟镇乡]$|街道$|人民政府$")


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation's name in a text. ``span`` lies in the text that was searched; ``core`` is the proper name between
    place and ending (南石头 in 海珠区南石头街道办事处; empty for most bureaus); ``is_relative``: 区司法局, 县财政局."""

    span: Span
    name: str
    organisation_type: str
    core: str
    is_relative: bool


@dataclass(frozen=True, slots=True)
class _Endings:
    kinds: dict[str, OrganisationType]
    last: re.Pattern[str]
    lengths: tuple[int, ...]


@lru_cache(maxsize=4)
def _endings(reference: Reference) -> _Endings:
    kinds: dict[str, OrganisationType] = {}
    for kind in reference.organisation_types:
        kinds[kind.suffix] = kind
    for kind in reference.organisation_types:
        for short in kind.short_suffixes:
            if len(short) > 2:
                kinds.setdefault(short, kind)
    last = "".join(sorted({re.escape(ending[-1]) for ending in kinds}))
    lengths = tuple(sorted({len(ending) for ending in kinds}, reverse=True))
    return _Endings(kinds, re.compile(f"[{last}]") if last else re.compile(r"(?!)"), lengths)


def endings_in(text: str, reference: Reference) -> Iterable[tuple[int, int, OrganisationType]]:
    """Where an organisation's name may end: (start and end of the longest known ending, its kind), from left to right."""
    endings = _endings(reference)
    for hit in endings.last.finditer(text):
        end = hit.end()
        for length in endings.lengths:
            if length <= end and (kind := endings.kinds.get(text[end - length : end])):
                yield end - length, end, kind
                break


def names_of_organisations(text: str, reference: Reference) -> tuple[NamedOrganisation, ...]:
    """The organisations that a running text names, from left to right; of two names that overlap the longer one."""
    found: list[NamedOrganisation] = []
    for start, end, kind in endings_in(text, reference):
        named = _named(text, start, end, kind, reference)
        if named is None:
            continue
        while found and found[-1].span.start >= named.span.start:
            found.pop()
        if not found or found[-1].span.end <= named.span.start:
            found.append(named)
    return tuple(found)


def _named(text: str, start: int, end: int, kind: OrganisationType, reference: Reference) -> NamedOrganisation | None:
    reach = text[max(0, start - _REACH) : start]
    run = _RUN.search(reach)
    before = run.group() if run else ""
    before = before[_cut(before, reference) :]
    if not before or (len(before) == 1 and not _RELATIVE.match(before)):
        return None
    is_relative = bool(_RELATIVE.match(before))
    region = region_of(before, reference)
    core = "" if is_relative else before[region.length :].removeprefix("人民政府")
    if not (is_relative or region.units or _PLACE_END.search(before) or (kind.organisation_type in _PROPER and len(core) <= 8)):
        return None
    return NamedOrganisation(Span(start - len(before), end), text[start - len(before) : end], kind.organisation_type, core, is_relative)


def _cut(before: str, reference: Reference) -> int:
    """Where the name begins in the words before its ending: after the last word that cannot belong to it.

    A word inside a known place's name (和平区, 向阳区) does not count.
    """
    cut = 0
    for word in _BEFORE_NAME.finditer(before):
        if not _in_place(before, word.start(), reference):
            cut = word.end()
    return cut


@lru_cache(maxsize=4)
def _place_names(reference: Reference) -> frozenset[str]:
    """Names of divisions that hold a word which else ends the search."""
    return frozenset(division.name for division in reference.divisions.values() if _BEFORE_NAME.search(division.name))


def _in_place(before: str, position: int, reference: Reference) -> bool:
    places = _place_names(reference)
    for start in range(max(0, position - 8), position + 1):
        for end in range(position + 2, min(len(before), start + 15) + 1):
            if before[start:end] in places:
                return True
    return False
