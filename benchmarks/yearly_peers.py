"""Who is asked by ``benchmarks.yearly``: the warehouse itself, and SQLite and PostgreSQL on the rows of its yearly views."""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import duckdb

from benchmarks.postgresql import server
from warehouse.store import YEARLY

ROWS = 50_000
_TYPES = {"VARCHAR": "text", "INTEGER": "integer", "BIGINT": "bigint", "BOOLEAN": "boolean"}


class Took(NamedTuple):
    """Milliseconds: the median by the clock, its range, and the mean of the processor."""

    clock: float
    least: float
    most: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} ({self.least:.1f}–{self.most:.1f}) cpu {self.processor:.1f}"


class Peer:
    """Somebody to ask; a context in which the rows are there."""

    def __init__(self, folder: Path, warehouse: Path) -> None:
        self.folder, self.warehouse = folder, warehouse

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        return

    def ask(self, query: str) -> None:
        raise NotImplementedError

    def processor(self) -> float:
        return time.process_time()

    def timed(self, work: Callable[[], object]) -> Took:
        start, used = time.perf_counter(), self.processor()
        work()
        clock, processor = (time.perf_counter() - start) * 1000, (self.processor() - used) * 1000
        return Took(clock, clock, clock, processor)

    def asked(self, queries: Sequence[str]) -> Took:
        """Every query once, after a first one that warms up."""
        self.ask(queries[0])
        took = [self.timed(lambda query=query: self.ask(query)) for query in queries]  # type: ignore[misc]
        clocks = [one.clock for one in took]
        return Took(statistics.median(clocks), min(clocks), max(clocks), statistics.mean(one.processor for one in took))


class DuckDB(Peer):
    """The warehouse's own file and views."""

    def __init__(self, warehouse: Path) -> None:
        super().__init__(warehouse.parent, warehouse)

    def __enter__(self) -> Self:
        self.connection = duckdb.connect(str(self.warehouse), read_only=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.connection.close()

    def ask(self, query: str) -> None:
        self.connection.execute(query).fetchall()


@contextmanager
def rows_of(warehouse: Path, view: str) -> Iterator[tuple[dict[str, str], duckdb.DuckDBPyConnection]]:
    """The columns of a view with their types, and a connection that has been asked for its rows; decimals as doubles."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        columns = {name: _TYPES.get(kind, "double precision") for name, kind, *_ in connection.execute(f"describe {view}").fetchall()}
        told = (f"cast({name} as double) as {name}" if kind == "double precision" else name for name, kind in columns.items())
        connection.execute(f"select {', '.join(told)} from {view}")
        yield columns, connection


class SQLite(Peer):
    def __enter__(self) -> Self:
        self.folder.mkdir()
        self.connection = sqlite3.connect(self.folder / "peer.sqlite", isolation_level=None)
        self.connection.execute("pragma synchronous = off")
        for view in YEARLY:
            self._fill(view)
        self.connection.execute("analyze")
        return self

    def _fill(self, view: str) -> None:
        with rows_of(self.warehouse, view) as (columns, connection):
            self.connection.execute(f"create table {view} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
            self.connection.execute("begin")
            while rows := connection.fetchmany(ROWS):
                self.connection.executemany(f"insert into {view} values ({', '.join('?' * len(columns))})", rows)
            self.connection.execute("commit")
        self.connection.execute(f"create index {view}_organisation on {view} (organisation)")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.connection.close()
        shutil.rmtree(self.folder)

    def ask(self, query: str) -> None:
        self.connection.execute(query).fetchall()


class PostgreSQL(Peer):
    """A server of its own, asked through one psql that throws the answers away; no parallel plans, whose processes nobody counts."""

    def __enter__(self) -> Self:
        self.server = server(self.folder)
        address = self.server.__enter__()
        pipe = subprocess.PIPE
        self.psql = subprocess.Popen(["psql", "-qAtX", address], stdin=pipe, stdout=pipe, text=True, bufsize=1)
        self._say("set max_parallel_workers_per_gather = 0;")
        self.pid = int(self._say("select pg_backend_pid();"))
        for view in YEARLY:
            self._fill(view)
        return self

    def _fill(self, view: str) -> None:
        file = self.folder / f"{view}.csv"
        with rows_of(self.warehouse, view) as (columns, connection):
            self._say(f"create table {view} ({', '.join(f'{name} {kind}' for name, kind in columns.items())});")
            told = ", ".join(f"cast({name} as double)" if kind == "double precision" else name for name, kind in columns.items())
            connection.execute(f"copy (select {told} from {view}) to '{file}' (header false)")
        self._say(f"\\copy {view} from '{file}' csv")
        file.unlink()
        self._say(f"create index on {view} (organisation); vacuum analyze {view};")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.psql.communicate()
        self.server.__exit__(kind, error, trace)
        shutil.rmtree(self.folder)

    def _say(self, words: str) -> str:
        """What the session answers."""
        assert self.psql.stdin is not None
        assert self.psql.stdout is not None
        self.psql.stdin.write(f"{words}\n\\echo done\n")
        answer = ""
        while (line := self.psql.stdout.readline()) not in ("done\n", ""):
            answer += line
        return answer

    def ask(self, query: str) -> None:
        self._say(f"{query} \\g /dev/null")

    def processor(self) -> float:
        """The server's process, in ticks of ten milliseconds: only its mean over many questions says something."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
