-- Grain: one row per unit that no loaded report uses any more.
delete from dim_unit
where unit not in (
    select m.unit from mention as m
    where m.unit is not null
);
