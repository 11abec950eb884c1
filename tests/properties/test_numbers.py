"""What holds of every number, however it is printed."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from warehouse.extraction.recognisers.label import find_labels, read_numbers
from warehouse.extraction.recognisers.quantity import find_quantities
from warehouse.reference import load_reference
from warehouse.text.numeral import read_numeral
from warehouse.text.width import fold

HAN = "零一二三四五六七八九"
UNITS = ("万元", "元", "%", "家", "件", "人次", "个百分点", "平方公里", "万平方米", "亿元", "宗", "公里", "分")
FULL_WIDTH = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")

amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
wholes = st.integers(min_value=0, max_value=10**16 - 1)
texts = st.text(
    alphabet="0123456789,.％%万亿千百十一二两三第约超近余多成半个元年月日号〔〕“”《》（）、，。；-—/·×\n 是要以上下及A", max_size=60
)


def in_characters(number: int) -> str:
    """A whole number as it is spoken: 10205 → 一万零二百零五."""
    if number == 0:
        return "零"
    for scale, char in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if rest and rest < scale // 10 else ""
            return in_characters(head) + char + gap + (in_characters(rest) if rest else "")
    return HAN[number]


@given(amounts)
def test_an_amount_in_figures_reads_back_however_it_is_grouped_or_wide(amount: Decimal) -> None:
    for printed in (f"{amount}", f"{amount:,}", f"{amount:,}".translate(FULL_WIDTH), f" {amount:,} "):
        assert read_numeral(printed) == amount


@given(wholes)
def test_a_whole_number_in_characters_reads_back(number: int) -> None:
    assert read_numeral(in_characters(number)) == number


@given(wholes)
def test_a_negative_number_is_the_opposite_of_its_digits(number: int) -> None:
    assert read_numeral("负" + in_characters(number)) == -read_numeral(in_characters(number))


@given(amounts, st.sampled_from(UNITS))
def test_an_amount_with_a_unit_is_found_with_its_value_and_unit(amount: Decimal, unit: str) -> None:
    for printed in (f"{amount:,}", f"{amount:,}".translate(FULL_WIDTH)):
        text = f"全年完成{printed}{unit}，同比持平。"
        (found,) = find_quantities(text)
        assert found.printed_value == amount
        assert found.unit == unit
        assert text[found.number_start : found.number_end] == printed
        assert text[found.start : found.end] == printed + unit


@given(amounts, st.sampled_from(UNITS))
def test_the_interval_holds_the_value(amount: Decimal, unit: str) -> None:
    for cue in ("", "约", "近"):
        (found,) = find_quantities(f"完成{cue}{amount}{unit}")
        assert found.low is not None
        assert found.high is not None
        assert found.value is not None
        assert found.low < found.value < found.high


@given(st.integers(min_value=2, max_value=10**8))
def test_a_count_in_characters_is_found(number: int) -> None:
    (found,) = find_quantities(f"办结案件{in_characters(number)}件。")
    assert found.value == number


@given(texts)
def test_spans_slice_back_in_order_without_overlap(text: str) -> None:
    free, labels = read_numbers(text, load_reference())
    spans = sorted([(q.start, q.end) for q in free] + [(label.start, label.end) for label in labels])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for quantity in free:
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.end


@given(texts)
def test_labels_do_not_overlap(text: str) -> None:
    labels = find_labels(text, load_reference())
    assert all(left.end <= right.start for left, right in pairwise(labels))


@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_numbers(text) == read_numbers(text)


@given(texts)
def test_width_does_not_change_what_is_found(text: str) -> None:
    def found(source: str) -> list[tuple[int, int, Decimal | None, str]]:
        return [(q.start, q.end, q.value, q.unit) for q in find_quantities(source)]

    assert found(fold(text)) == found(text.translate(FULL_WIDTH))


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none_and_never_a_crash(text: str) -> None:
    find_quantities(text)
    try:
        value = read_numeral(text)
    except ValueError:
        return
    assert value.is_finite()
