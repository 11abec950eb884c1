"""Every rule reads its own example, and the cases read as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extraction.reading import mentions_of, read_text, shown
from warehouse.extraction.grammar import CompiledRule, Rule, compile_rule
from warehouse.extraction.rules import RULES
from warehouse.reference import load_reference

_CASES = Path(__file__).parent.parent / "cases" / "mentions.txt"
_READ_BY_RULE = [rule for rule in RULES if rule.role != "gap"]
_WITH_CUE = [compiled for rule in RULES if (compiled := compile_rule(rule, load_reference().words)).left is not None]
# All stretches of the examples: what may stand before a number.
_TOLD = sorted({rule.example[start:end] for rule in RULES for end in range(len(rule.example)) for start in range(end)})


def _cases() -> list[tuple[str, str]]:
    lines = [line for line in _CASES.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return [(left.strip(), right.strip()) for left, _, right in (line.partition(" => ") for line in lines)]


@pytest.mark.parametrize("rule", _READ_BY_RULE, ids=lambda rule: rule.name)
def test_every_rule_reads_its_own_example(rule: Rule) -> None:
    text = rule.example if rule.example.endswith("。") else rule.example + "。"
    assert rule.name in {mention.rule for mention in mentions_of(text)}


@pytest.mark.parametrize("compiled", _WITH_CUE, ids=lambda compiled: compiled.rule.name)
def test_a_rule_is_looked_up_wherever_its_cue_is_found_in_an_example(compiled: CompiledRule) -> None:
    assert compiled.left is not None
    found = [words for words in _TOLD if compiled.left.search(words)]
    assert found
    assert all(compiled.ends is None or words[-1:] in compiled.ends for words in found)
    assert all(compiled.needed is None or not compiled.needed.isdisjoint(words) for words in found)


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("text", "expected"), _cases(), ids=[text[:40] for text, _ in _cases()])
def test_a_sentence_gives_the_mentions_of_its_case(text: str, expected: str) -> None:
    document, extraction = read_text(text.replace("\\n", "\n") + "。")
    assert "; ".join(shown(document, mention) for mention in extraction.mentions) == ("" if expected == "nothing" else expected)
