"""Rooms 1 to 4 in one call: a pure function of bytes and seeds."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pytest

from warehouse.conforming import SCHEMAS
from warehouse.model.source import SourceFile
from warehouse.pipeline import code_versions, process
from warehouse.reference import Reference, load_reference

TEXT = """甲县水务局2022年度部门整体支出绩效自评报告
一、基本情况
2022年全年预算数1,000.00万元，执行数900.00万元，完成预算的90%。全年新建管网12公里，较上年增加2公里。
二、存在的主要问题
一是预算执行进度不均衡。二是绩效指标不够细化。
三、下一步改进措施
一是建立按月通报制度。
"""


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def a_file(folder: Path, name: str = "report.txt", content: bytes = TEXT.encode()) -> SourceFile:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return SourceFile(path, name, sha256(content).hexdigest(), len(content))


def columns(batch: dict[str, pa.Table], table: str, *names: str) -> list[tuple]:
    return sorted(zip(*(batch[table][name].to_pylist() for name in names), strict=True))


def test_a_report_becomes_rows_of_all_tables(tmp_path, reference):
    batch = process([a_file(tmp_path)], reference)
    assert {name: table.schema for name, table in batch.items()} == SCHEMAS
    assert columns(batch, "fact_budget", "scope", "fiscal_year") == [("overall", 2022)]
    assert batch["fact_budget"]["annual_budget_yuan"].to_pylist() == [10_000_000]
    assert batch["mention"].num_rows >= 5
    for start, end, quote in columns(batch, "mention", "quote_start", "quote_end", "quote"):
        assert TEXT[start:end] == quote


def test_a_file_that_cannot_be_read_is_a_row_and_the_others_are_read(tmp_path, reference):
    files = [a_file(tmp_path, "empty.txt", b""), a_file(tmp_path), a_file(tmp_path, "binary.txt", bytes(range(256)) * 20)]
    batch = process(files, reference)
    assert columns(batch, "dim_document", "file_name") == [("report.txt",)]
    refused = columns(batch, "quarantined_file", "file_name", "document_key", "byte_size")
    assert refused == sorted((file.name, file.document_key, file.byte_size) for file in (files[0], files[2]))
    assert all(reason for (reason,) in columns(batch, "quarantined_file", "reason"))


def test_one_content_under_two_names_is_read_once(tmp_path, reference):
    batch = process([a_file(tmp_path, "b.txt"), a_file(tmp_path, "a.txt")], reference)
    assert columns(batch, "dim_document", "file_name") == [("a.txt",)]
    assert columns(batch, "source_file", "file_name") == [("a.txt",), ("b.txt",)]


def test_a_file_that_changed_since_it_was_hashed_is_refused(tmp_path, reference):
    file = a_file(tmp_path)
    file.path.write_text(TEXT + "又。", encoding="utf-8")
    batch = process([file], reference)
    assert columns(batch, "quarantined_file", "reason_code") == [("changed_while_reading",)]


def test_the_order_of_the_files_does_not_matter(tmp_path, reference):
    files = [a_file(tmp_path, f"{year}.txt", TEXT.replace("2022", str(year)).encode()) for year in (2020, 2021, 2022)]
    forwards, backwards = process(files, reference), process(files[::-1], reference)
    assert {name: sorted(map(str, table.to_pylist())) for name, table in forwards.items()} == {
        name: sorted(map(str, table.to_pylist())) for name, table in backwards.items()
    }


PRINT = """
import sys
from pathlib import Path
from warehouse.model.source import SourceFile
from warehouse.pipeline import process
from warehouse.reference import load_reference
path, key, size = sys.argv[1:]
batch = process([SourceFile(Path(path), "report.txt", key, int(size))], load_reference())
print({name: table.to_pylist() for name, table in batch.items()})
"""


def test_every_process_makes_the_same_rows_in_the_same_order_whatever_its_hash_seed(tmp_path):
    file = a_file(tmp_path)
    command = [sys.executable, "-c", PRINT, str(file.path), file.document_key, str(file.byte_size)]
    told = {
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert "全年预算数" in told.pop()


def test_versions_tell_readers_rules_and_seeds_apart(reference):
    versions = code_versions(reference)
    assert versions == code_versions(reference)
    assert versions.reference == reference.version
    assert len({versions.reader, versions.extractor, versions.reference}) == 3
