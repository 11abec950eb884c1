"""Sealed copies: what readers and the site open. Built beside, checkpointed, read back, then put in place in one step."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import duckdb

from warehouse.errors import WarehouseDamaged, WarehouseError
from warehouse.store.errors import told
from warehouse.store.hashing import content_of
from warehouse.store.opening import Warehouse
from warehouse.store.settling import settle
from warehouse.store.state import content_changed_at, run_changed_at, utc_now

KEPT = 3
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed copy and what its seal says: the tables' rows and hashes, and the state of the warehouse that it is of.

    ``content_changed_at`` tells of the reports, ``run_changed_at`` of the newest run in it.
    """

    path: Path
    sealed_at: datetime
    content_changed_at: datetime | None
    run_changed_at: datetime | None
    byte_size: int
    file_hash: str
    tables: dict[str, tuple[int, str]]


def sealed_folder(path: Path) -> Path:
    return path.with_name(path.name + ".sealed")


def seal(warehouse: Warehouse) -> Seal:
    """Seals the present state, settled, and keeps the last few; raises if the copy does not read back as the warehouse does."""
    settle(warehouse)
    folder = sealed_folder(warehouse.path)
    with told(folder):
        folder.mkdir(exist_ok=True)
        sealed_at = utc_now()
        with _beside(folder) as beside:
            content = copy_of(warehouse, beside)
            states = content_changed_at(warehouse.connection), run_changed_at(warehouse.connection)
            sealed = _put_in_place(beside, folder / f"jixiao-{sealed_at.strftime(_STAMP)}.duckdb", sealed_at, states, content)
        _show_newest(folder, sealed)
        _drop_old(folder)
    return sealed


def newest_seal(path: Path) -> Seal | None:
    """The newest complete sealed copy of a warehouse, or None."""
    seals = _seals(sealed_folder(path.absolute()))
    return seals[-1] if seals else None


def drop_seals(path: Path) -> None:
    """Takes all sealed copies away: they hold what was withdrawn."""
    for one in _seals(sealed_folder(path)):
        one.path.unlink(missing_ok=True)
        one.path.with_suffix(".json").unlink(missing_ok=True)


def seal_problems(path: Path) -> list[str]:
    """What is wrong with the newest sealed copy, in words."""
    folder = sealed_folder(path)
    sealed = newest_seal(path)
    if sealed is None:
        return []
    problems = []
    for file in (sealed.path, folder / "jixiao.duckdb"):
        if not file.is_file():
            problems.append(f"{file} is missing: publish again")
        elif hash_of_file(file) != sealed.file_hash:
            problems.append(f"{file} does not match its seal: its bytes have changed since it was sealed; publish again")
    if not problems:
        with told(sealed.path), read_only(sealed.path) as connection:
            problems += content_differences(sealed.path, sealed.tables, content_of(connection))
    return problems


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new name in the folder, free of what an interrupted sealing left, and gone afterwards if it was not put in place."""
    for leftover in folder.glob(".new-*"):
        leftover.unlink(missing_ok=True)
    beside = folder / f".new-{os.getpid()}.duckdb"
    try:
        yield beside
    finally:
        for leftover in folder.glob(f".new-{os.getpid()}.*"):
            leftover.unlink(missing_ok=True)


def copy_of(warehouse: Warehouse, beside: Path) -> dict[str, tuple[int, str]]:
    """Copies all tables and views into a new file and reads them back; gives the rows and hashes of its tables."""
    connection = warehouse.connection
    here = connection.execute("select current_database()").fetchone()
    source = f'"{here[0]}"' if here else ""
    quoted = str(beside).replace("'", "''")
    connection.execute(f"attach '{quoted}' as sealed_copy")
    try:
        connection.execute(f"copy from database {source} to sealed_copy")
        connection.execute("checkpoint sealed_copy")
    finally:
        connection.execute("detach sealed_copy")
    with read_only(beside) as copy:
        content = content_of(copy)
    differences = content_differences(beside, content_of(connection), content)
    if differences:
        raise WarehouseDamaged(f"the copy of {warehouse.path} does not read back as it is: {'; '.join(differences)}")
    return content


def _put_in_place(
    beside: Path, path: Path, sealed_at: datetime, states: tuple[datetime | None, datetime | None], content: dict[str, tuple[int, str]]
) -> Seal:
    """Puts the copy in place under its time; its seal comes last, so that a copy with a seal is whole."""
    sealed = Seal(path, sealed_at, *states, beside.stat().st_size, hash_of_file(beside), content)
    beside.chmod(0o444)
    beside.replace(path)
    write_whole(path.with_suffix(".json"), seal_text(sealed))
    return sealed


def _show_newest(folder: Path, sealed: Seal) -> None:
    """``jixiao.duckdb`` and ``seal.json`` are the newest copy and its seal."""
    beside = folder / f".new-{os.getpid()}.shown"
    try:
        os.link(sealed.path, beside)
    except OSError:
        shutil.copyfile(sealed.path, beside)
    beside.replace(folder / "jixiao.duckdb")
    write_whole(folder / "seal.json", seal_text(sealed))


def _drop_old(folder: Path) -> None:
    for old in _seals(folder)[:-KEPT]:
        old.path.with_suffix(".json").unlink(missing_ok=True)
        old.path.unlink(missing_ok=True)
    known = {one.path for one in _seals(folder)}
    for stray in set(folder.glob("jixiao-*.duckdb")) - known:
        stray.unlink(missing_ok=True)


def _seals(folder: Path) -> list[Seal]:
    """The complete copies in a folder, oldest first."""
    return [read_seal(file) for file in sorted(folder.glob("jixiao-*.json")) if file.with_suffix(".duckdb").is_file()]


def seal_text(sealed: Seal) -> str:
    said = {
        "file": sealed.path.name,
        "sealed_at": sealed.sealed_at.isoformat(),
        "content_changed_at": _stamp(sealed.content_changed_at),
        "run_changed_at": _stamp(sealed.run_changed_at),
        "byte_size": sealed.byte_size,
        "sha256": sealed.file_hash,
        "tables": {name: {"rows": rows, "hash": value} for name, (rows, value) in sealed.tables.items()},
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def _stamp(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _instant(stamp: str | None) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None


def read_seal(file: Path) -> Seal:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return Seal(
            file.with_suffix(".duckdb"),
            datetime.fromisoformat(said["sealed_at"]),
            _instant(said["content_changed_at"]),
            _instant(said["run_changed_at"]),
            int(said["byte_size"]),
            str(said["sha256"]),
            {name: (int(table["rows"]), str(table["hash"])) for name, table in said["tables"].items()},
        )
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise WarehouseError(f"the seal {file} cannot be read ({error}): delete it and publish again") from error


def content_differences(path: Path, wanted: dict[str, tuple[int, str]], found: dict[str, tuple[int, str]]) -> list[str]:
    return [
        f"{path}: the table {table} is another one than was sealed ({found.get(table)}, sealed: {wanted.get(table)})"
        for table in sorted({*wanted, *found})
        if wanted.get(table) != found.get(table)
    ]


@contextmanager
def read_only(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(str(path), read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def write_whole(path: Path, text: str) -> None:
    beside = path.with_name(f".new-{os.getpid()}.json")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def hash_of_file(path: Path) -> str:
    with path.open("rb") as file:
        total = sha256()
        while chunk := file.read(1 << 20):
            total.update(chunk)
        return total.hexdigest()
