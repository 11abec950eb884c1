-- Grain: one row per organisation of whose documents one came or went.
select o.organisation_id
from organisation_seen as o
semi join came_document as c on o.document_key = c.document_key
union distinct
select w.organisation_id
from went_document as w
where w.organisation_id is not null;
