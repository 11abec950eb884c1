"""Great Expectations' own results and Data Docs, kept beside the warehouse."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from great_expectations.core import ExpectationSuiteValidationResult
from great_expectations.core.expectation_validation_result import expectationSuiteValidationResultSchema
from lxml import html
from quality_reports import fill, good_reports

from flows import jobs
from warehouse import store
from warehouse.quality import check, newest_docs
from warehouse.quality.inventory import load_all
from warehouse.quality.keeping import KEPT, keep_results, quality_folder
from warehouse.quality.results import CheckResult
from warehouse.settings import Settings
from warehouse.store import open_warehouse, start_run

# As many as are sampled of one expectation.
HOSTILE = (
    "<script>alert(1)</script></td></style><svg/onload=alert(4)>",
    '"><img src=https://example.org/x onerror=alert(2)>',
    "' onmouseover='alert(3)' javascript:alert(5)",
    "{{ 7 * 7 }} ${html_success_icon} $column %s &lt;b&gt; &#60;i&#62;",
    "\ue000script\ue001 \u202egnp.exe\x07",
)
URL = re.compile(r"(?i)^\s*(?:[a-z][a-z0-9+.-]*:|//)")


def begun(path: Path) -> str:
    with open_warehouse(path) as warehouse:
        return start_run(warehouse, "tests")


def hostile_sql() -> str:
    """Names that no report may have, for values that are sampled and for rows that are."""
    values = ", ".join("('" + value.replace("'", "''") + "')" for value in HOSTILE)
    return (
        f"create temp table hostile as from (values {values}) as v (name);"
        "insert into run by name select name as run_key, name as status, now() as started_at, name as code_version from hostile;"
        "drop table tombstone cascade"
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    """A check that fails on rows full of markup, and on a table that is gone."""
    path = fill(tmp_path_factory.mktemp("hostile") / "hostile.duckdb", good_reports())
    run_key = begun(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(hostile_sql())
    return check(path, run_key=run_key)


def pages(result: CheckResult) -> dict[str, html.HtmlElement]:
    assert result.docs is not None
    return {path.name: html.fromstring(path.read_bytes()) for path in sorted(result.docs.parent.iterdir())}


def test_every_suite_is_kept_as_the_library_tells_it_and_reads_back(hostile: CheckResult) -> None:
    assert hostile.docs is not None
    files = sorted((hostile.docs.parents[1] / "results").iterdir())
    assert [path.stem for path in files] == sorted(suite.name for suite in load_all())
    for path in files:
        told = json.loads(path.read_text(encoding="utf-8"))
        result = expectationSuiteValidationResultSchema.load(told)
        assert isinstance(result, ExpectationSuiteValidationResult)
        assert result.suite_name == path.stem
        assert result.meta["run_id"]["run_name"] == hostile.run_key
        assert result.success == all(item.success for item in hostile.expectations if item.suite == path.stem)
        assert result.statistics["evaluated_expectations"] == sum(item.suite == path.stem for item in hostile.expectations)


def test_a_page_opens_from_a_file_without_asking_for_anything_elsewhere(hostile: CheckResult) -> None:
    told = pages(hostile)
    assert set(told) == {f"{suite.name}.html" for suite in load_all()} | {"index.html"}
    for name, page in told.items():
        assert page.xpath("//script | //iframe | //object | //embed | //img | //svg | //base | //form | //link") == [], name
        assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        for element in page.iter(html.etree.Element):
            for attribute, value in element.attrib.items():
                assert not attribute.startswith("on"), (name, attribute)
                assert "url(" not in value, (name, attribute, value)
                assert attribute == "style" or not URL.match(value), (name, attribute, value)
        assert not re.search(r"(?i)https?:|@import|url\(", "".join(page.xpath("//style/text()")))


def test_links_between_the_pages_lead_somewhere(hostile: CheckResult) -> None:
    assert hostile.docs is not None
    for name, page in pages(hostile).items():
        for link in page.xpath("//a/@href"):
            target, _, place = link.partition("#")
            assert not target or (hostile.docs.parent / target).is_file(), (name, link)
            assert not place or page.xpath("//*[@id=$place]", place=place), (name, link)


def test_words_of_a_report_stand_in_the_pages_as_text(hostile: CheckResult) -> None:
    text = pages(hostile)["run.html"].text_content()
    for value in HOSTILE[:-1]:
        assert value in text, value
    assert "\ufffdscript\ufffd \ufffdgnp.exe\ufffd" in text


def test_the_first_page_names_the_failed_suites_first(hostile: CheckResult) -> None:
    rows = [[cell.text_content().strip() for cell in row] for row in pages(hostile)["index.html"].xpath("//tbody/tr")]
    failed = {item.suite for item in hostile.failed}
    assert {row[0] for row in rows[: len(failed)]} == failed
    assert {row[1] for row in rows[len(failed) :]} == {"holds"}
    assert sum(int(row[3]) for row in rows) == len(hostile.failed)


def test_few_offending_rows_are_kept_and_all_are_counted(damaged: Callable[[str], Path]) -> None:
    path = damaged("update mention set quote = repeat('长', 5000)")
    result = check(path, run_key=begun(path))
    assert result.docs is not None
    told = json.loads((result.docs.parents[1] / "results" / "mention.json").read_text(encoding="utf-8"))
    (broken,) = [item for item in told["results"] if item["expectation_config"]["meta"]["label"] == "quote_slices_back"]
    rows = broken["result"]["details"]["unexpected_rows"]
    (outcome,) = [item for item in result.failed if item.expectation == "quote_slices_back"]
    assert len(rows) == 5 < broken["result"]["observed_value"] == outcome.unexpected_count
    assert all(len(str(value)) <= 200 for row in rows for value in row.values())


def test_the_last_few_checks_are_kept_and_what_an_interrupted_one_left_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    (quality_folder(path) / ".new-1" / "docs").mkdir(parents=True)
    first = datetime(2023, 6, 1, tzinfo=UTC)
    for day in range(KEPT + 2):
        docs = keep_results(path, first + timedelta(days=day), [{"suite_name": "run"}], [("index.html", "")])
    assert newest_docs(path) == docs
    assert [folder.name[:8] for folder in sorted(quality_folder(path).iterdir())] == [f"202306{day:02}" for day in range(3, KEPT + 3)]


def test_results_that_cannot_be_written_whole_are_not_kept(tmp_path: Path) -> None:
    def pages_until_the_disk_is_full() -> object:
        yield "run.html", "…"
        raise OSError(28, "No space left on device")

    path = tmp_path / "w.duckdb"
    with pytest.raises(OSError, match="No space"):
        keep_results(path, datetime.now(UTC), [{"suite_name": "run"}], pages_until_the_disk_is_full())  # type: ignore[arg-type]
    assert newest_docs(path) is None
    assert list(quality_folder(path).iterdir()) == []


def test_a_withdrawn_report_is_quoted_in_no_kept_result(tmp_path: Path) -> None:
    path = fill(tmp_path / "w.duckdb", good_reports())
    check(path, run_key=begun(path))
    assert quality_folder(path).is_dir()
    key = store.read(path, "select min(document_key) as key from dim_document").to_pylist()[0]["key"]
    jobs.forget(Settings(path), key, "撤回")
    assert not quality_folder(path).exists()
