"""What the warehouse is made of, in build order. Each name is a file of ``sql/``."""

from __future__ import annotations

from functools import lru_cache

from warehouse.resources import resource_folder

SCHEMA_VERSION = 4

FACT_TABLES = (
    "fact_budget",
    "fact_indicator",
    "fact_ranking",
    "fact_case",
    "fact_commitment",
)

# Tables whose rows belong to one document and go with it.
DOCUMENT_TABLES = (
    "dim_document",
    "source_file",
    "organisation_seen",
    *FACT_TABLES,
    "mention",
    "numeral",
    "raised_finding",
)

# Dimensions whose rows are functions of their key and the seeds: a batch brings the members that it needs.
SHARED_DIMENSIONS = {
    "dim_period": "period_key",
    "dim_indicator": "indicator_key",
    "dim_case_type": "case_type_key",
    "dim_unit": "unit",
}

# The views that read stored rows: ``sql/yearly`` says how they are made of the facts, ``stored_NAME`` is the table that holds them.
YEARLY = (
    "yearly_budget",
    "yearly_indicator",
    "yearly_ranking",
    "yearly_case",
    "yearly_commitment",
)

TABLES = (
    "meta",
    "run",
    *DOCUMENT_TABLES,
    "dim_organisation",
    *SHARED_DIMENSIONS,
    *(f"stored_{view}" for view in YEARLY),
    "settled_document",
    "settled_member",
    "quarantined_file",
    "tombstone",
    "waiver",
    "expected_organisation",
    "expectation_result",
)

VIEWS = (
    "fact",
    "evidence",
    "finding",
    "unclaimed_numeral",
    "current_report",
    "settled_content",
    *YEARLY,
    "organisation_scorecard",
    "peer_comparison",
    "missing_report",
    "biggest_mover",
)

# What a settling compares with what the last one left; what it looks for before it puts the dimensions together, those dimensions,
# and what it looks for afterwards.
PRESENT = ("present_document", "present_member")
UNSETTLED = (
    "came_document",
    "went_document",
    "unsettled_organisation",
    "unsettled_member",
)
LOADS = (
    "dim_organisation",
    "dim_document",
    "dim_indicator_orphan",
    "dim_case_type_orphan",
    "dim_unit_orphan",
    "dim_period_orphan",
    "dim_indicator",
)
TOUCHED = (
    "different_document",
    "touched_organisation",
    "touched_report",
)

# Tables and columns that tell of a run, not of the reports: two warehouses made from the same files may differ in them.
RUN_TABLES = ("run", "expectation_result")
RUN_COLUMNS = ("run_key", "code_version")
RUN_SUFFIX = "_at"


@lru_cache(maxsize=256)
def sql(folder: str, name: str) -> str:
    """The text of ``sql/FOLDER/NAME.sql``."""
    return (resource_folder("sql") / folder / f"{name}.sql").read_text(encoding="utf-8")


def names(folder: str) -> tuple[str, ...]:
    """The files of a folder of ``sql/``, in alphabetical order."""
    return tuple(sorted(path.stem for path in (resource_folder("sql") / folder).glob("*.sql")))


def check_sql(name: str) -> str:
    """The query of a check: its rows are the offenders."""
    return sql("checks", name)


CHECKS = names("checks")
FINDINGS = names("findings")
