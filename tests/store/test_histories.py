"""Whatever a warehouse has been through, its yearly tables are what the definitions make afresh, and its rows those of a first load."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.corpus.writing import reports
from warehouse import pipeline, store
from warehouse.model.source import SourceFile
from warehouse.reference import Reference, load_reference
from warehouse.store.hashing import content_of
from warehouse.store.yearly import doubtful

REPORTS, YEARS, STEPS = 16, 4, 14
POLARITIES = ("higher_is_better", "lower_is_better", "neutral")
# What tells of the way and not of where it led: withdrawn reports leave their tombstones, and the rewriting that is due.
OF_THE_WAY = {"meta", "tombstone"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[SourceFile]:
    """Reports of a few bodies over the years, some in a second edition, a later one by the date under its text."""
    folder = tmp_path_factory.mktemp("archive")
    for number, (name, report) in enumerate(reports(REPORTS, 11, YEARS)):
        text = report.page.text
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        if number % 3 == 0:
            (folder / f"{name}-v2.txt").write_text(f"{text}\n2031年1月1日\n", encoding="utf-8")
    files = sorted(folder.iterdir())
    return [SourceFile(path, path.name, store.file_digest(path), path.stat().st_size) for path in files]


class History:
    """Random things that happen to a warehouse."""

    def __init__(self, warehouse: store.Warehouse, archive: list[SourceFile], seed: int) -> None:
        self.warehouse, self.archive, self.chance = warehouse, archive, random.Random(seed)
        self.reference = load_reference()
        self.withdrawn: set[str] = set()

    def some(self, most: int) -> list[SourceFile]:
        return self.chance.sample(self.archive, self.chance.randint(1, most))

    def reports_come(self) -> None:
        store.load(self.warehouse, pipeline.process(self.some(6), self.reference))

    def seeds_change(self) -> None:
        """Other polarities and categories; the reports that are read again bring them."""
        indicators = {
            name: replace(one, polarity=self.chance.choice(POLARITIES), category=self.chance.choice(("经济", "民生")))
            for name, one in self.reference.indicators.items()
        }
        self.reference = replace(self.reference, indicators=indicators)
        store.load(self.warehouse, pipeline.process(self.some(3), self.reference), replace=True)

    def a_report_is_withdrawn(self) -> None:
        loaded = self.warehouse.connection.execute("select document_key from dim_document order by 1").fetchall()
        if len(loaded) > REPORTS // 2:
            (key,) = self.chance.choice(loaded)
            self.withdrawn.add(key)
            store.forget(self.warehouse, key, "撤回")

    def the_load_is_over(self) -> None:
        store.settle(self.warehouse)
        assert doubtful(self.warehouse.connection) == []

    def everything_comes(self) -> None:
        """What is not withdrawn, all of it read with the seeds of now."""
        store.load(self.warehouse, pipeline.process(self.archive, self.reference), replace=True)
        self.the_load_is_over()

    def steps(self) -> Iterator[Callable[[], None]]:
        kinds = (self.reports_come, self.reports_come, self.seeds_change, self.a_report_is_withdrawn, self.the_load_is_over)
        return (self.chance.choice(kinds) for _ in range(STEPS))


def content(warehouse: store.Warehouse) -> dict[str, tuple[int, str]]:
    return {table: told for table, told in content_of(warehouse.connection).items() if table not in OF_THE_WAY}


def at_once(path: Path, files: list[SourceFile], reference: Reference) -> dict[str, tuple[int, str]]:
    with store.open_warehouse(path) as warehouse:
        store.load(warehouse, pipeline.process(files, reference))
        store.settle(warehouse)
        return content(warehouse)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
def test_after_any_history_the_yearly_tables_are_as_made_afresh_and_all_rows_as_loaded_at_once(
    archive: list[SourceFile], tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.store.yearly.REPORTS_AT_ONCE", 5)
    monkeypatch.setattr("warehouse.store.yearly.FEW_REPORTS", 4)
    with store.open_warehouse(tmp_path / "w.duckdb") as warehouse:
        history = History(warehouse, archive, seed)
        for step in history.steps():
            step()
        history.everything_comes()
        found = content(warehouse)
    there = [file for file in archive if file.document_key not in history.withdrawn]
    assert found == at_once(tmp_path / "at_once.duckdb", there, history.reference)
    assert found["stored_yearly_indicator"][0] > 100
