"""`python -m benchmarks.yearly [--facts 100000 1000000] [--peers]`: the yearly views, and what one more report costs, as facts grow.

A made archive of 2,400 reports (about 100,000 facts) is loaded as users load it; larger ones are its rows multiplied by SQL into
other organisations, with documents and keys of their own, which are then settled. Readers' questions for one organisation and for
the whole are put to the views and, with ``--peers``, to SQLite and PostgreSQL that hold the rows of the views with an index on the
organisation and statistics. Milliseconds: the median by the clock with its range, and the mean of the processor.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.corpus.writing import reports, write_corpus
from benchmarks.cost import run
from benchmarks.size import FACTS
from benchmarks.yearly_peers import DuckDB, Peer, PostgreSQL, SQLite
from warehouse import pipeline, store
from warehouse.model.source import SourceFile
from warehouse.reference import load_reference

REPORTS, SEED = 2_400, 7
ROUNDS = 11
WHOLE = {
    "count": "select count(*) from {view}",
    "by year": "select fiscal_year, count(*), count(distinct document_key) from {view} group by fiscal_year",
}
ONE = "select * from {view} where organisation = '{organisation}'"

# How a row of a table becomes the row of another organisation: columns and what takes their place in copy number n.
_NAME = "concat(organisation, '（', n, '）')"
_COPIED = {
    "document_key": "sha256(concat(document_key, n))",
    "fact_key": "md5(concat(fact_key, n))",
    "organisation_id": "md5(concat(organisation_id, n))",
    "edition_group": "concat(edition_group, '/', n)",
    "organisation": _NAME,
    "file_name": "concat(n, '/', file_name)",
    "part_of_fact_key": "md5(concat(part_of_fact_key, n))",
}
_MULTIPLIED = ("dim_document", "source_file", "organisation_seen", "dim_organisation", *FACTS)


def base(folder: Path) -> Path:
    """The made archive, loaded by the program itself; one that is there is taken as it is."""
    warehouse = folder / "base.duckdb"
    if not warehouse.exists():
        write_corpus(folder / "corpus", REPORTS, SEED, with_truth=False)
        run("ingest", folder / "corpus" / "reports", "--direct", "--warehouse", warehouse)
    return warehouse


def multiply(warehouse: store.Warehouse, times: int) -> None:
    """Every organisation so many times; the yearly rows are made by the next settling."""
    for table in _MULTIPLIED if times > 1 else ():
        columns = [name for name, *_ in warehouse.connection.execute(f"describe {table}").fetchall()]
        replaced = ", ".join(f"{_COPIED[name]} as {name}" for name in columns if name in _COPIED)
        warehouse.connection.execute(
            f"insert into {table} select * exclude (n) replace ({replaced}) from {table}, range(1, {times}) as c (n)"
        )
    warehouse.connection.execute("update meta set value = 'loaded' where property = 'content'")
    warehouse.connection.execute("update meta set value = '' where property = 'yearly'")


def grown(folder: Path, facts: int) -> Path:
    """A warehouse of about so many facts, all yearly rows made anew; says what that and one more report cost."""
    path = folder / f"w-{facts}.duckdb"
    path.unlink(missing_ok=True)
    path.write_bytes(base(folder).read_bytes())
    duck = DuckDB(path)
    with store.open_warehouse(path) as warehouse:
        multiply(warehouse, max(1, round(facts / _count(warehouse))))
        print(f"\n{_count(warehouse):,} facts")
        whole = duck.timed(lambda: store.settle(warehouse))
        print(f"all yearly rows made: {whole.clock / 1000:.1f} s, {whole.processor / 1000:.1f} s of the processor", flush=True)
    with store.open_warehouse(path) as warehouse:
        one_more_report(folder, warehouse, duck)
    print(f"file {path.stat().st_size >> 20:,} MiB")
    return path


def _count(warehouse: store.Warehouse) -> int:
    return sum(warehouse.connection.execute(f"select count(*) from {table}").fetchall()[0][0] for table in FACTS)


def one_more_report(folder: Path, warehouse: store.Warehouse, duck: DuckDB) -> None:
    """Loads reports of bodies that are new, one at a time, each with its settling."""
    reference = load_reference()
    for stem, report in list(reports(REPORTS + 3, SEED))[REPORTS:]:
        file = folder / f"{stem}.txt"
        file.write_text(report.page.text, encoding="utf-8")
        batch = pipeline.process([SourceFile(file, file.name, store.file_digest(file), file.stat().st_size)], reference)
        load = duck.timed(lambda batch=batch: store.load(warehouse, batch))  # type: ignore[misc]
        settle = duck.timed(lambda: store.settle(warehouse))
        told = (f"{name} {took.clock:.0f} / {took.processor:.0f} ms" for name, took in (("load", load), ("settle", settle)))
        print(f"one more report, clock / processor: {', '.join(told)}", flush=True)


def ask(path: Path, peers: Sequence[Peer]) -> None:
    """The same questions to all, side by side."""
    with store.open_for_reading(path) as connection:
        names = [name for (name,) in connection.execute("select distinct organisation from current_report order by 1").fetchall()]
    asked = random.Random(SEED).sample(names, ROUNDS)
    print(f"{'':<20}{'question':<18}" + "".join(f"{type(peer).__name__:>30}" for peer in peers) + "   ratio")
    for view in store.YEARLY:
        questions = {"one organisation": [ONE.format(view=view, organisation=name) for name in asked]}
        questions |= {name: [query.format(view=view)] * ROUNDS for name, query in WHOLE.items()}
        for name, queries in questions.items():
            took = [peer.asked(queries) for peer in peers]
            ratios = " ".join(f"{one.clock / took[0].clock:.1f}" for one in took[1:])
            print(f"{view:<20}{name:<18}" + "".join(f"{one!s:>30}" for one in took) + f"   {ratios}", flush=True)


def measure(folder: Path, facts: Sequence[int], with_peers: bool) -> None:
    for number in facts:
        path = grown(folder, number)
        with ExitStack() as stack:
            peers: list[Peer] = [stack.enter_context(DuckDB(path))]
            if with_peers:
                peers += [stack.enter_context(kind(folder / f"{kind.__name__}-{number}", path)) for kind in (SQLite, PostgreSQL)]
            ask(path, peers)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, nargs="+", default=[100_000])
    parser.add_argument("--peers", action="store_true", help="SQLite, and PostgreSQL from Debian's package, on the same rows")
    parser.add_argument("--keep", type=Path, help="a folder to work in, whose loaded archive is taken again; without it a temporary one")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="jixiao-yearly-") as folder:
        measure(chosen.keep or Path(folder), chosen.facts, chosen.peers)


if __name__ == "__main__":
    sys.exit(main())
