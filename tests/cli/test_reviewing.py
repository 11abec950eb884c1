"""The clerk's review as it is typed: the queue as a sheet, the filled sheet as seeds, the seeds in the next reading."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import Jixiao

from warehouse import store
from warehouse.reference import load_reference

REPORT = (
    "甲县水务局2022年度部门整体支出绩效自评报告\n一、基本情况\n全年预算数1,000.00万元，执行数{executed}万元，执行率为98.00%。\n"
    "二、产出\n新建智慧喷泉装置12座。\n"
)
FACTS = "select role, value, reading, original_value from evidence where role = 'executed'"
CELLS = {"更正值": "980.00", "理由": "与支付系统核对", "复核人": "张三 2023-06-01"}


@pytest.fixture
def reported(jixiao: Jixiao, tmp_path: Path) -> Path:
    """A warehouse with one report whose rate does not follow from its amounts."""
    return ingested(jixiao, tmp_path, "900.00")


@pytest.fixture
def queue(jixiao: Jixiao, reported: Path, tmp_path: Path) -> Path:
    answer = jixiao("review", "--xlsx", tmp_path / "q.xlsx", "--warehouse", reported)
    assert answer.code == 0, answer.err
    return tmp_path / "q.xlsx"


def ingested(jixiao: Jixiao, folder: Path, executed: str) -> Path:
    (folder / "report.txt").write_text(REPORT.format(executed=executed), encoding="utf-8")
    answer = jixiao("ingest", "--direct", folder / "report.txt", "--warehouse", folder / "w.duckdb")
    assert answer.code == 0, answer.err
    return folder / "w.duckdb"


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(path)[sheet]
    heading, *others = page.iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in others]


def fill(path: Path, sheet: str, wanted: Callable[[dict[str, Any]], bool], **cells: object) -> int:
    """Writes into the one row that is wanted; its number in the sheet."""
    (number,) = [number for number, row in enumerate(rows(path, sheet), start=2) if wanted(row)]
    book = openpyxl.load_workbook(path)
    columns = {str(cell.value): cell.column for cell in book[sheet][1]}
    for heading, value in cells.items():
        book[sheet].cell(number, columns[heading]).value = value
    book.save(path)
    return number


def is_executed(row: dict[str, Any]) -> bool:
    return bool(row["数字"] == "900.00")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_queue_names_the_readings_that_an_error_speaks_of(queue: Path) -> None:
    (row,) = [row for row in rows(queue, "存疑读数") if is_executed(row)]
    assert (row["文件"], row["读作"], row["单位"]) == ("report.txt", "900", "万元")
    assert "rate_vs_amounts" in row["疑点"]
    assert "900.00" in row["原文"]
    assert [row["指标"] for row in rows(queue, "新发现指标")] == ["新建智慧喷泉装置"]


def test_a_corrected_value_is_read_after_a_backfill_and_open_again_when_the_report_changes(
    jixiao: Jixiao, queue: Path, reported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(queue, "存疑读数", is_executed, **CELLS)
    answer = jixiao("review", "--apply", queue, "--seeds", tmp_path / "seeds")
    assert answer.code == 0, answer.err
    monkeypatch.setenv("JIXIAO_SEEDS", str(tmp_path / "seeds"))
    assert jixiao("backfill", "--direct", "--warehouse", reported).code == 0
    expected = {"role": "executed", "value": Decimal(980), "reading": "corrected", "original_value": Decimal(900)}
    assert store.read(reported, FACTS).to_pylist() == [expected]
    assert jixiao("review", "--xlsx", queue, "--warehouse", reported).code == 0
    assert not [row for row in rows(queue, "存疑读数") if is_executed(row)]

    (tmp_path / "new").mkdir()
    changed = ingested(jixiao, tmp_path / "new", "901.00")
    assert [(row["value"], row["reading"]) for row in store.read(changed, FACTS).to_pylist()] == [(Decimal(901), "printed")]
    assert jixiao("review", "--xlsx", queue, "--warehouse", changed).code == 0
    assert [row["读作"] for row in rows(queue, "存疑读数") if row["角色"] == "executed"] == ["901"]


def test_applying_twice_changes_nothing_and_what_was_there_stays(jixiao: Jixiao, queue: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    before = "# 我的更正\n- document: other.txt\n  match: 共5台\n  value: 6\n  why: 笔误\n  reviewed_by: 李四\n"
    (seeds / "corrections.yml").write_text(before, encoding="utf-8")
    (seeds / "indicator_aliases.csv").write_text("alias,indicator,note\n喷水池,12345热线工单数,\n", encoding="utf-8")
    fill(queue, "存疑读数", is_executed, **CELLS)
    fill(queue, "新发现指标", lambda row: True, 归入指标="12345热线工单数", 复核人="张三")
    assert jixiao("review", "--apply", queue, "--seeds", seeds).code == 0
    first = contents(seeds)
    assert first["corrections.yml"].decode().startswith(before)
    assert first["indicator_aliases.csv"].decode().splitlines()[1:] == ["喷水池,12345热线工单数,", "新建智慧喷泉装置,12345热线工单数,"]
    answer = jixiao("review", "--apply", queue, "--seeds", seeds)
    assert (answer.code, contents(seeds)) == (0, first)
    assert "there already 2" in answer.err


def test_what_is_not_a_number_is_named_by_its_place_and_nothing_is_written(jixiao: Jixiao, queue: Path, tmp_path: Path) -> None:
    number = fill(queue, "存疑读数", is_executed, 更正值="九百多", 理由="核对")
    answer = jixiao("review", "--apply", queue, "--seeds", tmp_path / "seeds")
    assert answer.code == 2
    assert f"sheet 存疑读数, row {number}, column 更正值: '九百多' is not a number" in answer.err
    assert f"sheet 存疑读数, row {number}, column 复核人: is empty" in answer.err
    assert not (tmp_path / "seeds").exists()


def test_a_correction_that_contradicts_one_that_stands_is_refused(jixiao: Jixiao, queue: Path, tmp_path: Path) -> None:
    fill(queue, "存疑读数", is_executed, **CELLS)
    assert jixiao("review", "--apply", queue, "--seeds", tmp_path / "seeds").code == 0
    before = contents(tmp_path / "seeds")
    fill(queue, "存疑读数", is_executed, 更正值="970")
    answer = jixiao("review", "--apply", queue, "--seeds", tmp_path / "seeds")
    assert (answer.code, contents(tmp_path / "seeds")) == (2, before)
    assert "contradicts 980.00" in answer.err


def test_the_folder_that_the_environment_names_is_made(
    jixiao: Jixiao, queue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(queue, "存疑读数", is_executed, **CELLS)
    monkeypatch.setenv("JIXIAO_SEEDS", str(tmp_path / "ours" / "seeds"))
    assert jixiao("review", "--apply", queue).code == 0
    assert [path.name for path in (tmp_path / "ours").rglob("*") if path.is_file()] == ["corrections.yml"]


def test_a_number_that_is_no_fact_is_corrected_to_nothing(jixiao: Jixiao, queue: Path, tmp_path: Path) -> None:
    fill(queue, "存疑读数", is_executed, 更正值="无", 理由="示例", 复核人="张三")
    assert jixiao("review", "--apply", queue, "--seeds", tmp_path / "seeds").code == 0
    assert [one.value for one in load_reference(tmp_path / "seeds").corrections] == [None]


def test_a_folder_whose_seeds_do_not_hold_stays_as_it_is(jixiao: Jixiao, queue: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "indicator_aliases.csv").write_text("alias,indicator\n甲,没有的指标\n", encoding="utf-8")
    before = contents(seeds)
    fill(queue, "存疑读数", is_executed, **CELLS)
    answer = jixiao("review", "--apply", queue, "--seeds", seeds)
    assert (answer.code, contents(seeds)) == (2, before)
    assert "没有的指标" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name one of --xlsx"),
        (("--apply", "none.xlsx"), "name the folder of your seeds"),
        (("--apply", "none.xlsx", "--seeds", "s"), "there is no file none.xlsx"),
        (("--xlsx", "nowhere/q.xlsx"), "there is no folder"),
        (("--xlsx", "q.xlsx", "--document", "none.txt"), "no report is called none.txt"),
    ],
)
def test_a_wrong_command_is_said_in_words(jixiao: Jixiao, reported: Path, words: tuple[str, ...], said: str) -> None:
    answer = jixiao("review", *words, "--warehouse", reported)
    assert answer.code == 2
    assert said in answer.err


def test_proposals_are_lines_that_the_seeds_take(jixiao: Jixiao, loaded: Path, tmp_path: Path) -> None:
    answer = jixiao("suggest-aliases", "--warehouse", loaded, "--min-score", 70)
    assert answer.code == 0, answer.err
    files = {"indicator_aliases.csv": "alias,indicator\n", "indicators.csv": "indicator,category,base_unit,polarity\n"}
    current = "indicator_aliases.csv"
    for line in answer.out.splitlines():
        current = line[2:] if line.startswith("# ") else current
        files[current] += "" if line.startswith("# ") else line + "\n"
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    proposed = files["indicator_aliases.csv"].splitlines()[1:]
    assert proposed
    assert len(load_reference(tmp_path).indicator_aliases) == len(load_reference().indicator_aliases) + len(proposed)
    assert jixiao("suggest-aliases", "--warehouse", loaded, "--min-score", 100).out == ""
