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
    is_relative = bool(_RELATIVE.match(before))
    if len(before) < 2 and not (is_relative and end - start > 1):
        return None
    region = region_of(before, reference)
    core = "" if is_relative else before[region.length :].removeprefix("人民政府")
    if core in reference.words.get("no_name", ()) or region.units == ("城区",):
        return None
    if not (
        is_relative or region.units or _PLACE_END.search(before) or (kind.organisation_type in _PROPER and _is_proper(core, end - start))
    ):
        return None
    return NamedOrganisation(Span(start - len(before), end), text[start - len(before) : end], kind.organisation_type, core, is_relative)


def _is_proper(core: str, ending: int) -> bool:
    """Whether a core without a place can be a proper name; before a short ending (街道) it has two or three characters."""
    return len(core) <= (8 if ending > 2 else 3)


def _cut(before: str, reference: Reference) -> int:
    """Where the name begins in the words before its ending: after the last word that cannot belong to it.

    A word inside a known place's name (平和县, 全椒县) does not count.
    """
    cut = 0
    for word in _words_before(reference).finditer(before):
        if not _in_place(before, word.start(), reference):
            cut = word.end()
    return cut


@lru_cache(maxsize=4)
def _words_before(reference: Reference) -> re.Pattern[str]:
    """Words that never belong to a name but may stand right before it, and counted things (五所学校)."""
    words = "|".join(map(re.escape, reference.words.get("before_name", ())))
    return re.compile(f"[一二三四五六七八九十两几多][所家个座]|[（）“”]|{words}" if words else "[（）“”]")


@lru_cache(maxsize=4)
def _place_names(reference: Reference) -> frozenset[str]:
    """Names of divisions that hold a word which else ends the search; 和县 is rather 和 and 县."""
    words = _words_before(reference)
    names = (division.name for division in reference.divisions.values())
    return frozenset(name for name in names if words.search(name) and not (len(name) == 2 and words.match(name)))


def _in_place(before: str, position: int, reference: Reference) -> bool:
    places = _place_names(reference)
    for start in range(max(0, position - 8), position + 1):
        for end in range(position + 2, min(len(before), start + 15) + 1):
            if before[start:end] in places:
                return True
    return False
