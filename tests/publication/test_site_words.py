"""The site speaks two languages, and says nothing in only one of them."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest
from jinja2 import nodes

import warehouse.publication.site as package
from warehouse.model import FACT_TABLES, READINGS, ROLES, SEVERITIES
from warehouse.publication.site.rendering import environment, terms_of
from warehouse.resources import resource_folder
from warehouse.review.rules import RULES
from warehouse.store import FINDINGS

HAN = re.compile(r"[\u4e00-\u9fff]")
TEMPLATES = sorted(path.name for path in (resource_folder("site") / "templates").glob("*.html"))


def words() -> dict[str, str]:
    with (resource_folder("site") / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["zh"]: row["en"] for row in csv.DictReader(file)}


def asked_for(template: str) -> set[str]:
    """The words that a template asks for by ``t`` and ``label``."""
    tree = environment().parse((resource_folder("site") / "templates" / template).read_text(encoding="utf-8"))
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name in ("t", "label")]
    return {call.args[0].value for call in calls if isinstance(call.args[0], nodes.Const)}


def told_in_modules() -> set[str]:
    """The Chinese strings of the site's modules, which hold headings and names of pages."""
    found = set()
    for path in Path(package.__file__ or "").parent.glob("*.py"):
        found |= {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_word_of_a_template_is_in_the_file(template: str) -> None:
    assert asked_for(template) <= set(words())


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_template_says_anything_in_chinese_past_the_file(template: str) -> None:
    tree = environment().parse((resource_folder("site") / "templates" / template).read_text(encoding="utf-8"))
    plain = "".join(data.data for data in tree.find_all(nodes.TemplateData))
    assert HAN.findall(plain.replace(" · 绩效自评报告", "")) == []


def test_no_word_of_the_file_is_unused_or_without_its_english() -> None:
    used = told_in_modules().union(*map(asked_for, TEMPLATES))
    assert set(words()) - used == set()
    assert [zh for zh, en in words().items() if not en or HAN.search(en)] == []


def test_every_code_that_a_page_may_show_has_its_words() -> None:
    known = {
        "role": {role for roles in ROLES.values() for role in roles},
        "star": set(FACT_TABLES),
        "reading": set(READINGS),
        "severity": set(SEVERITIES),
    }
    known["rule"] = {rule.name for rule in RULES} | set(FINDINGS)
    for kind, codes in known.items():
        assert codes <= set(terms_of(kind)), kind
