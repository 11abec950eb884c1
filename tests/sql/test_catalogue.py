"""The files of sql/ and the inventories that name them."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from warehouse.conforming import SCHEMAS
from warehouse.resources import resource_folder
from warehouse.store.catalogue import CHECKS, LOADS, PRESENT, TABLES, TOUCHED, UNSETTLED, VIEWS, YEARLY, check_sql, names
from warehouse.store.opening import create_objects

FILES = sorted(resource_folder("sql").rglob("*.sql"))
FILLED_IN_BY_THE_STORE = {
    "dim_document": {"edition", "is_current", "edition_basis", "loaded_at"},
    "quarantined_file": {"seen_at"},
}


@pytest.fixture(scope="module")
def connection():
    made = duckdb.connect()
    create_objects(made)
    yield made
    made.close()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sql_file_opens_with_its_grain(path: Path):
    assert path.read_text(encoding="utf-8").startswith("-- Grain: one row per ")


INVENTORIES = {
    "schema": TABLES,
    "views": VIEWS,
    "load": LOADS,
    "settle": (*PRESENT, *UNSETTLED, *TOUCHED),
    "yearly": YEARLY,
    "checks": CHECKS,
}


@pytest.mark.parametrize(("folder", "inventory"), INVENTORIES.items())
def test_the_inventories_name_every_file_once(folder, inventory):
    assert sorted(inventory) == list(names(folder))


@pytest.mark.parametrize("table", SCHEMAS)
def test_the_rows_of_conforming_have_the_columns_of_the_schema(table, connection):
    there = connection.sql(f"select * from {table} limit 0").to_arrow_table().schema
    columns = pa.schema([field for field in there if field.name not in FILLED_IN_BY_THE_STORE.get(table, set())])
    assert told(columns) == told(SCHEMAS[table])


def told(schema: pa.Schema) -> list[tuple[str, str]]:
    """Columns and types; DuckDB and Arrow name the items of a list differently."""
    return [(field.name, str(field.type).replace("list<l: ", "list<item: ")) for field in schema]


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_holds_in_an_empty_warehouse(check, connection):
    assert connection.sql(check_sql(check)).fetchall() == []


PROMISED = """
dim_document: document_key file_name media_type title organisation_id fiscal_year report_type edition is_current published_on
    source_url page_count char_count unclaimed_count is_ocr reader text
source_file: document_key file_name
dim_organisation: organisation_id organisation aliases organisation_type region_code region valid_from valid_to is_current
dim_period: period_key period fiscal_year period_type start_date end_date
dim_indicator: indicator_key indicator category base_unit polarity is_discovered
dim_case_type: case_type_key case_type category
dim_unit: unit base_unit factor
fact_budget: fact_key document_key organisation_id period_key fiscal_year project reading_ordinal scope initial_budget_yuan
    adjusted_budget_yuan annual_budget_yuan executed_yuan execution_rate_reported_pct execution_rate_computed_pct score
    score_weight
fact_indicator: fact_key document_key organisation_id period_key fiscal_year project reading_ordinal indicator_key indicator_text
    value unit value_base base_unit decimals value_low value_high qualifier target_base completion_rate_reported_pct excess_base
    prior_value_base change_base growth_rate_reported_pct weight score part_of_fact_key
fact_ranking: fact_key document_key organisation_id period_key fiscal_year project reading_ordinal subject indicator_key scope
    scope_region_code rank_best rank_worst rank_kind wording
fact_case: fact_key document_key organisation_id period_key fiscal_year project reading_ordinal case_type_key case_type_text
    case_count unit person_count amount_yuan rate_reported_pct rate_name
fact_commitment: fact_key document_key organisation_id period_key fiscal_year project reading_ordinal kind ordinal title text
evidence: evidence_key document_key file_name organisation_id organisation fiscal_year period fact_table fact_key role name
    number_text value unit value_base base_unit decimals qualifier reading original_value quote quote_start quote_end number_start
    number_end section_path page table_number row_number column_number rule
yearly_budget: organisation scope project period fiscal_year annual_budget_yuan executed_yuan execution_rate_reported_pct
    execution_rate_computed_pct previous_annual_budget_yuan annual_budget_change_pct previous_executed_yuan executed_change_pct
    execution_rate_change_points previous_source organisation_id fact_key document_key
yearly_indicator: organisation project indicator category base_unit period_in_year fiscal_year value_base target_base
    completion_rate_pct previous_value_base previous_source change_base change_pct organisation_id fact_key document_key
yearly_ranking: organisation subject scope period_in_year fiscal_year rank_best rank_worst rank_kind previous_rank_best
    places_gained previous_source organisation_id fact_key document_key
yearly_case: organisation case_type unit period_in_year fiscal_year case_count person_count amount_yuan previous_case_count
    change_count change_pct previous_source organisation_id fact_key document_key
yearly_commitment: organisation fiscal_year kind title next_year_status next_year_quote organisation_id fact_key document_key
finding: finding_key document_key organisation_id organisation fiscal_year rule severity message computation question is_waived
    quotes
expectation_result: run_key suite expectation severity success unexpected_count checked_at
quarantined_file: file_name reason_code reason byte_size seen_at
run: run_key started_at finished_at status files_seen files_loaded files_unchanged files_quarantined code_version
"""
CONTRACT = {name: columns.split() for name, columns in re.findall(r"^(\w+): ((?:.|\n(?=    ))*)", PROMISED, flags=re.MULTILINE)}


def test_the_whole_contract_is_tried():
    assert len(CONTRACT) == 22


@pytest.mark.parametrize("name", CONTRACT)
def test_the_public_columns_are_there(name, connection):
    columns = set(connection.sql(f"select * from {name} limit 0").columns)
    assert set(CONTRACT[name]) <= columns


def test_the_quotes_of_a_finding_are_a_list_of_structs(connection):
    (kind,) = connection.sql("select quotes from finding limit 0").types
    assert (
        str(kind).replace('"', "") == "STRUCT(document_key VARCHAR, quote VARCHAR, quote_start INTEGER, quote_end INTEGER, page INTEGER)[]"
    )
