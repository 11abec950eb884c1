"""What the pages and READMEs show is what the program says: every command is run, in order, and its words are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import READMES, TUTORIAL, Tour, answers_of, answers_of_readme, explanations, others, readme_steps, tour
from tests.docs.running import session
from tests.docs.shown import ROOT, Step, agrees, steps_of


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    return tour(tmp_path_factory.mktemp("tour"))


def compare(step: Step, said: str) -> None:
    assert not step.is_shown or agrees(step.shown, said), f"{step.page}:{step.line}: {step.code}\nshows\n{step.shown}\nbut says\n{said}"


def test_the_tutorial_shows_what_its_commands_say(taken: Tour) -> None:
    assert len(taken.said) > 40
    for step, said in taken.said:
        compare(step, said)


@pytest.mark.slow
@pytest.mark.parametrize("page", others())
def test_a_page_shows_what_its_commands_say(page: str, taken: Tour, tmp_path: Path) -> None:
    for step, said in answers_of(page, taken.made, tmp_path):
        compare(step, said)


@pytest.mark.parametrize("page", explanations())
def test_the_examples_of_an_explanation_hold(page: str) -> None:
    for step in steps_of(ROOT / page):
        assert session(step.code) == "", f"{step.page}:{step.line}"


def test_the_english_readme_shows_what_its_commands_say(taken: Tour) -> None:
    for step, said in answers_of_readme(taken, readme_steps("README.md")):
        compare(step, said)


def test_both_readmes_show_the_same_commands_and_answers() -> None:
    english, chinese = ([(step.code, step.shown) for step in steps_of(ROOT / name)] for name in READMES)
    assert english == chinese
    assert len(english) >= 8


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("a  1\nb\n", "a  1\nb\n"),
        ("a …\n", "a 20231201\n"),
        ("a\n…\nz\n", "a\nb\nc\nz\n"),
        ("a\n…\n", "a\n"),
        ("a\n", "a  \n\n"),
    ],
)
def test_an_output_agrees_whatever_its_elisions_stand_for(shown: str, said: str) -> None:
    assert agrees(shown, said)


@pytest.mark.parametrize(("shown", "said"), [("a\n", "b\n"), ("", "a\n"), ("a …\n", "a\nb\n"), ("a\n…\nz\n", "a\nb\n"), ("a.c\n", "abc\n")])
def test_an_output_that_differs_does_not_agree(shown: str, said: str) -> None:
    assert not agrees(shown, said)


def test_a_command_has_its_continuation_lines_and_what_stands_below(tmp_path: Path) -> None:
    [first, second] = [step for step in steps_of(ROOT / TUTORIAL) if step.code.startswith(("mkdir own", "cat > own/2022.txt"))]
    assert (first.code, first.shown) == ("mkdir own", "")
    assert second.code.splitlines()[1].startswith("松亭区档案馆2022年度")
    assert second.code.splitlines()[-1] == "END"
