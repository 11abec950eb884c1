"""Read-only questions: on the newest sealed copy if that is current, else on the warehouse itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from warehouse.errors import QueryTooSlow, UsageError, WarehouseLocked
from warehouse.store.errors import is_unsettled, told, translated
from warehouse.store.lake import files_folder, is_lake, quoted
from warehouse.store.opening import open_for_reading
from warehouse.store.sealing import Seal, newest_seal
from warehouse.store.state import content_changed_at, run_changed_at

_ASKING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.RELATION}
_BUSY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost: seconds until it is answered, and rows of the answer. None: no limit."""

    seconds: float | None = None
    rows: int | None = None


NO_LIMITS = Limits()


class QueryResult(NamedTuple):
    """``source`` is the file that answered; ``note`` says why it was that one, in a few words for people; ``is_cut``
    where there were more rows than the limit."""

    source: Path
    is_sealed: bool
    note: str
    table: pa.Table
    is_cut: bool = False


def query(path: Path, sql: str, limits: Limits = NO_LIMITS) -> QueryResult:
    """Answers one SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW or SUMMARIZE of a user. Raises ``UsageError`` for anything
    else, and for a query that DuckDB refuses: no file can be read or written with it and no setting changed;
    ``QueryTooSlow`` for one that is not answered in time."""
    with _source(path) as (connection, source, is_sealed, note):
        try:
            _confine(connection, source)
            _refuse_all_but_one_question(connection, sql)
            with _stopped_after(connection, limits.seconds):
                answer = _answer(connection, sql, limits.rows)
        except duckdb.InterruptException as error:
            raise QueryTooSlow(f"no answer within {limits.seconds:g} seconds: ask for less, or give it more time with --timeout") from error
        except duckdb.IOException as error:
            raise translated(error, source) from error
        except duckdb.Error as error:
            raise (translated(error, source) if is_unsettled(error) else UsageError(str(error))) from error
    is_cut = limits.rows is not None and answer.num_rows > limits.rows
    return QueryResult(source, is_sealed, note, answer.slice(0, limits.rows) if is_cut else answer, is_cut)


def _answer(connection: duckdb.DuckDBPyConnection, sql: str, rows: int | None) -> pa.Table:
    """The answer, with one row more than the limit where there are more: the database need not make the others."""
    found = connection.sql(sql)
    wanted = found if found is None or rows is None else found.limit(rows + 1)
    return wanted.to_arrow_table() if wanted is not None else pa.table({})


@contextmanager
def _stopped_after(connection: duckdb.DuckDBPyConnection, seconds: float | None) -> Iterator[None]:
    """Interrupts what runs on the connection when its time is up."""
    if seconds is None:
        yield
        return
    clock = threading.Timer(seconds, connection.interrupt)
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        clock.join()


def read(path: Path, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
    """Answers a query of our own, with parameters, from the same source as ``query``."""
    with _source(path) as (connection, source, _, _), told(source):
        return connection.execute(sql, list(parameters)).to_arrow_table()


def is_current(path: Path, seal: Seal) -> bool:
    """Whether nothing but runs has changed in the warehouse since the copy was sealed."""
    with open_for_reading(path) as connection:
        return content_changed_at(connection) == seal.content_changed_at


def _is_all_of(path: Path, seal: Seal) -> bool:
    """Whether the copy holds all that the warehouse does, its newest run included."""
    with open_for_reading(path) as connection:
        return (content_changed_at(connection), run_changed_at(connection)) == (seal.content_changed_at, seal.run_changed_at)


@contextmanager
def _source(path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path, bool, str]]:
    path = path.absolute()
    sealed = newest_seal(path)
    try:
        use_seal = sealed is not None and _is_all_of(path, sealed)
        note = (
            "the newest sealed copy"
            if use_seal
            else "the warehouse itself, newer than its sealed copies"
            if sealed
            else "the warehouse itself"
        )
    except WarehouseLocked:
        if sealed is None:
            raise
        use_seal, note = True, f"the sealed copy of {sealed.sealed_at:%Y-%m-%d %H:%M} UTC, because the warehouse is being written"
    source = sealed.path if sealed is not None and use_seal else path
    with open_for_reading(source, _BUSY_SECONDS) as connection:
        yield connection, source, use_seal, note


def _confine(connection: duckdb.DuckDBPyConnection, source: Path) -> None:
    """No files but a lake's own, no network, no extensions, no variables of this program, no more settings."""
    if is_lake(source):
        connection.execute(f"set allowed_directories = [{quoted(f'{files_folder(source)}/')}]")
    for setting in ("python_enable_replacements", "autoinstall_known_extensions", "autoload_known_extensions", "enable_external_access"):
        connection.execute(f"set {setting} = false")
    connection.execute("set lock_configuration = true")


def _refuse_all_but_one_question(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise UsageError(f"one query at a time, please: this holds {len(statements)}")
    kind = statements[0].type
    if kind not in _ASKING:
        raise UsageError(f"only SELECT, FROM, WITH, DESCRIBE, SHOW and SUMMARIZE can be asked, not {kind.name}")
