"""The labels that Word counts by itself (一、（一） 1.): a reader of the printed page sees them, the text does not hold them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from warehouse.documents.xml import attribute, child, children

_DIGITS = "零一二三四五六七八九"
_CAPITAL = dict(zip("零一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰", strict=True))
_PLACE = re.compile(r"%([1-9])")


def chinese(number: int) -> str:
    """1 … 999 in Chinese: 12 → 十二, 105 → 一百零五."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    out = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        out += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        out += "零"
    return out + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    out = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += letters * (number // value)
        number %= value
    return out


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda n: "".join("〇一二三四五六七八九"[int(digit)] for digit in str(n)),
    "chineseLegalSimplified": lambda n: "".join(_CAPITAL.get(char, char) for char in chinese(n)),
    "ideographLegalTraditional": lambda n: "".join(_CAPITAL.get(char, char) for char in chinese(n)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "decimalZero": lambda n: f"{n:02d}",
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "bullet": lambda _: "",
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document, and how far each has been counted."""

    lists: dict[str, tuple[str, dict[int, _Level]]]
    styles: dict[str, tuple[str, int]]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: Any) -> str:
        """The label that stands before a paragraph; empty if it has none. Counts on: to be called once a paragraph."""
        found = self._of(paragraph)
        if found is None or found[0] not in self.lists:
            return ""
        counter, levels = self.lists[found[0]]
        level = levels.get(found[1])
        if level is None:
            return ""
        counts = self.counters.setdefault(counter, {})
        counts[found[1]] = counts.get(found[1], level.start - 1) + 1
        for deeper in [number for number in counts if number > found[1]]:
            del counts[deeper]
        if level.format == "bullet":
            return ""
        return _PLACE.sub(lambda match: self._number(levels, counts, int(match.group(1)) - 1), level.text)

    @staticmethod
    def _number(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        return _FORMATS.get(level.format, str)(counts.get(depth, level.start))

    def _of(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, else its style's. The list 0 takes a paragraph out of any."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return None
        style = child(properties, "pStyle")
        inherited = self.styles.get(attribute(style, "val")) if style is not None else None
        own = child(properties, "numPr")
        if own is None:
            return inherited
        return _list_and_level(own, inherited or ("", 0))


def _list_and_level(element: Any, inherited: tuple[str, int]) -> tuple[str, int]:
    number, level = child(element, "numId"), child(element, "ilvl")
    return (
        attribute(number, "val") if number is not None else inherited[0],
        _integer(attribute(level, "val"), 0) if level is not None else inherited[1],
    )


def read_numbering(numbering: Any | None, styles: Any | None) -> Numbering:
    """The lists of ``numbering.xml`` and which styles use them; both parts may be absent."""
    return Numbering(_lists(numbering) if numbering is not None else {}, _styles(styles) if styles is not None else {})


def _lists(root: Any) -> dict[str, tuple[str, dict[int, _Level]]]:
    abstract = {
        attribute(element, "abstractNumId"): {_integer(attribute(lvl, "ilvl"), 0): _level(lvl) for lvl in children(element, "lvl")}
        for element in children(root, "abstractNum")
    }
    lists: dict[str, tuple[str, dict[int, _Level]]] = {}
    for number in children(root, "num"):
        name = attribute(number, "numId")
        reference = child(number, "abstractNumId")
        levels = dict(abstract.get(attribute(reference, "val") if reference is not None else "", {}))
        counter = f"abstract {attribute(reference, 'val')}" if reference is not None else name
        for override in children(number, "lvlOverride"):
            depth = _integer(attribute(override, "ilvl"), 0)
            start, level = child(override, "startOverride"), child(override, "lvl")
            if level is not None:
                levels[depth] = _level(level)
            if start is not None and depth in levels:
                counter = f"list {name}"
                levels[depth] = _Level(_integer(attribute(start, "val"), 1), levels[depth].format, levels[depth].text)
        lists[name] = (counter, levels)
    return lists


def _level(element: Any) -> _Level:
    values = {name: child(element, name) for name in ("start", "numFmt", "lvlText")}
    texts = {name: attribute(value, "val") if value is not None else "" for name, value in values.items()}
    return _Level(_integer(texts["start"], 1), texts["numFmt"] or "decimal", texts["lvlText"])


def _styles(root: Any) -> dict[str, tuple[str, int]]:
    """Style → its list and level, inherited from the style that it is based on."""
    own: dict[str, tuple[str, tuple[str, int] | None]] = {}
    for style in children(root, "style"):
        number, base = child(style, "pPr", "numPr"), child(style, "basedOn")
        found = _list_and_level(number, ("", 0)) if number is not None else None
        own[attribute(style, "styleId")] = (attribute(base, "val") if base is not None else "", found)
    styles: dict[str, tuple[str, int]] = {}
    for name in own:
        current, steps = name, 0
        while current in own and steps < len(own):
            base_name, found = own[current]
            if found is not None:
                styles[name] = found
                break
            current, steps = base_name, steps + 1
    return styles


def _integer(text: str, default: int) -> int:
    return int(text) if text.lstrip("-").isdigit() and len(text) < 9 else default
