-- Grain: one row per fact of any of the five tables.
create or replace view fact as
select
    'budget' as fact_table,
    fact_key,
    document_key,
    organisation_id,
    period_key,
    fiscal_year,
    project,
    reading_ordinal
from fact_budget
union all
select
    'indicator' as fact_table,
    fact_key,
    document_key,
    organisation_id,
    period_key,
    fiscal_year,
    project,
    reading_ordinal
from fact_indicator
union all
select
    'ranking' as fact_table,
    fact_key,
    document_key,
    organisation_id,
    period_key,
    fiscal_year,
    project,
    reading_ordinal
from fact_ranking
union all
select
    'case' as fact_table,
    fact_key,
    document_key,
    organisation_id,
    period_key,
    fiscal_year,
    project,
    reading_ordinal
from fact_case
union all
select
    'commitment' as fact_table,
    fact_key,
    document_key,
    organisation_id,
    period_key,
    fiscal_year,
    project,
    reading_ordinal
from fact_commitment;
