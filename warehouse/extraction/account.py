"""Whose budget line it is: a project's, a kind of spending's, or the whole body's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warehouse.extraction.grammar import Words, pattern
from warehouse.extraction.naming import clean_name
from warehouse.model import Identity, Section

WHOLE = "部门整体"
_RUN_IN = 4
_CATEGORY_LEVEL = 2
# Spending by function: a class (类), a group (款) or an item (项) of the budget's classification.
_BY_FUNCTION = re.compile(r"（[类款项]）(?:支出)?$")
_FUNCTION_ITEM = re.compile(r"(?P<name>[^（）]{2,24})（项）")
# Clauses that say when, why or how, and name nothing.
_CIRCUMSTANCE = "^(?:年度?[中内间]|年度中间|预算执行中|执行中)?{circumstance_lead}|{circumstance}|{circumstance_end}$"
# Where the money came from: under a project's own heading it names no other project.
_SOURCE = "{fund_source}$"
_LIST_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}是|其[一二三四]，?|[（(]?[0-9一二三四五六七八九十]{1,2}[）)、.．]|[①-⑳]|第[一二三四]，)"
)
# Figures that are part of a name: in quotation marks, or a hotline (12315平台).
_NAMED_FIGURES = re.compile(r"“[^”]*”|1[0-9]{2,4}(?=平台|热线)")
_REVIEWED = re.compile(r"(?:支出)?(?:绩效)?(?:自评|评价)?(?:综述|情况|结果|报告)$")
_NO_ACCOUNT = "^(?:{no_account_name}|(?:安排|下达|争取|到位)?(?:{giver}|[和与及、])+(?:专项|补助)?(?:资金|经费)?)$"
_BODY_ENDING = r"(?:{body_ending}|[县区市]\S{0,8}局)$"


def account_of(
    stem: str,
    sentence_before: str,
    section: Section | None,
    known: tuple[str, str] | None,
    in_sentence: bool,
    identity: Identity,
    words: Words,
) -> tuple[str, str]:
    """The scope (overall, project, category) and the name of the account that a budget number stands in.

    ``stem`` are the words before the cue, ``sentence_before`` the sentence up to them, ``known`` the account of the
    last budget number of the paragraph, ``in_sentence`` whether it stands in this sentence.
    """
    own = _own(stem, identity, words)
    if own is not None and not (own[0] == "project" and pattern(_SOURCE, words).search(own[1]) and _headed_project(section, words)):
        return own
    unit = sentence_before.rsplit("；", 1)
    if known is not None and in_sentence and len(unit) == 1:
        return known
    if known is not None and in_sentence and last_unit_tells(unit[-1]):
        return known
    sentence_before = unit[-1]
    named = _named_before(sentence_before, words) or _named_before(sentence_before.rsplit("：", 1)[-1], words)
    if named:
        return ("project", named)
    item = _FUNCTION_ITEM.search(section.title) if section is not None else None
    if item:
        return ("category", item.group("name"))
    if section is not None and section.level >= _CATEGORY_LEVEL and pattern("^{category}$", words).match(section.title):
        return ("category", section.title)
    headed = _headed_project(section, words)
    if headed:
        return ("project", headed)
    if known is not None and known[0] == "project":
        return known
    return account_of_report(identity)


def account_of_report(identity: Identity) -> tuple[str, str]:
    """The account that a report is about: the whole body's, or that of the one project that it names in its title."""
    project = project_of_report(identity)
    return ("project", project) if project else ("overall", WHOLE)


def _own(stem: str, identity: Identity, words: Words) -> tuple[str, str] | None:
    """The account that the words before the cue name; None where they name nothing."""
    category = pattern("{category}(?:的)?$", words).search(stem)
    if category:
        return ("category", category.group().removesuffix("的"))
    name = clean_name(stem, words)
    name = re.sub(r"(?:的|年初|全年|年度|本年|当年|部门|20[0-9]{2}年?)+$", "", re.sub(r"^(?:本年|当年|全年)+", "", name))
    if not re.search(r"[\u4e00-\u9fff]", name) or pattern(_NO_ACCOUNT, words).match(name):
        return None
    if _is_whole(name, identity, words):
        return ("overall", WHOLE)
    if len(name) < 3 or name in words["any_project"] or name.endswith(("后", "时")):
        return None
    if _BY_FUNCTION.search(stem):
        return ("category", name)
    return ("project", name)


def project_of_report(identity: Identity) -> str:
    """The project that a report on a single one names in its title; empty for a report on the whole body."""
    if identity.report_type != "project":
        return ""
    title = identity.title.replace(identity.organisation, "")
    found = re.search(r"(?:^|年度?|的)(?P<name>[^，。年]{3,40}(?:项目|工程|经费|资金|专项|补助))(?=支出|绩效|自评|20|$)", title)
    return found.group("name") if found else ""


def last_unit_tells(words: str) -> bool:
    """Whether a number has been told since the last semicolon: then its account goes on."""
    return re.search(r"[0-9]", _NAMED_FIGURES.sub("", words)) is not None


def _is_whole(name: str, identity: Identity, words: Words) -> bool:
    if pattern("^(?:{whole_body})+(?:的)?$", words).match(name):
        return True
    bare = name.removesuffix("的").removesuffix("部门整体").removesuffix("整体").removesuffix("部门").removesuffix("全年")
    names = (identity.organisation, *identity.aliases)
    if any(
        alias and (bare == alias or (len(bare) > 3 and alias.endswith(bare)) or (len(alias) > 3 and bare.endswith(alias)))
        for alias in names
    ):
        return True
    return pattern(_BODY_ENDING, words).search(bare) is not None and "项目" not in bare


def _named_before(sentence: str, words: Words) -> str:
    """The project named in the clause before (一是“美丽家园”综合修缮项目，年初批复…)."""
    clauses = [c for c in re.split(r"[，：；]", _LIST_MARK.sub("", re.sub(r"（[^（）]*）", "", sentence))) if c]
    if not clauses:
        return ""
    affected = _affected(clauses[-1], words) or (_affected(clauses[-2], words) if len(clauses) > 1 else "")
    if affected:
        return clean_name(affected, words)
    last = _REVIEWED.sub("", _LIST_MARK.sub("", clauses[-1]))
    if re.search(r"[0-9]", _NAMED_FIGURES.sub("", last)) or len(last) > 30:
        return ""
    if pattern("{project_noun}$", words).search(last):
        return clean_name(last, words)
    return clean_name(last, words) if len(clauses) == 1 and _opens_line(last, words) else ""


def _affected(clause: str, words: Words) -> str:
    """The project of which a clause tells what befell it (路灯改造项目受汛期影响，…; 路灯改造项目有4处未竣工，…)."""
    parts = re.split("受(?=[^，]{1,20}影响)|因|由于|(?:仍|尚|还)?有[0-9]", _LIST_MARK.sub("", clause), maxsplit=1)
    return parts[0] if len(parts) > 1 and pattern("{project_noun}$", words).search(parts[0]) and len(parts[0]) > 3 else ""


def _opens_line(clause: str, words: Words) -> bool:
    """Whether a clause that opens a line of the account (…；适龄妇女“两癌”免费筛查，安排1,080万元) names a project."""
    name = clean_name(clause, words)
    return len(name) > 3 and pattern(_CIRCUMSTANCE, words).search(name) is None and not pattern("^{whole_body}", words).match(name)


def _is_project_title(title: str, words: Words) -> bool:
    head = _head(title)
    names_one = pattern("{project_noun}$", words).search(head) or not pattern("{generic_title}", words).search(head)
    of_money = pattern("^{account_title}|{account_title_end}$", words).search(head)
    return 3 < len(head) <= 40 and bool(names_one) and of_money is None


def _headed_project(section: Section | None, words: Words) -> str:
    """The project that a heading names: a low one by itself, a higher one in a list of projects, with all that stands under it
    (三、重点项目资金使用情况/（二）农村公路建设/1.资金情况); empty where none does."""
    if section is None:
        return ""
    if section.level >= _RUN_IN and _is_project_title(section.title, words):
        return _head(section.title)
    steps = [_LIST_MARK.sub("", step) for step in section.path.split("/")]
    listed = (title for above, title in zip(steps[-2::-1], steps[:0:-1], strict=True) if _lists_projects(above, words))
    return next((_head(title) for title in listed if _is_project_title(title, words)), "")


def _lists_projects(title: str, words: Words) -> bool:
    return pattern("{projects_section}", words).search(title) is not None


def _head(title: str) -> str:
    return re.sub(r"（[^（）]*）?", "", title).split("，")[0].strip("：。")


def section_of(sections: Sequence[Section], number: int) -> Section | None:
    return sections[number] if 0 <= number < len(sections) else None
