"""Corrections: where they hold, what they change, and when they are open again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from warehouse.documents import read_content
from warehouse.model import Document, Mention, Span
from warehouse.reference import Correction, load_reference
from warehouse.reference.correcting import correct, place_corrections

TEXT = "一、收支情况\n全年预算数 130,92.54 万元，执行数\n115,28.89 万元。全年预算数 130,92.54 万元。\n"
WRONG = Correction("report.txt", "全年预算数130,92.54万元", Decimal("13092.54"), "逗号错位", "张三")


def document(text: str = TEXT, name: str = "folder/report.txt") -> Document:
    return read_content(text.encode(), name)


def mention(text: str, number: str, value: str, unit: str = "万元", anchor: int | None = None) -> Mention:
    start = text.index(number)
    return Mention(
        table="budget",
        role="annual_budget",
        name="部门整体",
        thing="部门整体",
        period="2022",
        quote=Span(start, start + len(number)),
        rule="annual_budget",
        number=Span(start, start + len(number)),
        value=Decimal(value),
        unit=unit,
        value_base=Decimal(value) * 10000,
        base_unit="元",
        anchor=anchor,
    )


def test_a_correction_holds_wherever_its_quote_stands_blanks_aside() -> None:
    placed, open_again = place_corrections(document(), [WRONG])
    assert [place.number.of(TEXT) for place in placed] == ["130,92.54", "130,92.54"]
    assert open_again == ()


def test_a_quote_over_a_line_end_is_found() -> None:
    correction = replace(WRONG, match="执行数115,28.89万元", value=Decimal("11528.89"))
    placed, _ = place_corrections(document(), [correction])
    assert [place.number.of(TEXT) for place in placed] == ["115,28.89"]


def test_a_correction_opens_again_when_its_quote_is_gone() -> None:
    placed, open_again = place_corrections(document(TEXT.replace("130,92.54", "13,092.54")), [WRONG])
    assert (placed, open_again) == ((), (WRONG,))


def test_a_quote_with_two_numbers_must_say_which_is_meant() -> None:
    both = replace(WRONG, match="全年预算数 130,92.54 万元，执行数 115,28.89 万元")
    assert place_corrections(document(), [both])[1] == (both,)
    placed, _ = place_corrections(document(), [replace(both, number="115,28.89")])
    assert [place.number.of(TEXT) for place in placed] == ["115,28.89"]


def test_a_correction_names_its_document_by_file_name_or_key() -> None:
    one = document()
    assert place_corrections(one, [replace(WRONG, document=one.key[:12])])[0]
    assert place_corrections(one, [replace(WRONG, document="folder/report.txt")])[0]
    assert place_corrections(one, [replace(WRONG, document="other.txt")]) == ((), ())
    assert place_corrections(one, [replace(WRONG, document=one.key[:4])]) == ((), ())


def test_a_corrected_mention_keeps_what_was_read_before() -> None:
    placed, _ = place_corrections(document(), [WRONG])
    (corrected,) = correct([mention(TEXT, "130,92.54", "130")], placed, load_reference())
    assert (corrected.value, corrected.value_base, corrected.reading, corrected.original_value) == (
        Decimal("13092.54"),
        Decimal("130925400"),
        "corrected",
        Decimal("130"),
    )


def test_other_mentions_stay_as_they_are() -> None:
    placed, _ = place_corrections(document(), [WRONG])
    other = mention(TEXT, "115,28.89", "11528.89")
    assert correct([other], placed, load_reference()) == (other,)


def test_a_number_corrected_to_nothing_is_no_mention_and_anchors_move_up() -> None:
    placed, _ = place_corrections(document(), [replace(WRONG, value=None)])
    first, second, third = mention(TEXT, "130,92.54", "130"), mention(TEXT, "115,28.89", "11528.89"), mention(TEXT, "115", "1", anchor=1)
    assert [kept.anchor for kept in correct([first, second, third], placed, load_reference())] == [None, 0]
    orphan = mention(TEXT, "115", "1", anchor=0)
    assert [kept.anchor for kept in correct([first, orphan], placed, load_reference())] == [None]


def test_a_users_correction_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    item = "- document: report.txt\n  match: 全年预算数130,92.54万元\n  value: {}\n  why: 逗号错位\n  reviewed_by: 张三\n"
    (tmp_path / "corrections.yml").write_text(item.format("13,092.50"), encoding="utf-8")
    (found,) = [one for one in load_reference(tmp_path).corrections if one.document == "report.txt"]
    assert found.value == Decimal("13092.50")
    assert str(found.value) == "13092.50"
    (tmp_path / "corrections.yml").write_text(item.format(""), encoding="utf-8")
    assert load_reference(tmp_path).corrections[-1].value is None
