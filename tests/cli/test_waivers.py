"""Waivers from the file to the gate: what is accepted counts no more, until its day, and only in those words."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from command_line import Jixiao

from warehouse import store

RATE = "执行率为98.00%"
TEXT = "甲县水务局2022年度部门整体支出绩效自评报告\n一、基本情况\n全年预算数1,000.00万元，执行数900.00万元，{rate}。\n"
ALL = "select finding_key, rule, severity, is_waived, quotes from finding"


@pytest.fixture
def reported(jixiao: Jixiao, tmp_path: Path) -> Path:
    """A warehouse with one report whose rate does not follow from its amounts."""
    return ingested(jixiao, tmp_path, RATE, "w.duckdb")


def ingested(jixiao: Jixiao, folder: Path, rate: str, name: str) -> Path:
    (folder / "report.txt").write_text(TEXT.format(rate=rate), encoding="utf-8")
    answer = jixiao("ingest", "--direct", folder / "report.txt", "--warehouse", folder / name)
    assert answer.code == 0, answer.err
    return folder / name


def wrong_rate(warehouse: Path) -> dict[str, object]:
    (found,) = [row for row in store.read(warehouse, ALL).to_pylist() if row["rule"] == "rate_vs_amounts"]
    return dict(found)


def waive(folder: Path, monkeypatch: pytest.MonkeyPatch, key: object, until: date | None = None) -> None:
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    end = f"  until: {until}\n" if until else ""
    (seeds / "waivers.yml").write_text(f"- finding_key: {key}\n  why: 含上年结转\n  reviewed_by: 张三\n{end}", encoding="utf-8")
    monkeypatch.setenv("JIXIAO_SEEDS", str(seeds))


def test_a_waived_finding_counts_no_more_at_the_gate(
    jixiao: Jixiao, reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert jixiao("check", "--warehouse", reported).code == 1
    waive(tmp_path, monkeypatch, wrong_rate(reported)["finding_key"], date.today() + timedelta(days=2))
    answer = jixiao("check", "--warehouse", reported)
    assert answer.code == 0, answer.err
    assert wrong_rate(reported)["is_waived"] is True


def test_a_waiver_that_has_run_out_lets_the_finding_count_again(
    jixiao: Jixiao, reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waive(tmp_path, monkeypatch, wrong_rate(reported)["finding_key"], date.today() - timedelta(days=2))
    assert jixiao("check", "--warehouse", reported).code == 1
    assert wrong_rate(reported)["is_waived"] is False


def test_a_finding_is_open_again_when_the_report_says_it_in_other_words(
    jixiao: Jixiao, reported: Path, tmp_path: Path, monkeypatch
) -> None:
    waive(tmp_path, monkeypatch, wrong_rate(reported)["finding_key"])
    same = ingested(jixiao, tmp_path, RATE, "same.duckdb")
    other = ingested(jixiao, tmp_path, "执行率为97.00%", "other.duckdb")
    assert wrong_rate(same)["is_waived"] is True
    assert wrong_rate(other)["is_waived"] is False


def test_a_waiver_makes_no_report_be_read_again(jixiao: Jixiao, reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waive(tmp_path, monkeypatch, wrong_rate(reported)["finding_key"])
    answer = jixiao("backfill", "--direct", "--warehouse", reported)
    assert answer.code == 0
    assert wrong_rate(reported)["is_waived"] is True
    (run,) = store.read(reported, "select files_seen from run order by started_at desc limit 1").to_pylist()
    assert run["files_seen"] == 0
