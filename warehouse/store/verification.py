"""Does everything still stand where it says? Checks, quotes, originals and seals."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.store.catalogue import CHECKS, check_sql
from warehouse.store.errors import told
from warehouse.store.hashing import content_of
from warehouse.store.opening import open_for_reading, read_all, schema_version
from warehouse.store.originals import file_digest, original_path
from warehouse.store.sealing import seal_problems
from warehouse.store.state import SETTLED, content_state
from warehouse.store.yearly import doubtful

_SHOWN = 3


def verify(path: Path) -> tuple[str, ...]:
    """What is wrong, in words; nothing: every claim of ``sql/checks`` holds, every quote stands where its evidence says, the yearly
    tables are what the facts make, every original has the bytes of its key, the sealed copy matches its seal."""
    path = path.absolute()
    with open_for_reading(path) as connection, told(path):
        schema_version(connection, path)
        read_all(connection)
        problems = _content(connection)
        problems += _originals(connection, path)
    return (*problems, *seal_problems(path))


def _content(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What the tables claim can be tried once they are settled."""
    if content_state(connection) != SETTLED:
        return ["the last load was interrupted before it was settled: run jixiao ingest again"]
    problems = [problem for name in CHECKS if (problem := _check(connection, name))]
    return problems + [f"{view} is not what its definition makes of the facts: {rows} rows differ" for view, rows in doubtful(connection)]


def content_hash(path: Path) -> dict[str, tuple[int, str]]:
    """Rows and hash of each table, columns and tables that tell of runs left out: equal for the same files."""
    with open_for_reading(path) as connection:
        return content_of(connection)


def _check(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    offenders = connection.sql(check_sql(name)).fetchmany(_SHOWN)
    if not offenders:
        return None
    return f"{name.replace('_', ' ')}: does not hold, for example {'; '.join(str(row) for row in offenders)}"


def _originals(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    problems = []
    for key, name in connection.execute("select document_key, file_name from dim_document order by file_name").fetchall():
        kept = original_path(path, key)
        if not kept.is_file():
            problems.append(f"the original of {name} is missing: {kept}")
        elif file_digest(kept) != key:
            problems.append(f"the original of {name} is damaged: {kept}")
    return problems
