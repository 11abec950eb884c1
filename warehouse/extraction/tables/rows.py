"""What a row of a form is about: its innermost name, a total, a kind of spending, a project or the whole body."""

from __future__ import annotations

import re

from warehouse.extraction.grammar import pattern
from warehouse.extraction.tables.form import Form
from warehouse.extraction.tables.grid import Line, bare
from warehouse.extraction.tables.headers import NAMES, VALUES, role_of
from warehouse.reference import Reference

TOTAL = re.compile(r"^(?:合计|总计|总分|小计|总得分|自评总分|共计)")
_FRONT = re.compile(
    r"^(?:其中[：:]?|指标[0-9一二三四五六七八九十]{1,3}[：:、.]?|[0-9]{1,3}[.、．](?![0-9])|（[0-9一二三四五六七八九十]+）|[①-⑳])+"
)
# What frames the thing in a table's title (2023年度“三公”经费支出表).
_TITLE_FRAME = re.compile(
    r"^(?:附?表[0-9一二三四五六七八九十]*[：:、]?)?(?:20[0-9]{2}年度?)?|(?:主要)?(?:支出)?(?:绩效)?(?:完成)?(?:情况|明细|一览|自评|统计|汇总)*表$"
)


def row_name(form: Form, line: Line) -> str:
    """What a row is about: its innermost name, a total by its own word."""
    first = min((c for c, role in form.roles.items() if role in VALUES), default=0)
    named = [c for c in line.cells if form.roles.get(c) in NAMES]
    candidates = [line.cells[c] for c in sorted(named or [c for c in line.cells if c < first and c not in form.codes])]
    for cell in reversed(candidates):
        text = bare(cell.text)
        if text and text not in ("—", "-", "/") and not text.isdigit() and not text.startswith(("……", "...", "…")):
            return _without_closing_brackets(_FRONT.sub("", text))
    left = [bare(cell.text) for c, cell in line.cells.items() if c < first]
    return next((text for text in left if TOTAL.match(text)), "")


def _without_closing_brackets(text: str) -> str:
    """A name keeps its brackets (因公出国（境）费) unless they only close it (公用经费（万元）)."""
    return re.sub(r"（(?:万元|元|亿元|%|人|个|项|[^（）]*单位[^（）]*)）$", "", text)


def account_of_row(form: Form, name: str, reference: Reference) -> tuple[str, str]:
    if role_of(name, reference) == "fund_total":
        return ("project", form.project) if form.project else form.account
    if TOTAL.match(name):
        titled = _TITLE_FRAME.sub("", bare(form.title))
        if form.project:
            return ("project", form.project)
        is_list = any(role == "project_name" for role in form.roles.values())
        return ("category", titled if len(titled) > 1 else "项目支出") if is_list or titled else form.account
    category = pattern("^{category}$", reference.words).match(name)
    if category or not any(role == "project_name" for role in form.roles.values()):
        return ("category", name)
    return ("project", name)
