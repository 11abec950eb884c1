"""The text of a report with its marks is still that text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from warehouse.publication.site.marking import Mark, marked_lines

TEXTS = st.text(alphabet="预算数9,.<>&\"'\n\r\f\u202e\u200b甲", max_size=60)


def plain(html: str) -> str:
    body = LexborHTMLParser(f"<p>{html}</p>").body
    return body.text() if body else ""


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        marks.append(Mark(start, end, "q budget", (f"a{number}",), f"m{number}"))
    return text, marks


@given(marked())
def test_the_lines_put_together_are_the_text_and_begin_where_they_say(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    for line in marked_lines(text, marks):
        shown = plain(line.html)
        original = text[line.start : line.start + len(shown)]
        seen = ["\ufffd" if character in "\u202e\u200b" else " " if character == "\f" else character for character in original]
        assert shown == "".join(seen)
        assert "\n" not in shown
        assert "\r" not in shown


@given(marked())
def test_every_mark_has_its_anchor_once_and_lights_up_exactly_its_words(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    whole = LexborHTMLParser("".join(f"<p>{line.html}</p>" for line in marked_lines(text, marks)))
    for mark in marks:
        assert len(whole.css(f"#{mark.anchors[0]}")) == 1
        lit = "".join(node.text() for node in whole.css(f'[data-g~="{mark.group}"]'))
        words = text[mark.start : mark.end].replace("\r", "").replace("\n", "")
        assert [character for character in lit if character not in "\ufffd "] == [one for one in words if one not in "\u202e\u200b\f"]


def test_of_two_marks_the_narrower_comes_first() -> None:
    [line] = marked_lines("预算98万元", [Mark(0, 6, "q budget", (), "m0"), Mark(2, 4, "n budget", (), "m1")])
    number = LexborHTMLParser(line.html).css_first(".n")
    assert number is not None
    assert number.attributes["data-g"] == "m1 m0"
    assert number.attributes["class"] == "n budget q"


def test_a_page_is_told_once_on_the_first_line_known_to_be_on_it() -> None:
    lines = marked_lines("一\n二\n三\n四", [], [(0, 1), (4, 2), (6, 2)])
    assert [line.page for line in lines] == [1, None, 2, None]
