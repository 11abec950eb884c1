-- Grain: one row per document and organisation that is not as the last settling left it: come, gone, or told otherwise.
with settled as (
    select * exclude (refreshed_at)
    from settled_document
),

different as (
    (
        select * from present_document
        except
        select * from settled
    )
    union all
    (
        select * from settled
        except
        select * from present_document
    )
)

select distinct
    document_key,
    organisation_id
from different;
