"""Whose report it is: ids that last through renamings."""

from __future__ import annotations

from datetime import date

from tests.builders import an_identity
from warehouse.conforming.organisation import organisation_id, organisation_rows
from warehouse.reference import Reference
from warehouse.reference.nouns import Organisation


def known(name, same_as="", valid_from=None, valid_to=None, aliases=()):
    return Organisation(name, "bureau", "510199", tuple(aliases), same_as, valid_from, valid_to, None, None)


RENAMED = Reference(
    organisations={
        "甲县水务局": known("甲县水务局", valid_to=date(2021, 12, 31)),
        "甲县水利局": known("甲县水利局", same_as="甲县水务局", valid_from=date(2022, 1, 1), aliases=("县水利局",)),
    }
)


def test_a_renamed_organisation_keeps_its_id():
    old, new = an_identity("甲县水务局"), an_identity("甲县水利局")
    assert organisation_id(old, RENAMED) == organisation_id(new, RENAMED)


def test_all_names_of_a_known_organisation_come_with_any_of_its_reports():
    rows = organisation_rows("key", an_identity("甲县水务局", aliases=("我局",)), RENAMED)
    assert [(row.organisation, row.is_current, row.aliases) for row in rows] == [
        ("甲县水务局", False, ["我局"]),
        ("甲县水利局", True, ["县水利局"]),
    ]


def test_two_bodies_of_one_name_in_two_regions_are_two():
    one, other = an_identity("城关镇人民政府", region_code="510199"), an_identity("城关镇人民政府", region_code="620199")
    assert organisation_id(one, Reference()) != organisation_id(other, Reference())


def test_a_report_of_nobody_has_no_organisation():
    assert organisation_id(an_identity(""), Reference()) is None
    assert organisation_rows("key", an_identity(""), Reference()) == []
