"""How else a body is called: shorter forms of its name, and the names that a report gives it itself."""

from __future__ import annotations

import re
from collections import Counter

from warehouse.reference.bodies import endings_in
from warehouse.reference.nouns import OrganisationType, Reference
from warehouse.reference.regions import Region

_CALLED = re.compile(r"[简统]称(?:为)?[：:]?[“\"]?(?P<name>[\u4e00-\u9fff]{2,12})[”\"]?[）)。，]")
_SIGN = re.compile(r"(?:挂|对外称)(?P<name>[\u4e00-\u9fff]{4,20}?)(?:牌子|的牌子|名称|）)")
_SHORT_ENDS = ("中心", "局", "委", "办", "院", "站", "所", "处", "队", "馆", "会")
_LEVELS = "省市区县旗州"


def aliases_of(name: str, region: Region, text: str, reference: Reference) -> tuple[str, ...]:
    """Shorter names of a body, longest first, without the name itself. ``text`` is the report (for 以下简称“…”)."""
    if not name:
        return ()
    known = reference.organisations.get(name)
    found = {*_shortened(name, region, reference), *_given(name, text), *(known.aliases if known else ())}
    return tuple(sorted((alias for alias in found if len(alias) > 1 and alias != name), key=lambda alias: (-len(alias), alias)))


def self_names(organisation_type: str, reference: Reference) -> tuple[str, ...]:
    """How a body of this type speaks of itself: 我局, 我街."""
    return tuple(
        dict.fromkeys(
            word for kind in reference.organisation_types if kind.organisation_type == organisation_type for word in kind.self_names
        )
    )


def _shortened(name: str, region: Region, reference: Reference) -> set[str]:
    """The name without its place or with the last part of it only, in full and with the short form of its ending."""
    kind, start = _ending(name, reference)
    inner = name[region.length :].removeprefix("人民政府") or name
    forms = {inner}
    core = ""
    if kind is not None and start >= region.length:
        core = name[region.length : start].removeprefix("人民政府")
        forms |= {core + short for short in kind.short_suffixes if core or len(short) > 2}
    nearest = region.units[-1] if region.units else ""
    level = nearest[-1:] if not core and nearest[-1:] in _LEVELS else ""
    placed = {prefix + form for form in forms for prefix in (nearest, level) if prefix}
    if len(region.units) > 1:
        placed |= {region.units[-2] + nearest + form for form in forms}
    return {form for form in forms | placed if len(form) > 2 or form == inner}


def _ending(name: str, reference: Reference) -> tuple[OrganisationType | None, int]:
    for start, end, kind in endings_in(name, reference):
        if end == len(name):
            return kind, start
    return None, len(name)


def _given(name: str, text: str) -> set[str]:
    """Names that the text gives the body: 以下简称“…” right behind it, 挂…牌子, and worn-down forms (数发中心)."""
    given: set[str] = set()
    for match in _CALLED.finditer(text, 0, 3000):
        if _is_worn_from(match["name"], name):
            given.add(match["name"])
    given.update(match["name"] for match in _SIGN.finditer(text, 0, 1500))
    return given | _worn_down(name, text)


def _worn_down(name: str, text: str) -> set[str]:
    """Forms of three to five characters, used twice or more, made of the name's own characters in their order."""
    found: set[str] = set()
    for end in _SHORT_ENDS:
        if not name.endswith(end):
            continue
        seen = Counter(text[match.start() - 2 : match.end()] for match in re.finditer(end, text) if match.start() > 1)
        found |= {form for form, times in seen.items() if times > 1 and form not in name and _is_worn_from(form, name)}
    return found


def _is_worn_from(short: str, name: str) -> bool:
    """Whether all characters of ``short`` stand in ``name`` in this order, the last one at its end."""
    rest = iter(name)
    return short[-1] == name[-1] and all(character in rest for character in short)
