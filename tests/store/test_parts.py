"""Parts: a batch as one file that proves itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import a_batch, budget_report
from warehouse import store


def test_a_part_gives_back_the_batch_as_it_was_types_and_all(tmp_path: Path) -> None:
    batch = a_batch(budget_report(), budget_report(year=2023))
    assert store.read_part(store.write_part(tmp_path, batch)) == batch


def test_an_empty_batch_is_a_part_too(tmp_path: Path) -> None:
    batch = a_batch()
    assert store.read_part(store.write_part(tmp_path, batch)) == batch


def test_the_same_batch_written_twice_is_one_file_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    parts = {store.write_part(tmp_path, a_batch(budget_report())) for _ in range(2)}
    assert [part.path for part in parts] == list(tmp_path.iterdir())


@pytest.mark.parametrize("place", [0, 100, -1], ids=["head", "middle", "end"])
def test_a_part_with_one_other_byte_is_refused(tmp_path: Path, place: int) -> None:
    part = store.write_part(tmp_path, a_batch(budget_report()))
    data = bytearray(part.path.read_bytes())
    data[place] ^= 1
    part.path.write_bytes(data)
    with pytest.raises(store.DamagedPart, match="damaged"):
        store.read_part(part)


def test_a_part_that_is_gone_is_told(tmp_path: Path) -> None:
    part = store.write_part(tmp_path / "parts", a_batch(budget_report()))
    store.drop_part(part)
    assert not (tmp_path / "parts").exists()
    with pytest.raises(store.DamagedPart, match="cannot be read"):
        store.read_part(part)


def test_parts_make_the_warehouse_that_their_batches_make(tmp_path: Path) -> None:
    reports = [budget_report(year=year) for year in (2021, 2022, 2023)]
    for name in ("batches", "parts"):
        with store.open_warehouse(tmp_path / f"{name}.duckdb") as warehouse:
            for report in reports:
                batch = a_batch(report)
                store.load(warehouse, store.read_part(store.write_part(tmp_path / "p", batch)) if name == "parts" else batch)
            store.settle(warehouse)
    assert store.content_hash(tmp_path / "batches.duckdb") == store.content_hash(tmp_path / "parts.duckdb")
