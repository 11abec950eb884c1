"""Numbers as a sheet displays them: 14260000 with ``#,##0.00`` is 14,260,000.00, 0.96 with ``0.00%`` is 96.00%.

The format language is that of ECMA-376 part 1, 18.8.30: up to four sections (positive; negative; zero; text).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

# Formats that have a number instead of a code; 27–36 and 50–58 are those of Chinese versions.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"¥-"', 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"([^"]*)"|[\\!](.)|[_*].|\[([^\]]*)\]|([0#?][0#?,.]*(?:E[+-]0+)?|\.[0#?]+)|(%)|([ymdhse]+|a{3,4}|AM/PM)|(.)',
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_466
_WEEKDAYS = "一二三四五六日"
_GENERAL_WIDTH = 11


def display(number: str, code: str, is_1904: bool = False) -> str:
    """A stored number in a format. What is no number, or a format beyond this reader, is shown as stored."""
    try:
        value = Decimal(format(float(number), ".15g"))
    except (ValueError, InvalidOperation):
        return number
    if not value.is_finite():
        return number
    section, is_signed = _section(code, value)
    tokens = _tokens(section)
    if not tokens or section.strip().lower() in ("general", "g/通用格式", "@") or "general" in section.lower():
        return general(value)
    if any(kind == "date" for kind, _ in tokens):
        return _date(value, tokens, is_1904)
    return _number(value if is_signed else abs(value), tokens)


def general(value: Decimal) -> str:
    """A number without a format: as many decimals as fit into eleven characters."""
    whole = len(str(abs(int(value))))
    places = max(0, _GENERAL_WIDTH - 1 - whole)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if abs(value) < 10**15 else value
    text = format(rounded, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    parts, current, quoted = [], "", False
    previous = ""
    for char in code:
        if char == '"' and previous != "\\":
            quoted = not quoted
        if char == ";" and not quoted and previous != "\\":
            parts.append(current)
            current = ""
        else:
            current += char
        previous = char
    return (*parts, current)


def _section(code: str, value: Decimal) -> tuple[str, bool]:
    """The section for a value, and whether its sign is still to be shown."""
    sections = _sections(code)[:3]
    conditions = [_CONDITION.fullmatch(inner) for section in sections for inner in re.findall(r"\[([^\]]*)\]", section)]
    if any(conditions):
        for section in sections:
            found = next((m for inner in re.findall(r"\[([^\]]*)\]", section) if (m := _CONDITION.fullmatch(inner))), None)
            if found is None or _holds(value, found.group(1), Decimal(found.group(2))):
                return section, True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    if value < 0 and len(sections) > 1:
        return sections[1], False
    return sections[0], True


def _holds(value: Decimal, operator: str, bound: Decimal) -> bool:
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound, "<>": value != bound,
    }[operator]  # fmt: skip


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[tuple[str, str], ...]:
    """Kinds: literal, number, percent, date."""
    tokens: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(section):
        quoted, escaped, bracket, number, percent, date, other = match.groups()
        if quoted is not None or escaped:
            tokens.append(("literal", quoted or escaped or ""))
        elif bracket is not None:
            currency = _CURRENCY.fullmatch(bracket)
            if bracket.lower() in ("h", "hh", "m", "mm", "s", "ss"):
                tokens.append(("date", bracket.lower()))
            elif currency:
                tokens.append(("literal", currency.group(1)))
        elif number:
            tokens.append(("number", number))
        elif percent:
            tokens.append(("percent", "%"))
        elif date:
            tokens.append(("date", date.lower()))
        elif other and other != "?":
            tokens.append(("literal", other))
    return tuple(tokens)


def _number(value: Decimal, tokens: tuple[tuple[str, str], ...]) -> str:
    value = value.scaleb(2 * sum(kind == "percent" for kind, _ in tokens))
    out, is_shown = "", False
    for kind, text in tokens:
        if kind == "number":
            out += "" if is_shown else _digits(abs(value), text)
            is_shown = True
        else:
            out += text
    out = out.strip()
    is_negative = value < 0 and any(char in "123456789" for char in out)
    return f"-{out}" if is_negative else out


def _digits(value: Decimal, pattern: str) -> str:
    mantissa, _, exponent = pattern.upper().partition("E")
    if exponent:
        power = value.adjusted() if value else 0
        return f"{_digits(value.scaleb(-power), mantissa)}E{'-' if power < 0 else '+'}{abs(power):0{len(exponent) - 1}d}"
    scale = len(mantissa) - len(mantissa.rstrip(","))
    mantissa = mantissa.rstrip(",")
    whole, _, decimals = mantissa.partition(".")
    rounded = value.scaleb(-3 * scale).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits, _, fraction = format(rounded, "f").partition(".")
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        digits = f"{int(digits):,}".rjust(len(digits)) if digits else ""
    kept = len(decimals.rstrip("#?"))
    fraction = fraction[:kept] + fraction[kept:].rstrip("0")
    return f"{digits}.{fraction}" if fraction else digits


def _date(value: Decimal, tokens: tuple[tuple[str, str], ...], is_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return general(value)
    moment = (_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(seconds=round(float(value) * 86400))
    out = ""
    for place, (kind, text) in enumerate(tokens):
        out += _date_part(moment, text, _is_minute(tokens, place)) if kind == "date" else text
    return out.strip()


def _is_minute(tokens: tuple[tuple[str, str], ...], place: int) -> bool:
    """m is the minute after an hour or before a second."""
    dates = [(number, text) for number, (kind, text) in enumerate(tokens) if kind == "date"]
    here = next(i for i, (number, _) in enumerate([*dates, (place, "")]) if number == place)
    before = dates[here - 1][1] if here > 0 else ""
    after = dates[here + 1][1] if here + 1 < len(dates) else ""
    return before.startswith("h") or after.startswith("s")


def _date_part(moment: datetime, text: str, is_minute: bool) -> str:
    letter, width = text[0], len(text)
    if letter in "ye":
        return f"{moment.year % 100:02d}" if width == 2 else str(moment.year)
    if letter == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[moment.weekday()] if width >= 3 and "/" not in text else ""
    if letter == "d" and width > 2:
        return f"星期{_WEEKDAYS[moment.weekday()]}"
    if letter == "m" and not is_minute and width > 2:
        return f"{moment.month}月"
    part = {"m": moment.minute if is_minute else moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}.get(letter, 0)
    return f"{part:02d}" if width > 1 else str(part)
