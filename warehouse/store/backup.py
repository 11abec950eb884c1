"""Backups: a sealed state with its originals in a folder of its own, and a warehouse made from one again."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from warehouse.errors import UsageError, WarehouseDamaged
from warehouse.store.errors import told
from warehouse.store.hashing import content_of
from warehouse.store.lake import is_lake
from warehouse.store.lock import lock_warehouse
from warehouse.store.opening import Warehouse
from warehouse.store.originals import original_path
from warehouse.store.sealing import Seal, content_differences, copy_of, hash_of_file, read_only, read_seal, seal_text, write_whole
from warehouse.store.settling import settle
from warehouse.store.state import content_changed_at, run_changed_at, utc_now

FILE = "jixiao.duckdb"
ORIGINALS = "originals"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: its seal, the originals in it, and the reports whose original is gone from the warehouse's folder."""

    folder: Path
    seal: Seal
    originals: int
    missing: tuple[str, ...]


def back_up(warehouse: Warehouse, folder: Path) -> Backup:
    """Copies the present state, read back and sealed, and the originals of its reports into a new folder, put in place in one step.

    What is published stays as it is. Raises ``UsageError`` where the folder holds anything.
    """
    folder = folder.absolute()
    _refuse_used(folder)
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    with told(folder):
        settle(warehouse)
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        try:
            sealed = _sealed(warehouse, beside)
            kept, missing = _keep_originals(warehouse, beside)
            beside.replace(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return Backup(folder, sealed, kept, missing)


def restore(folder: Path, path: Path) -> Backup:
    """Makes the warehouse that a backup is of. Everything is compared with the seal before the file is put in place.

    Raises ``UsageError`` where there is a warehouse or no backup, ``WarehouseDamaged`` where the backup is not what was sealed.
    """
    folder, path = folder.absolute(), path.absolute()
    if not (folder / FILE).is_file() or not _seal_file(folder).is_file():
        raise UsageError(f"{folder} holds no backup: it needs {FILE} and {_seal_file(folder).name}, as `jixiao backup` writes them")
    if is_lake(path):
        raise UsageError(f"{path} would be a lake, and a backup is a file of DuckDB: name one with --warehouse FILE.duckdb")
    if path.exists():
        raise UsageError(f"{path} exists already and is left as it is: move it away, or name another file with --warehouse")
    if not path.parent.is_dir():
        raise UsageError(f"the folder {path.parent} does not exist: make it first, or name another file with --warehouse")
    with lock_warehouse(path), told(path):
        sealed = _proven(folder)
        originals = _bring_back(folder, path)
        _put_in_place(folder, path, sealed)
    return Backup(folder, sealed, originals, ())


def _refuse_used(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a new folder for the backup")


def _seal_file(folder: Path) -> Path:
    return (folder / FILE).with_suffix(".json")


def _sealed(warehouse: Warehouse, folder: Path) -> Seal:
    file = folder / FILE
    content = copy_of(warehouse, file)
    states = content_changed_at(warehouse.connection), run_changed_at(warehouse.connection)
    sealed = Seal(file, utc_now(), *states, file.stat().st_size, hash_of_file(file), content)
    write_whole(_seal_file(folder), seal_text(sealed))
    return sealed


def _keep_originals(warehouse: Warehouse, folder: Path) -> tuple[int, tuple[str, ...]]:
    rows = warehouse.connection.execute("select document_key, file_name from dim_document order by document_key").fetchall()
    missing = []
    for key, name in rows:
        source = original_path(warehouse.path, key)
        if source.is_file():
            _copy_proven(source, folder / ORIGINALS / key[:2] / key)
        else:
            missing.append(str(name))
    return len(rows) - len(missing), tuple(missing)


def _proven(folder: Path) -> Seal:
    sealed = read_seal(_seal_file(folder))
    if hash_of_file(sealed.path) != sealed.file_hash:
        raise WarehouseDamaged(f"{sealed.path} does not match its seal: its bytes have changed since the backup; use another one")
    with read_only(sealed.path) as connection:
        differences = content_differences(sealed.path, sealed.tables, content_of(connection))
    if differences:
        raise WarehouseDamaged("; ".join(differences))
    return sealed


def _bring_back(folder: Path, path: Path) -> int:
    """Originals first: without a warehouse that names them they mean nothing, and a second try finds them."""
    files = sorted(file for file in (folder / ORIGINALS).glob("*/*") if file.is_file())
    for file in files:
        _copy_proven(file, original_path(path, file.name))
    return len(files)


def _put_in_place(folder: Path, path: Path, sealed: Seal) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        if _copied(folder / FILE, beside) != sealed.file_hash:
            raise WarehouseDamaged(f"{folder / FILE} could not be copied as it is: check the disk, then try again")
        # A log that a deleted warehouse left behind must not be replayed into this one.
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _copy_proven(source: Path, target: Path) -> None:
    """An original's name is its hash: a copy with another one is not put in place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if _copied(source, beside) != source.name:
            raise WarehouseDamaged(f"{source} is not the original that it was: its bytes have changed; put another copy in its place")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _copied(source: Path, target: Path) -> str:
    total = sha256()
    with source.open("rb") as read, target.open("wb") as written:
        while chunk := read.read(1 << 20):
            total.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    return total.hexdigest()
