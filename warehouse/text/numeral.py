"""The value of one written number, in any of the ways in which reports write it.

    >>> read_numeral("二点五万")
    Decimal('25000')
    >>> read_numeral("13,092.54")
    Decimal('13092.54')
    >>> read_numeral("五分之一")
    Decimal('0.2')

The grammar is a descent by scale: a numeral is cut at its greatest scale (兆 亿 万 千 百 十), what stands before it is
multiplied, what follows is added.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from warehouse.text.width import fold

LONGEST = 120
"""A numeral longer than this many characters is none: nobody could mean it."""

_BY_VALUE = ("零〇○", "一壹幺", "二两贰俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {char: value for value, chars in enumerate(_BY_VALUE) for char in chars}
_FIGURES = {**{char: str(value) for char, value in DIGITS.items()}, **{figure: figure for figure in "0123456789"}}
SMALL_SCALES = {"千": 3, "百": 2, "十": 1}
GREAT_SCALES = {"兆": 12, "亿": 8, "万": 4}
SCALES = {**GREAT_SCALES, **SMALL_SCALES}

_SAME = str.maketrans({"拾": "十", "佰": "百", "仟": "千", "萬": "万", "億": "亿", "點": "点", "−": "-", "－": "-", "﹣": "-", "负": "-"})
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_BLANK = re.compile(r"[\s\u200b]+")
_GROUPED_BY_BLANKS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?\Z")
_DIGIT_BLANK_DIGIT = re.compile(r"[0-9.,]\s+[0-9.,]")
_MIXED_RATIO = re.compile(r"(?:([0-9]+)\s+)?([0-9]+)\s*/\s*([0-9]+)\Z")
_PRINTED = re.compile(r"[0-9]+(?:,[0-9]{2,})*(?:\.[0-9]+)?\Z|\.[0-9]+\Z")
_VAGUE_REST = re.compile(r"(?<=[0-9十百千万亿兆])[零〇]?[余多来几]")
_PART = "[^元圆块角毛分零〇整正]"
_MONEY = re.compile(
    f"(?:(?P<yuan>[^元圆块角毛分整正]+)[元圆块])?(?:[零〇]?(?P<jiao>{_PART})[角毛])?(?:[零〇]?(?P<fen>{_PART})分?)?[整正]?\\Z"
)
_HAS_MONEY = re.compile(r"[元圆块角毛]|[^之]分\Z|.分[整正]\Z")
_FRACTION = re.compile(r"(?:(.+)又)?(.+)分之(.+)\Z")
_TENTHS = re.compile(r"(.+)成(半|.)?\Z")
_ZERO = "零〇○"
_TWOS = "两俩仨"  # 两万两 is a weight
_EXACT = Context(prec=2 * LONGEST)


def read_numeral(text: str) -> Decimal:
    """The value of one written number, with the sign that is printed. 余, 多 and 几 behind a scale don't change it
    (二十几万 → 200000). Raises ``ValueError`` for anything else, numbers of more than 120 characters included."""
    if len(text) > LONGEST:
        raise ValueError(f"too long for a number: {len(text)} characters")
    folded = fold(text).strip().translate(_SAME)
    if ratio := _MIXED_RATIO.match(folded):
        return _ratio(*ratio.groups())
    if _GROUPED_BY_BLANKS.match(folded):
        return Decimal(folded.replace(" ", ""))
    if _DIGIT_BLANK_DIGIT.search(folded):
        raise ValueError(f"more than one number: {text!r}")
    bare = _BLANK.sub("", folded).removeprefix("人民币").removeprefix("¥")
    for short, long in _TENS.items():
        bare = bare.replace(short, long)
    sign, bare = (bare[0], bare[1:]) if bare[:1] in ("-", "+") else ("", bare)
    return _plain(_unsigned(bare), "-" if sign == "-" else "")


def _plain(value: Decimal, sign: str) -> Decimal:
    """The same value without a power of ten (2E+4 → 20000) and with its sign, exactly."""
    if sign or value.adjusted() > 0:
        return Decimal(f"{sign}{value:f}")
    return value


def _unsigned(text: str) -> Decimal:
    if _PRINTED.match(text):
        return Decimal(text.replace(",", ""))
    if fraction := _FRACTION.match(text):
        return _fraction(*fraction.groups())
    if tenths := _TENTHS.match(text):
        return _tenths(*tenths.groups())
    if _HAS_MONEY.search(text) and (money := _MONEY.match(text)):
        return _money(money)
    if text in ("半", "一半"):
        return Decimal("0.5")
    if text[:1] == "上" and text[1:2] in SCALES:
        text = text[1:]
    text = _VAGUE_REST.sub("", text)
    return _cardinal(text.replace("万亿", "兆") if text.count("亿") > 1 else text)


def _ratio(whole: str | None, above: str, below: str) -> Decimal:
    if not int(below):
        raise ValueError("a ratio to nought")
    return Decimal(whole or 0) + Decimal(above) / Decimal(below)


def _fraction(whole: str | None, below: str, above: str) -> Decimal:
    """三又五分之一: the whole, the denominator, the numerator."""
    denominator = _cardinal(below)
    if not denominator:
        raise ValueError("a fraction of nought")
    return (_cardinal(whole) if whole else Decimal(0)) + _cardinal(above) / denominator


def _tenths(tens: str, rest: str | None) -> Decimal:
    """三成 is 0.3, 三成五 0.35, 半成 0.05."""
    value = Decimal("0.5") if tens == "半" else _cardinal(tens)
    if rest:
        value += Decimal("0.5") if rest == "半" else _cardinal(rest) / 10
    return value / 10


def _money(parts: re.Match[str]) -> Decimal:
    """玖仟陆佰陆拾伍圆壹角捌分 in 元."""
    if not any(parts.groups()):
        raise ValueError(f"not a number: {parts.string!r}")
    yuan, jiao, fen = (_cardinal(part) if part else Decimal(0) for part in parts.group("yuan", "jiao", "fen"))
    if parts["fen"] and "分" not in parts.string and not parts["jiao"]:
        return yuan + fen / 10
    return yuan + jiao / 10 + fen / 100


def _cardinal(text: str) -> Decimal:
    """A numeral made of digits, scales and a decimal point."""
    for scale, power in SCALES.items():
        before, found, after = text.rpartition(scale)
        if found:
            return _scaled(before, scale, power, after)
    return _digits(text)


def _scaled(before: str, scale: str, power: int, after: str) -> Decimal:
    before = before.rstrip(_ZERO) if before[-1:] in _ZERO and before.rstrip(_ZERO)[-1:] in SCALES else before
    head = before.lstrip(_ZERO) if before[:1] in _ZERO and before[1:2] not in ("点", "") else before
    if scale in SMALL_SCALES and any(char in SCALES for char in head):
        raise ValueError(f"{scale} cannot follow {head!r}")
    if len(head) > 1 and all(char in DIGITS for char in head):
        raise ValueError(f"{head}{scale} is a guess between two numbers, not one")
    value = _EXACT.scaleb(_cardinal(head) if head else Decimal(1), power)
    if not after:
        return value
    if len(after) == 1 and after not in _ZERO + _TWOS and (after in DIGITS or after.isdigit()):
        return _EXACT.add(value, _digits(after).scaleb(power - 1))  # 二百五, 三万五: the next scale goes without saying
    if after in _TWOS:
        raise ValueError(f"{after} cannot follow {scale}")
    rest = _cardinal(after.lstrip(_ZERO) if after.lstrip(_ZERO)[:1] not in ("点", "") else after)
    if rest >= Decimal(1).scaleb(power):
        raise ValueError(f"{after!r} is too great to follow {scale}")
    return _EXACT.add(value, rest)


def _digits(text: str) -> Decimal:
    """Digits without any scale, as figures or as characters: 一七二零点一三四, 100.5."""
    if _PRINTED.match(text):
        return Decimal(text.replace(",", ""))
    whole, point, decimals = text.partition("点")
    if (point and not decimals) or not (whole or point):
        raise ValueError(f"not a number: {text!r}")
    return Decimal(f"{_figures(whole) if whole else '0'}.{_figures(decimals) if point else '0'}") if point else Decimal(_figures(whole))


def _figures(text: str) -> str:
    if text.isascii() and text.isdigit():
        return text
    if len(text) > 1 and any(char in _TWOS for char in text):
        raise ValueError(f"not a number: {text!r}")
    try:
        return "".join(_FIGURES[char] for char in text)
    except KeyError as error:
        raise ValueError(f"not a number: {text!r}") from error
