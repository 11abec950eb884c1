"""Asking: sql, explain, verify, doctor."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import duckdb
import pytest
from command_line import Jixiao

from warehouse import store


def test_sql_answers_in_columns_and_says_where_from_on_standard_error(jixiao: Jixiao, loaded: Path) -> None:
    answer = jixiao("sql", "from yearly_budget", "--warehouse", loaded)
    assert answer.code == 0
    assert "execution_rate_reported_pct" in answer.out.splitlines()[0]
    assert str(loaded) in answer.err
    assert str(loaded) not in answer.out


def test_sql_writes_csv_json_and_markdown_of_the_same_rows(jixiao: Jixiao, loaded: Path) -> None:
    query = "select file_name, fiscal_year from dim_document order by 1"
    rows = store.read(loaded, query).to_pylist()
    assert rows
    as_csv = jixiao("sql", query, "--format", "csv", "--warehouse", loaded).out
    assert list(csv.DictReader(io.StringIO(as_csv))) == [{name: str(value) for name, value in row.items()} for row in rows]
    assert json.loads(jixiao("sql", query, "--format", "json", "--warehouse", loaded).out) == rows
    assert len(jixiao("sql", query, "--format", "markdown", "--warehouse", loaded).out.splitlines()) == len(rows) + 2


def test_sql_answers_from_the_sealed_copy_once_that_is_current(jixiao: Jixiao, warehouse: Path) -> None:
    assert jixiao("publish", "--warehouse", warehouse).code == 0
    answer = jixiao("sql", "select count(*) from evidence", "--warehouse", warehouse)
    assert "sealed copy" in answer.err
    assert ".sealed" in answer.err


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("select nonsense from dim_document", "nonsense"),
        ("drop table run", "DROP"),
        ("select 1; select 2", "one query"),
        ("copy (select 1) to 'x.csv'", "COPY"),
        ("select * from read_text('/etc/passwd')", "disabled"),
        ("selec 1", "syntax"),
    ],
)
def test_sql_refuses_what_is_no_question_and_says_why(jixiao: Jixiao, loaded: Path, query: str, word: str) -> None:
    answer = jixiao("sql", query, "--warehouse", loaded)
    assert answer.code == 2
    assert word in answer.err
    assert answer.out == ""


def test_sql_writes_no_more_rows_than_it_may_and_says_so_even_when_quiet(jixiao: Jixiao, loaded: Path) -> None:
    answer = jixiao("sql", "from range(1000)", "--max-rows", 3, "--format", "json", "--quiet", "--warehouse", loaded)
    assert answer.code == 0
    assert json.loads(answer.out) == [{"range": 0}, {"range": 1}, {"range": 2}]
    assert "more than these 3 rows" in answer.err
    whole = jixiao("sql", "from range(3)", "--max-rows", 3, "--quiet", "--warehouse", loaded)
    assert (whole.code, whole.err) == (0, "")
    assert "(1000 rows)" in jixiao("sql", "from range(1000)", "--max-rows", 0, "--warehouse", loaded).out


def test_a_limit_keeps_the_order_that_was_asked_for(jixiao: Jixiao, loaded: Path) -> None:
    query = "select range as n from range(100000) order by n desc"
    answer = jixiao("sql", query, "--max-rows", 2, "--format", "json", "--warehouse", loaded)
    assert json.loads(answer.out) == [{"n": 99999}, {"n": 99998}]


def test_sql_gives_up_on_a_question_that_takes_too_long(jixiao: Jixiao, loaded: Path) -> None:
    endless = "select count(*) from range(10000000000) as a, range(10000000000) as b"
    answer = jixiao("sql", endless, "--timeout", "0.2", "--warehouse", loaded)
    assert (answer.code, answer.out) == (3, "")
    assert "no answer within 0.2 seconds" in answer.err
    assert "--timeout" in answer.err


def test_a_quoted_report_cannot_steer_the_terminal(jixiao: Jixiao, loaded: Path) -> None:
    answer = jixiao("sql", "select chr(27) || '[31m' || chr(8238) as red", "--warehouse", loaded)
    assert "\\u001b[31m\\u202e" in answer.out
    assert "\x1b" not in answer.out


def test_explain_shows_every_mention_of_a_fact_with_its_place(jixiao: Jixiao, loaded: Path) -> None:
    [fact] = store.read(
        loaded, "select fact_key, list(quote order by quote_start) as quotes, any_value(file_name) as file from evidence"
        " where fact_table = 'budget' group by fact_key order by count(*) desc, fact_key limit 1"
    ).to_pylist()  # fmt: skip
    answer = jixiao("explain", fact["fact_key"][:16], "--warehouse", loaded)
    assert answer.code == 0
    assert answer.out.count("  quote ") == len(fact["quotes"])
    assert f"file            {fact['file']}, " in answer.out
    assert "rule " in answer.out


def test_explain_shows_a_finding_with_its_quotes(jixiao: Jixiao, loaded: Path) -> None:
    rows = store.read(loaded, "select finding_key, message, quotes[1].quote as quote from finding order by 1 limit 1").to_pylist()
    if not rows:
        pytest.fail("the sample reports are meant to have findings")
    answer = jixiao("explain", rows[0]["finding_key"], "--warehouse", loaded)
    assert answer.code == 0
    assert rows[0]["message"].splitlines()[0] in answer.out
    assert rows[0]["quote"].splitlines()[0] in answer.out


def test_explain_lists_the_numerals_that_no_rule_read(jixiao: Jixiao, loaded: Path) -> None:
    [row] = store.read(loaded, "select sum(unclaimed_count)::int as n, any_value(file_name) as file from dim_document").to_pylist()
    assert f"({row['n']} unclaimed)" in jixiao("explain", "--unclaimed", "--warehouse", loaded).out
    assert re.search(r"\(\d+ unclaimed\)", jixiao("explain", "--unclaimed", row["file"], "--warehouse", loaded).out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["explain", "ffffffffffffffff"], "no fact, mention or finding"),
        (["explain", "预算"], "is no key"),
        (["explain", "--unclaimed", "nowhere.txt"], "no report is called nowhere.txt"),
        (["forget", "ffffffffff"], "no loaded report"),
        (["forget", "f"], "'f' names no loaded report"),
    ],
)
def test_an_unknown_key_is_told(jixiao: Jixiao, warehouse: Path, words: list[str], said: str) -> None:
    answer = jixiao(*words, "--warehouse", warehouse)
    assert answer.code == 2
    assert said in answer.err


def test_verify_passes_what_was_loaded(jixiao: Jixiao, loaded: Path) -> None:
    answer = jixiao("verify", "--warehouse", loaded)
    assert (answer.code, answer.out) == (0, "")
    assert "verified" in answer.err


def test_verify_ends_with_1_where_a_quote_stands_elsewhere(jixiao: Jixiao, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            "update mention set quote_start = quote_start + 1, quote_end = quote_end + 1"
            " where evidence_key = (select min(evidence_key) from mention)"
        )
    answer = jixiao("verify", "--warehouse", warehouse)
    assert answer.code == 1
    assert answer.err.startswith("jixiao: ")


def test_forget_leaves_a_tombstone_and_the_report_does_not_come_back(jixiao: Jixiao, warehouse: Path, reports: Path) -> None:
    [row] = store.read(warehouse, "select document_key, file_name from dim_document order by file_name limit 1").to_pylist()
    assert jixiao("forget", row["document_key"][:12], "--reason", "撤回", "--warehouse", warehouse).code == 0
    for _ in range(2):
        [left] = store.read(
            warehouse, "select count(*) as n, (select any_value(reason) from tombstone) as reason from evidence where document_key = ?",
            (row["document_key"],),
        ).to_pylist()  # fmt: skip
        assert left == {"n": 0, "reason": "撤回"}
        answer = jixiao("ingest", "--direct", reports, "--warehouse", warehouse)
        assert "forgotten 1" in answer.err
        assert answer.code == 0


def test_a_withdrawn_report_leaves_what_is_published_too(jixiao: Jixiao, warehouse: Path) -> None:
    assert jixiao("publish", "--warehouse", warehouse).code == 0
    folder = warehouse.with_name(warehouse.name + ".published")
    rows = store.read(warehouse, "select document_key, file_name from dim_document").to_pylist()
    assert rows[0]["file_name"] in (folder / "evidence.csv").read_text(encoding="utf-8-sig")
    for row in rows:
        assert jixiao("forget", row["document_key"], "--warehouse", warehouse).code == 0
    assert rows[0]["file_name"] not in (folder / "evidence.csv").read_text(encoding="utf-8-sig")
    assert not list(folder.glob("[or]/*.html"))
    assert (folder / "index.html").is_file()


def test_doctor_tells_versions_places_and_readers(jixiao: Jixiao, loaded: Path) -> None:
    answer = jixiao("doctor", "--warehouse", loaded)
    assert answer.code == 0
    assert all(
        re.search(rf"^{label} ", answer.out, re.MULTILINE) for label in ("jixiao", "python", "duckdb", "prefect", "readers", "free disk")
    )
    assert str(loaded) in answer.out


def test_doctor_says_what_is_wrong(jixiao: Jixiao, tmp_path: Path) -> None:
    (tmp_path / "foreign.duckdb").write_bytes(b"not a warehouse\n" * 100)
    answer = jixiao("doctor", "--warehouse", "foreign.duckdb")
    assert answer.code == 3
    assert "foreign.duckdb" in answer.err
