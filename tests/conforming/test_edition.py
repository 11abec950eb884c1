"""What orders the editions of one report."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import a_document, an_identity
from warehouse.conforming.edition import dated_on, edition_group, edition_mark


@pytest.mark.parametrize(
    ("name", "title", "mark"),
    [
        ("自评报告.docx", "", 0),
        ("自评报告_v1.docx", "", 1),
        ("自评报告_v2.docx", "", 2),
        ("自评报告V3.docx", "", 3),
        ("自评报告（修订）.docx", "", 2),
        ("自评报告.docx", "2022年度自评报告（修订稿）", 2),
        ("自评报告第三版.docx", "", 3),
        ("v2文件夹/自评报告.docx", "", 0),
        ("dev20.docx", "", 0),
    ],
)
def test_a_mark_of_revision_is_read_from_name_or_title(name, title, mark):
    assert edition_mark(name, title) == mark


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("自评报告\n正文。\n某局\n2023年3月15日\n", date(2023, 3, 15)),
        ("自评报告\n正文。\n二〇二三年三月十五日", date(2023, 3, 15)),
        ("自评报告\n正文。\n二○二三年十一月二十日\n", date(2023, 11, 20)),
        ("自评报告\n2022年12月2日起实施。\n正文", None),
        ("自评报告\n正文。\n2023年13月45日", None),
        ("", None),
    ],
)
def test_the_date_that_signs_a_report_stands_alone_at_its_end(text, day):
    assert dated_on(a_document(text)) == day


def test_editions_share_organisation_year_and_type():
    one, other = a_document("一"), a_document("二")
    identity = an_identity()
    assert edition_group(one, identity, "id") == edition_group(other, identity, "id")
    assert edition_group(one, identity, "id") != edition_group(one, an_identity(year=2021), "id")
    assert edition_group(one, identity, "id") != edition_group(one, an_identity(report_type="project"), "id")


def test_reports_on_two_projects_are_no_editions_of_each_other_but_a_revision_is():
    titles = ("防汛项目自评报告", "绿化项目自评报告", "防汛项目自评报告（修订）")
    flood, green, revised = (edition_group(a_document(title), an_identity(report_type="project", title=title), "id") for title in titles)
    assert flood != green
    assert flood == revised


def test_a_report_of_nobody_or_of_no_year_is_its_own_only_edition():
    one, other = a_document("一"), a_document("二")
    assert edition_group(one, an_identity(), None) != edition_group(other, an_identity(), None)
    assert edition_group(one, an_identity(year=None), "id") != edition_group(other, an_identity(year=None), "id")
