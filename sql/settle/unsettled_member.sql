-- Grain: one row per member of a dimension that may be told no more, or otherwise: one that is not as the last settling left it;
-- where a document went, any.
select
    p.dimension,
    p.member_key
from present_member as p
anti join settled_member as s on p.dimension = s.dimension and p.member_key = s.member_key and p.told = s.told
union distinct
select
    s.dimension,
    s.member_key
from settled_member as s
where exists (select 1 from went_document);
