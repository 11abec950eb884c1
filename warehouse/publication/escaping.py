"""One escaping function per sink. Text of a report reaches a file or a terminal through one of these and no other way."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# Characters with which a spreadsheet begins a formula, in both widths.
_FORMULA_START = frozenset("=+-@\t\r\n＝＋－＠")
FORMULA_START = re.escape("".join(sorted(_FORMULA_START)))
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[-－]")
# Spreadsheets skip these before they look for a formula: white space, byte-order mark, zero-width characters.
_BEFORE_FORMULA = re.compile(r"[ \u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
_NOT_IN_CSV = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKDOWN_MARKS = re.compile(r"([\\`*_{}\[\]#|~$])")


def csv_cell(value: Any) -> str:
    """One cell as it stands in the file. Numbers are bare, all text is quoted, no text begins a formula.

    Nothing is empty, an empty text is ``""``; lists and structs are JSON text.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return plain_number(value)
    text = _NOT_IN_CSV.sub("\ufffd", _as_text(value))
    seen = _BEFORE_FORMULA.sub("", text, count=1) if _BEFORE_FORMULA.match(text) else text
    guard = "'" if seen[:1] in _FORMULA_START and seen and not _PLAIN_NUMBER.fullmatch(text) else ""
    return f'"{guard}{text}"' if '"' not in text else '"' + guard + text.replace('"', '""') + '"'


def markdown_text(value: Any) -> str:
    """Text that shows as it is in a Markdown paragraph or table cell: no markup, no HTML, no link, one line."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return plain_number(value)
    text = _UNPRINTABLE.sub("\ufffd", re.sub(r"\s+", " ", _as_text(value)).strip())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKDOWN_MARKS.sub(r"\\\1", text)
    # Bare addresses would become links, and `javascript:` is nobody's word in a report.
    return re.sub(r"(?i)(\b[a-z]{3,12}):|\bwww\.", lambda found: found[0][:-1] + f"&#{ord(found[0][-1])};", text)


def terminal_text(value: Any) -> str:
    """Text that cannot steer a terminal: control and direction characters are shown as their code, tabs and ends of lines stay."""
    text = plain_number(value) if isinstance(value, float | Decimal) else _as_text(value)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def readable_text(value: Any) -> str:
    """Text for a place that shows it as it is: ends of lines and tabs stay, characters that cannot be seen are shown as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", _as_text(value))


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON, with Chinese as it is and everything that could steer a terminal as ``\\uXXXX``."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_json_value, allow_nan=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain_number(value: int | float | Decimal) -> str:
    """A number without exponent and without idle zeros: 13092.5400000000 → 13092.54."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return ""
    text = format(exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    return str(value)


def _json_value(value: Any) -> Any:
    """Whole decimals become whole numbers; others keep all digits that a reader's float can hold."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
