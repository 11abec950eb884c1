"""`jixiao explain KEY`: the proof of each kind of fact and of a finding, as a person reads it in a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import Jixiao

from warehouse import store

KINDS = ("budget", "indicator", "ranking", "case", "commitment")


def one(warehouse: Path, query: str) -> dict[str, object]:
    return store.read(warehouse, query).to_pylist()[0]


def card(jixiao: Jixiao, warehouse: Path, key: object) -> str:
    answer = jixiao("explain", key, "--warehouse", warehouse)
    assert answer.code == 0, answer.err
    return answer.out


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory: pytest.TempPathFactory, samples: list[Path]) -> Path:
    """One report of each sample body, and the one with a damaged number: together they tell every kind of fact."""
    from command_line import ask

    warehouse = tmp_path_factory.mktemp("kinds") / "w.duckdb"
    reports = [path for path in samples if "2022" in path.name or path.name == "wuxi-zhen-2023.txt"]
    assert ask("ingest", "--direct", *reports, "--warehouse", warehouse).code == 0
    return warehouse


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_tells_value_reading_rule_quote_and_place(jixiao: Jixiao, every_kind: Path, kind: str) -> None:
    row = one(every_kind, f"select * from evidence where fact_table = '{kind}' order by fact_key, quote_start limit 1")
    shown = card(jixiao, every_kind, row["evidence_key"])
    assert shown.startswith(f"{kind} {row['fact_key']}  {row['organisation']}  {row['period']}\n")
    for label, told in (
        (row["role"], row["name"]),
        ("read", "as printed"),
        ("rule", row["rule"]),
        ("file", f"{row['file_name']}, characters {row['quote_start']} to {row['quote_end']}"),
        ("section", str(row["section_path"])),
    ):
        assert re.search(rf"^  {label} +{re.escape(str(told))}", shown, re.MULTILINE), (label, shown)


def test_the_context_marks_the_number_and_shows_the_text_around_the_quote(jixiao: Jixiao, every_kind: Path) -> None:
    row = one(every_kind, "select * from evidence where role = 'executed' and name = '部门整体' order by file_name, quote_start limit 1")
    text = str(one(every_kind, f"select text from dim_document where document_key = '{row['document_key']}'")["text"])
    contexts = re.findall(r"^  in context +(.*)$", card(jixiao, every_kind, row["evidence_key"]), re.MULTILINE)
    context = next(line for line in contexts if f"⟦{row['number_text']}⟧" in line)
    shown = context.strip("…").replace("⟦", "").replace("⟧", "").replace(" ⏎ ", "\n")
    assert len(shown) > len(str(row["quote"]))
    assert shown in text


def test_a_rule_is_told_with_its_example(jixiao: Jixiao, every_kind: Path) -> None:
    row = one(every_kind, "select evidence_key from evidence where rule = 'annual_budget' limit 1")
    assert "annual_budget, as in “全年预算数13,092.54万元”" in card(jixiao, every_kind, row["evidence_key"])


def test_a_printed_figure_is_told_with_what_it_can_stand_for(jixiao: Jixiao, every_kind: Path) -> None:
    row = one(every_kind, "select * from evidence where unit = '万元' and decimals = 2 and qualifier = 'exact' limit 1")
    low, high = (int(row["value_base"]) - 50, int(row["value_base"]) + 50)  # type: ignore[call-overload]
    assert re.search(rf"stands for +{low} to {high} 元", card(jixiao, every_kind, row["evidence_key"]))


def test_a_repaired_number_says_what_is_printed_and_which_finding_is_about_it(jixiao: Jixiao, every_kind: Path) -> None:
    row = one(every_kind, "select * from evidence where reading = 'repaired'")
    shown = card(jixiao, every_kind, row["evidence_key"])
    assert f"repaired: the print is damaged, the value is mended (printed {row['number_text']})" in shown
    assert re.search(r"^  finding +[0-9a-f]{32}  error  irregular_digit_grouping", shown, re.MULTILINE)


def test_a_correction_is_told_before_and_after_it_is_applied(jixiao: Jixiao, every_kind: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "corrections.yml").write_text(
        "- document: wuxi-zhen-2022.txt\n  match: 改造农村户用厕所466户\n  value: 446\n  why: 与台账核对\n  reviewed_by: 张三\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("JIXIAO_SEEDS", str(tmp_path / "seeds"))
    warehouse = tmp_path / "own.duckdb"
    report = next(Path(__file__).resolve().parents[2].glob("seeds/reports/wuxi-zhen-2022.txt"))
    find = "select evidence_key from evidence where number_text = '466'"
    assert "correction      to 446: 与台账核对 (张三); not applied yet" in card(jixiao, every_kind, one(every_kind, find)["evidence_key"])
    assert jixiao("ingest", "--direct", report, "--warehouse", warehouse).code == 0
    shown = card(jixiao, warehouse, one(warehouse, find)["evidence_key"])
    assert "corrected by a reviewer (printed 466); the program had read 466" in shown
    assert "correction      to 446: 与台账核对 (张三)\n" in shown


def test_the_card_of_a_finding_shows_each_quote_in_context_with_its_file(jixiao: Jixiao, every_kind: Path) -> None:
    row = one(every_kind, "select * from finding where len(quotes) > 1 order by finding_key limit 1")
    shown = card(jixiao, every_kind, row["finding_key"])
    assert all(re.search(rf"^  {label} +\S", shown, re.MULTILINE) for label in ("message", "question", "organisation"))
    for quote in row["quotes"]:  # type: ignore[attr-defined]
        assert f"characters {quote['quote_start']} to {quote['quote_end']}" in shown
    assert shown.count("⟦") == shown.count("  in context ") == len(row["quotes"])  # type: ignore[arg-type]
