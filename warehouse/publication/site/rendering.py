"""Templates → pages. The one sink for HTML: whatever is not made here is escaped by the templates themselves."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from warehouse.publication.escaping import plain_number, readable_text
from warehouse.resources import resource_folder

# Characters that a cell or a heading shows; the report itself has the whole.
SHOWN = 400
_BLANK = re.compile(r"\s+")
_ENDS_A_SCRIPT = re.compile("[<>&\u2028\u2029]")


def render(template: str, **values: Any) -> bytes:
    """A page as it stands in a file. ``root`` is the way back to the site's folder: "" or "../"."""
    return environment().get_template(template).render(**values).encode("utf-8", "replace")


def script(call: str, value: Any) -> bytes:
    """Data as a plain script, for a page opened from disk cannot fetch: ``call(JSON)``."""
    return f"{call}({json_in_html(value)});\n".encode("utf-8", "replace")


def json_in_html(value: Any) -> Markup:
    """JSON of which no character can end a script or a line, inside a page or in a file."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(_ENDS_A_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def word(chinese: str) -> tuple[str, str]:
    """A word of the site in Chinese and English. ``KeyError`` for one that ``site/words.csv`` does not have."""
    return chinese, _english()[chinese]


def english_of(chinese: str) -> str:
    """Empty for what is no word of the site, such as a body's name."""
    return _english().get(chinese, "")


@cache
def both(chinese: str) -> Markup:
    """The same in a page, which shows the one or the other."""
    return _pair(*word(chinese))


@cache
def label(chinese: str, attribute: str = "aria-label") -> Markup:
    """The same as an attribute that the page's script switches."""
    text, english = word(chinese)
    return Markup('{}="{}" data-zh-label="{}" data-en-label="{}"').format(attribute, text, text, english)


def term_words(kind: str, code: Any) -> tuple[str, str]:
    """What a code of the warehouse (a rule, a role, a status) is called; one that ``site/terms.csv`` does not have is shown as it is."""
    return _terms().get((kind, str(code)), (shown(code, 80), shown(code, 80)))


@lru_cache(maxsize=1000)
def term(kind: str, code: Any) -> Markup:
    """The same in a page, in both languages."""
    return _pair(*term_words(kind, code))


def terms_of(kind: str) -> dict[str, tuple[str, str]]:
    """All codes of a kind with what they are called."""
    return {code: words for (other, code), words in _terms().items() if other == kind}


def shown(value: Any, length: int = SHOWN) -> str:
    """A value as text for a reader: digits in groups, one line, nothing invisible, not longer than a cell can bear."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return grouped(value)
    if isinstance(value, str) and len(value) <= length and value.isprintable() and "  " not in value:
        return value.strip()
    text = readable_text(_BLANK.sub(" ", str(value)).strip())
    return text if len(text) <= length else text[: length - 1] + "…"


def grouped(value: int | float | Decimal) -> str:
    """A number with its thousands apart: 13092.5400 → 13,092.54."""
    whole, dot, rest = plain_number(value).partition(".")
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{rest}" if digits else ""


def text_as_shown(text: str) -> str:
    """Text of a report, one character for one: ends of pages are blanks, what cannot be seen is U+FFFD."""
    return readable_text(text.replace("\f", " ").replace("\v", " ").replace("\r", " "))


def _pair(chinese: str, english: str) -> Markup:
    if chinese == english:
        return escape(chinese)
    return Markup('<span class="zh" lang="zh-Hans">{}</span><span class="en" lang="en">{}</span>').format(chinese, english)


@cache
def _english() -> dict[str, str]:
    return {row["zh"]: row["en"] for row in _read("words.csv")}


@cache
def _terms() -> dict[tuple[str, str], tuple[str, str]]:
    return {(row["kind"], row["code"]): (row["zh"], row["en"]) for row in _read("terms.csv")}


def _read(name: str) -> list[dict[str, str]]:
    with (resource_folder("site") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(resource_folder("site") / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(t=both, label=label, term=term)
    made.filters["shown"] = shown
    return made
