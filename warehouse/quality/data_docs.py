"""Great Expectations' Data Docs of a check: its own renderers and blocks, in pages that ask nothing of any other place.

The library's page frame fetches styles, scripts and a logo from elsewhere, and most of its blocks put values into HTML as
they are. So the frame is ours (``pages/``: one style sheet inside, no script, a policy that allows none), and what could be
markup travels through the renderers as characters of private use that become entities at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from great_expectations.core import ExpectationSuiteValidationResult
from great_expectations.core.expectation_validation_result import expectationSuiteValidationResultSchema
from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
from great_expectations.render.view.view import DefaultJinjaPageView

PAGES = Path(__file__).with_name("pages")
# What is markup in HTML, in attributes of it and in the templates that the library fills.
_MARKUP = "&<>\"'`${}"
_STAND_INS = {ord(mark): chr(0xE000 + number) for number, mark in enumerate(_MARKUP)}
_ENTITIES = {ord(stand_in): f"&#{mark};" for mark, stand_in in _STAND_INS.items()}
# What cannot be seen or turns the direction of writing, and what the stand-ins would be mistaken for.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ue000-\ue0ff]"
)
# The library links each suite's page of expectations, which we do not make: the result tells the same.
_SUITE_LINK = re.compile(r'<a href="[./]*expectations/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def render_docs(results: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """(file name, page) of every suite's result, given as the library's JSON, and ``index.html``."""
    told = list(results)
    view: Any = DefaultJinjaPageView(custom_views_directory=str(PAGES))
    for result in told:
        page = view.render(_document(result), template="suite_page.j2")
        yield f"{result['suite_name']}.html", _SUITE_LINK.sub(r"\1", page.translate(_ENTITIES))
    yield "index.html", _index(view, told)


def _document(result: Mapping[str, Any]) -> Any:
    loaded: ExpectationSuiteValidationResult = expectationSuiteValidationResultSchema.load(_shielded(result))
    return ValidationResultsPageRenderer().render(loaded)


def _index(view: Any, results: Iterable[Mapping[str, Any]]) -> str:
    """One line a suite, those that fail first."""
    suites = [
        {
            "name": result["suite_name"],
            "success": result["success"],
            "evaluated": result["statistics"]["evaluated_expectations"],
            "failed": result["statistics"]["unsuccessful_expectations"],
            "run": result["meta"]["run_id"],
        }
        for result in results
    ]
    run = suites[0]["run"]
    ordered = sorted(suites, key=lambda suite: (suite["success"], suite["name"]))
    return str(view.env.get_template("suite_index.j2").render(suites=ordered, run_name=run["run_name"], run_time=run["run_time"]))


def _shielded(value: Any) -> Any:
    """The same value with stand-ins for markup in every text and key, names of the library's own fields apart."""
    if isinstance(value, str):
        return _UNSEEN.sub("\ufffd", value).translate(_STAND_INS)
    if isinstance(value, Mapping):
        return {_key(key): _shielded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_shielded(item) for item in value]
    return value


def _key(key: str) -> str:
    return key if re.fullmatch("[a-z_A-Z]+", key) else str(_shielded(key))
