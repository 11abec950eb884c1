"""What is known of files, at the price of their hashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.builders import VERSIONS, a_batch, budget_report, under_name
from warehouse import store
from warehouse.conforming import QuarantinedFile, as_batch
from warehouse.model import Declared
from warehouse.model.source import SourceFile, declared_from_text, declared_text

REPORT = budget_report(2022)
KEY = REPORT[0].key
NAME = REPORT[0].file_name


def a_file(name: str = NAME, key: str = KEY, declared: Declared | None = None) -> SourceFile:
    return SourceFile(Path(name), name, key, 1, declared or Declared())


def verdicts(warehouse: store.Warehouse, *files: SourceFile, reader_version: str = "") -> list[str]:
    """What each file is, in the order of the files."""
    found = store.compare(warehouse, files, reader_version)
    return [next(name for name in found._fields if file in getattr(found, name)) for file in files]


def test_an_unknown_content_is_new_and_a_loaded_one_unchanged(warehouse):
    store.load(warehouse, a_batch(REPORT))
    assert verdicts(warehouse, a_file(), a_file("other.txt", "1" * 64)) == ["unchanged", "new"]


def test_the_same_content_twice_is_read_once_under_its_first_name(warehouse):
    assert verdicts(warehouse, a_file("b.txt"), a_file("a.txt")) == ["elsewhere", "new"]


def test_a_known_content_at_a_later_path_is_only_noted(warehouse):
    store.load(warehouse, a_batch(under_name(REPORT, "b.txt")))
    found = store.compare(warehouse, [a_file("c.txt")])
    assert found.elsewhere == (a_file("c.txt"),)
    assert store.note_paths(warehouse, found.elsewhere) == 1
    assert store.note_paths(warehouse, found.elsewhere) == 0
    assert verdicts(warehouse, a_file("c.txt")) == ["unchanged"]


def test_a_known_content_at_an_earlier_path_is_read_again_for_the_name_may_say_whose_it_is(warehouse):
    store.load(warehouse, a_batch(under_name(REPORT, "b.txt")))
    assert verdicts(warehouse, a_file("a.txt"), a_file("b.txt")) == ["new", "unchanged"]


def test_a_changed_manifest_makes_its_file_new(warehouse):
    store.load(warehouse, a_batch(REPORT))
    declared = Declared(organisation="乙县水务局", published_on=date(2023, 5, 1))
    assert verdicts(warehouse, a_file(declared=declared)) == ["new"]
    store.load(warehouse, a_batch((replace(REPORT[0], declared=declared), REPORT[1])))
    assert verdicts(warehouse, a_file(declared=declared)) == ["unchanged"]


def test_a_refused_content_is_not_read_again_by_the_same_readers(warehouse):
    row = QuarantinedFile("bad.pdf", "2" * 64, "encrypted", "加密文件", 1, VERSIONS.reader)
    store.load(warehouse, as_batch([{"quarantined_file": [row]}]))
    bad = a_file("bad.pdf", "2" * 64)
    assert verdicts(warehouse, bad, reader_version=VERSIONS.reader) == ["quarantined"]
    assert verdicts(warehouse, bad, reader_version="reader-2") == ["new"]
    assert verdicts(warehouse, bad) == ["new"]
    assert verdicts(warehouse, a_file("bad.pdf", "3" * 64), reader_version=VERSIONS.reader) == ["new"]


def test_another_path_of_a_refused_content_is_quarantined_too(warehouse):
    row = QuarantinedFile("a.pdf", "2" * 64, "encrypted", "加密文件", 1, VERSIONS.reader)
    store.load(warehouse, as_batch([{"quarantined_file": [row]}]))
    assert store.note_paths(warehouse, [a_file("b.pdf", "2" * 64)]) == 1
    assert warehouse.connection.execute("select file_name from quarantined_file order by 1").fetchall() == [("a.pdf",), ("b.pdf",)]


def test_a_withdrawn_report_stays_away(warehouse):
    store.load(warehouse, a_batch(REPORT))
    store.settle(warehouse)
    store.forget(warehouse, KEY, "单位撤回")
    assert verdicts(warehouse, a_file()) == ["forgotten"]
    assert store.load(warehouse, a_batch(REPORT)).loaded == 0


def test_documents_read_by_other_versions_are_stale(warehouse):
    declared = Declared(fiscal_year=2022, published_on=date(2023, 5, 1))
    store.load(warehouse, a_batch((replace(REPORT[0], declared=declared), REPORT[1])))
    assert store.stale_documents(warehouse, VERSIONS) == ()
    (stale,) = store.stale_documents(warehouse, VERSIONS._replace(reference="reference-2"))
    assert (stale.name, stale.document_key, stale.declared) == (NAME, KEY, declared)
    assert stale.path == store.original_path(warehouse.path, KEY)
    assert store.stale_documents(warehouse, VERSIONS, everything=True) == (stale,)


def test_what_a_manifest_says_reads_back():
    declared = Declared("甲局", "440105", 2022, "https://example.org/a?b=1", date(2023, 1, 2), None)
    assert declared_from_text(declared_text(declared)) == declared
    assert declared_text(Declared()) == ""
