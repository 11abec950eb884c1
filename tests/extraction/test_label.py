"""Labels: numerals that are no quantities."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from warehouse.extraction.recognisers.label import find_labels, read_numbers
from warehouse.extraction.recognisers.label_rules import RULES, LabelRule
from warehouse.extraction.recognisers.quantity import find_quantities

CASES = Path(__file__).parents[1] / "cases" / "labels.txt"


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [(text, expected) for text, _, expected in (line.partition(" => ") for line in lines if line and not line.startswith("#"))]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_a_text_holds_these_labels(text: str, expected: str) -> None:
    text = text.replace("\\n", "\n")
    found = " | ".join(f"{text[label.start : label.end]}:{label.kind}" for label in find_labels(text)) or "-"
    assert found.replace("\n", "\\n") == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind} {rule.example.strip()}")
def test_every_rule_reads_its_own_example(rule: LabelRule) -> None:
    assert rule.kind in {label.kind for label in find_labels(rule.example)}


@pytest.mark.parametrize(
    "text",
    [
        "全街共有“四上”企业196家，较上年增加26家，2022年三季度五大行业GDP50.99亿元。",
        "一是受理12345热线工单18,426件；二是对50万元以上的项目编报绩效目标38个。",
        "一本上线612人，居全市第三；600分以上考生58人。",
    ],
)
def test_free_quantities_are_those_that_no_label_covers(text: str) -> None:
    free, labels = read_numbers(text)
    covered = [(label.start, label.end) for label in labels]
    expected = [q for q in find_quantities(text) if not any(start < q.end and q.start < end for start, end in covered)]
    assert list(free) == expected
    assert labels == find_labels(text)


def test_labels_come_in_order_and_never_overlap() -> None:
    text = "根据财预〔2020〕10号文件，2022年一是“一网统管”平台，二是12345热线；课题编号2022A0123。" * 10
    labels = find_labels(text)
    assert all(left.end <= right.start for left, right in pairwise(labels))


def test_names_told_once_with_their_noun_are_known_without_it() -> None:
    (_, label) = find_labels("依托1918园区建设，联合1918、岭南V谷")
    assert label.kind == "name"


@pytest.mark.parametrize(
    "unit", ["“1", "第一", "〔2022〕", "《一》", "一一", "1、", "一、", "A1", "1·1", "（1）", "1号", "1年", "1岁以上", "1次"]
)
def test_time_grows_linearly_with_absurd_input(unit: str) -> None:
    text = unit * (150_000 // len(unit))
    start = time.process_time()
    find_labels(text)
    assert time.process_time() - start < 10
