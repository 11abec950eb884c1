"""Whose report this is, of which year and of which kind. Nothing is guessed: what no place says stays empty.

Order of trust: what a manifest declares; the title; lines and cells that name the body (单位名称：…); the signature; the
body of the text; the file's name. For the year the file's name comes before the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath

from warehouse.extraction.title import YEAR, TitleParts, find_title, read_year, report_type_of, take_apart, year_in
from warehouse.model import Document, Identity, Span
from warehouse.reference import Reference
from warehouse.reference.aliases import aliases_of
from warehouse.reference.bodies import names_of_organisations
from warehouse.reference.regions import Region, full_name, region_of
from warehouse.text.flow import normalise

_HEAD = 1500
_LABELLED = re.compile(
    r"(?P<label>填报单位|填报部门|单位名称|部门名称|部门（单位）名称|预算单位|预算部门|项目单位|项目实施单位|实施单位|自评单位|评价单位|编制单位|报告单位|主管部门|单位|部门)"
    r"(?:（[^）]{1,8}）)?\s*[：:]\s*(?P<name>[^\s。；，：\n（]{3,40})"
)
_HEAD_ROLES = ("unit_in_charge", "department")
_SIGNED = re.compile(r"(?P<name>[^\s。；，：0-9]{4,40})\n?\s*(?:20[0-4][0-9]|二[〇○零O0])[^\n]{1,12}日\s*$")
_ABOUT_REPORT = re.compile(r"^\s*度?(?!\s*[0-9]{1,2}\s*月)[^。\n]{0,14}(?:绩效|预算|部门|整体|支出|自评|决算)")
_FILE_YEAR = re.compile(r"(?<![0-9])20[0-4][0-9](?![0-9])")


@dataclass(frozen=True, slots=True)
class _Found:
    """A body's name with the place where it was read in the document's text (None: in the file's name or a manifest)."""

    name: str
    kind: str
    span: Span | None


def identify(document: Document, reference: Reference) -> Identity:
    """The organisation (full name, as in the title), its region, the fiscal year and the kind of the report."""
    title, place = _title(document, reference)
    parts = take_apart(title, reference)
    head = document.flow.text[:_HEAD]
    found = _organisation(document, parts, place, head, reference)
    year, year_span = _year(document, parts, place, head)
    region = region_of(found.name, reference, head + document.file_name) if found.name else Region((), 0, "", "")
    region = _told_region(document, found.name, region, reference)
    return Identity(
        organisation=found.name,
        organisation_type=found.kind,
        region=region.name,
        region_code=region.code,
        fiscal_year=year,
        report_type=_report_type(document, title, head),
        title=title or document.title,
        aliases=aliases_of(found.name, region, document.flow.text, reference),
        spans=tuple(span for span in (found.span, year_span) if span is not None),
    )


def _title(document: Document, reference: Reference) -> tuple[str, Span | None]:
    """The title and where it stands in the flow; a title that is a table's or only the reader's has no place."""
    head = document.flow.text[:_HEAD]
    place = find_title(head)
    tabled = _table_title(document)
    if place is None or (tabled and not take_apart(place.of(head), reference).organisation and take_apart(tabled, reference).organisation):
        return (tabled, None) if tabled else (document.title if report_type_of(document.title) != "unknown" else "", None)
    return place.of(head).replace("\n", ""), place


def _table_title(document: Document) -> str:
    """The title of a form: its table's, or what its first rows say in one cell."""
    for table in document.tables[:1]:
        texts = [table.title, *(cell.text for cell in table.cells if cell.row < 3)]
        for text in texts:
            flat = re.sub(r"\s", "", normalise(text))
            if re.search(r"绩效|自评", flat) and re.search(r"(?:表|报告|说明|情况)(?:（[^）]*）)?$", flat):
                return flat
    return ""


def _organisation(document: Document, parts: TitleParts, place: Span | None, head: str, reference: Reference) -> _Found:
    declared = document.declared.organisation
    if declared:
        return _Found(declared, take_apart(declared, reference).organisation_type, None)
    for found in _candidates(document, parts, place, head, reference):
        if found.name:
            return _fullest(found, document, head, reference)
    return _Found("", "", None)


def _candidates(document: Document, parts: TitleParts, place: Span | None, head: str, reference: Reference) -> Iterator[_Found]:
    """The bodies that may have written the report, the most trustworthy first."""
    if parts.organisation:
        yield _Found(parts.organisation, parts.organisation_type, _where(document, parts.organisation, place))
    yield from _labelled(document, head, reference)
    yield from _on_own_line(document, head, reference)
    yield from _in_cells(document, reference)
    yield _signed(document, reference)
    yield _in_body(document, head, reference)
    named = take_apart(PurePath(document.file_name).stem, reference)
    yield _Found(named.organisation, named.organisation_type, None)


def _where(document: Document, name: str, place: Span | None) -> Span | None:
    if place is None:
        return None
    start = document.flow.text.find(name, place.start, place.end + 1)
    return document.flow.span(start, start + len(name)) if start >= 0 else document.flow.span(place.start, place.end)


def _labelled(document: Document, head: str, reference: Reference) -> Iterator[_Found]:
    for match in _LABELLED.finditer(head):
        named = take_apart(match["name"], reference)
        if named.organisation:
            yield _Found(named.organisation, named.organisation_type, document.flow.span(match.start("name"), match.end("name")))


def _on_own_line(document: Document, head: str, reference: Reference) -> Iterator[_Found]:
    """Bodies that stand alone on one of the first lines, as on a cover or below the title: （江岑县教育局）."""
    for line in re.finditer(r"[^\n]+", head[:400]):
        name = line.group().strip(" （）()")
        named = take_apart(name, reference) if 3 < len(name) <= 40 else None
        if named and named.organisation == name:
            start = line.start() + line.group().index(name)
            yield _Found(name, named.organisation_type, document.flow.span(start, start + len(name)))


def _in_cells(document: Document, reference: Reference) -> Iterator[_Found]:
    """Bodies in a form's head: the cell beside 实施单位, 主管部门, 单位名称 …, or behind the colon in the same cell."""
    for role in _HEAD_ROLES:
        for table in document.tables[:2]:
            cells = sorted((cell for cell in table.cells if cell.row < 8 and cell.text.strip()), key=lambda cell: (cell.row, cell.column))
            for cell, beside in pairwise(cells):
                label, _, rest = re.sub(r"\s", "", normalise(cell.text)).partition("：")
                if reference.table_headers.get(re.sub(r"（[^）]*）$", "", label)) != role:
                    continue
                source = cell if rest else beside if beside.row == cell.row else None
                named = take_apart(rest or (normalise(beside.text) if source else ""), reference)
                if source and named.organisation:
                    yield _Found(named.organisation, named.organisation_type, source.span)


def _signed(document: Document, reference: Reference) -> _Found:
    """The body that signs at the end, above the date."""
    tail_start = max(0, len(document.flow.text) - 120)
    match = _SIGNED.search(document.flow.text, tail_start)
    named = take_apart(match["name"], reference) if match else None
    if match is None or named is None or named.organisation != match["name"]:
        return _Found("", "", None)
    return _Found(named.organisation, named.organisation_type, document.flow.span(match.start("name"), match.end("name")))


def _in_body(document: Document, head: str, reference: Reference) -> _Found:
    """The body that the first sentences name most often as their subject: at the start of a sentence."""
    counts: Counter[str] = Counter()
    first: dict[str, _Found] = {}
    for named in names_of_organisations(head, reference):
        before = head[: named.span.start]
        if named.is_relative or (before and before[-1] not in "\n。；：、）》"):
            continue
        counts[named.name] += 1
        first.setdefault(named.name, _Found(named.name, named.organisation_type, document.flow.span(named.span.start, named.span.end)))
    return first[counts.most_common(1)[0][0]] if counts else _Found("", "", None)


def _fullest(found: _Found, document: Document, head: str, reference: Reference) -> _Found:
    """A name without its place (县水利局, 南石头街道办事处) gives way to the same name with it, where the head has it."""
    if region_of(found.name, reference).units:
        return found
    bare = re.sub(r"^(?:省|市|区|县|旗|州|镇|乡)(?=.{3})", "", found.name)
    longer = [
        named
        for named in names_of_organisations(head + "\n" + document.title, reference)
        if named.name != found.name and named.name.endswith(bare) and region_of(named.name, reference).units
    ]
    return replace(found, name=longer[0].name) if longer else found


def _told_region(document: Document, name: str, region: Region, reference: Reference) -> Region:
    """The region whose code a manifest or the table of organisations gives, else the one that the name begins with."""
    known = reference.organisations.get(name)
    code = document.declared.region_code or (known.region_code if known else "")
    if not code or code == region.code:
        return region
    return replace(region, code=code, name=full_name(code, reference) or region.name)


def _year(document: Document, parts: TitleParts, place: Span | None, head: str) -> tuple[int | None, Span | None]:
    if document.declared.fiscal_year:
        return document.declared.fiscal_year, None
    if parts.fiscal_year:
        return parts.fiscal_year, _year_span(document, parts.fiscal_year, place)
    told = _year_below(head, place) or _most_told(head) or _year_in_cells(document)
    if told is None:
        names = _FILE_YEAR.findall(document.file_name)
        told = int(names[0]) if names else year_in(PurePath(document.file_name).stem)
    return (told if told is not None else _most_told(document.flow.text)), None


def _year_span(document: Document, year: int, place: Span | None) -> Span | None:
    """Where the title says the year."""
    if place is None:
        return None
    for match in YEAR.finditer(place.of(document.flow.text)):
        if read_year(match) == year:
            return document.flow.span(place.start + match.start(), place.start + match.end())
    return None


def _year_below(head: str, place: Span | None) -> int | None:
    """The year that stands on a line of its own below the title: （2022年度）."""
    below = re.match(r"[\s（(]*", head[place.end :]) if place else None
    if place is None or below is None:
        return None
    match = YEAR.match(head, place.end + below.end())
    return read_year(match) if match and head[match.end() :].lstrip().startswith("度") else None


def _most_told(text: str) -> int | None:
    """The year that is named most often as the one reported on (2022年度部门…, 2022年…预算); dates do not count."""
    counts = Counter(read_year(match) for match in YEAR.finditer(text) if _ABOUT_REPORT.match(text[match.end() : match.end() + 24]))
    return counts.most_common(1)[0][0] if counts else None


def _year_in_cells(document: Document) -> int | None:
    """The year in a form's head."""
    for table in document.tables[:1]:
        for cell in table.cells:
            flat = normalise(cell.text)
            match = YEAR.search(flat) if cell.row < 4 else None
            if match and flat[match.end() :].lstrip().startswith(("度", ")", "）")):
                return read_year(match)
    return None


def _report_type(document: Document, title: str, head: str) -> str:
    """From the title; where that only says 绩效自评报告, from the reader's title, the head and the file's name."""
    for text in (title, document.title, PurePath(document.file_name).stem):
        kind = report_type_of(text)
        if kind != "unknown":
            return kind
    if "整体支出" in head or "整体绩效" in head:
        return "department"
    return "project" if re.search(r"项目名称|项目概况|项目基本情况|项目支出绩效", head) else "unknown"
