"""The flows on Prefect: the same rooms, the same result, and gates that hold."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows import jobs
from flows.backfill import backfill
from flows.check import check
from flows.ingest import ingest
from flows.last_check import PublicationHeld
from flows.publish import publish
from flows.refresh import refresh
from flows.walk import NoInput
from warehouse import store
from warehouse.errors import UsageError
from warehouse.settings import Settings

pytestmark = pytest.mark.usefixtures("prefect_server")

# The same fact twice: no uniqueness is declared in the schema, so that only an expectation can notice.
TWICE = """
insert into fact_budget select * from fact_budget order by fact_key limit 1;
update meta set changed_at = timestamp '2999-01-01' where property = 'content'
"""


def last_run(warehouse: Path) -> dict[str, object]:
    query = "select status, files_seen, files_loaded, files_unchanged, files_quarantined from run order by started_at desc limit 1"
    [row] = store.read(warehouse, query).to_pylist()
    return dict(row)


def test_a_flow_gives_the_same_warehouse_as_the_direct_way(inbox: Path, tmp_path: Path) -> None:
    result = ingest([str(inbox)], str(tmp_path / "flow.duckdb"))
    direct = jobs.ingest(Settings(tmp_path / "direct.duckdb"), [inbox])
    assert result == direct
    assert (result.seen, result.loaded, result.quarantined) == (3, 2, 1)
    assert store.content_hash(tmp_path / "flow.duckdb") == store.content_hash(tmp_path / "direct.duckdb")


def test_refresh_brings_in_checks_and_publishes_as_one_run(inbox: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    result = refresh([str(inbox)], str(warehouse), str(tmp_path / "site"))
    assert not result.checked.held
    assert result.published is not None
    assert (tmp_path / "site" / "index.html") in result.published.files
    assert result.report.read_text(encoding="utf-8")
    assert last_run(warehouse) == {"status": "done", "files_seen": 3, "files_loaded": 2, "files_unchanged": 0, "files_quarantined": 1}
    [count] = store.read(warehouse, "select count(*) as runs from run").to_pylist()
    assert count["runs"] == 1


@pytest.mark.slow
def test_refreshing_again_changes_no_row(inbox: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    refresh([str(inbox)], str(warehouse))
    before = store.content_hash(warehouse)
    result = refresh([str(inbox)], str(warehouse))
    assert (result.ingested.loaded, result.ingested.unchanged, result.ingested.quarantined) == (0, 2, 1)
    assert store.content_hash(warehouse) == before


def test_a_failed_expectation_holds_publication_back_and_what_was_published_stays(inbox: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    first = refresh([str(inbox)], str(warehouse))
    assert first.published is not None
    before = {path: path.read_bytes() for path in first.published.files}
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(TWICE)
    result = refresh([str(inbox)], str(warehouse))
    assert result.checked.held
    assert result.published is None
    assert last_run(warehouse)["status"] == "held"
    assert {path: path.read_bytes() for path in first.published.files} == before
    with pytest.raises(PublicationHeld, match="fact_budget"):
        publish(str(warehouse))


@pytest.mark.slow
def test_check_and_publish_stand_alone(inbox: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    ingest([str(inbox)], str(warehouse))
    assert not check(str(warehouse)).held
    result = publish(str(warehouse), export=str(tmp_path / "export"))
    assert {path.parent for path in result.files} == {tmp_path / "export"}


def test_backfill_reads_every_original_again(inbox: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    ingest([str(inbox)], str(warehouse))
    before = store.content_hash(warehouse)
    assert backfill(str(warehouse)).seen == 0
    assert backfill(str(warehouse), everything=True).loaded == 2
    assert store.content_hash(warehouse) == before


def test_an_error_reaches_the_caller_and_the_ledger_says_failed(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    with pytest.raises(UsageError, match="does not exist"):
        ingest([str(tmp_path / "nowhere")], str(warehouse))
    assert not warehouse.exists()
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoInput, match="no report file"):
        ingest([str(tmp_path / "empty")], str(warehouse))
    assert last_run(warehouse)["status"] == "failed"
