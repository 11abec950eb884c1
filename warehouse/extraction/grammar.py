"""How rules are written: short patterns over the words before and after a number, their vocabulary in the seeds.

``{compare}`` in a pattern stands for any word of that kind in ``seeds/reference/words.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from warehouse.text.edges import Characters, first_characters, last_characters, needed_characters

Words = Mapping[str, tuple[str, ...]]

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """What the words around a number say of its part.

    ``left`` ends at the number, ``right`` begins behind it; what ``left`` matches is the cue, what stands before it
    names the thing. ``units`` are the kinds of unit that the rule reads: money, percent, points, score, count.
    ``sign`` is −1 where the value is a decrease. ``period`` is ``prior`` for last year's level, ``future`` for a plan.
    ``needs`` names a state of the walk that must hold (see ``rules``).
    """

    name: str
    example: str
    table: str
    role: str
    left: str = ""
    right: str = ""
    units: tuple[str, ...] = ("money", "percent", "points", "score", "count")
    sign: int = 1
    period: str = ""
    needs: str = ""
    borrows: bool = False


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its vocabulary filled in. ``ends`` are the characters that its cue can end with, ``opens`` those that
    may follow the number; of ``needed`` a cue that can end with any character holds one (see ``edges``)."""

    rule: Rule
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    from_start: bool
    ends: Characters
    opens: Characters
    needed: Characters


def fill(pattern: str, words: Words) -> str:
    """The pattern with every ``{kind}`` replaced by the alternatives of that kind, longest first."""

    def alternatives(match: re.Match[str]) -> str:
        ordered = sorted(words[match.group(1)], key=lambda word: (-len(word), word))
        return "(?:" + "|".join(map(re.escape, ordered)) + ")"

    return _PLACEHOLDER.sub(alternatives, pattern)


def compile_rule(rule: Rule, words: Words) -> CompiledRule:
    left, right = fill(rule.left, words), fill(rule.right, words)
    ends = last_characters(left)
    return CompiledRule(
        rule,
        re.compile(left + r"\Z") if left else None,
        re.compile(right) if right else None,
        left.startswith("^"),
        ends,
        first_characters(right),
        needed_characters(left) if ends is None else None,
    )


class _Compiled(NamedTuple):
    """What was compiled with one vocabulary, which is kept beside it, so that its identity stays its own."""

    words: Words
    patterns: dict[str, re.Pattern[str]]
    ends: dict[str, Characters]
    openings: dict[str, re.Pattern[str] | None]


_COMPILED: dict[int, _Compiled] = {}
_MOST_VOCABULARIES = 16


def _new_vocabulary(words: Words) -> _Compiled:
    if len(_COMPILED) >= _MOST_VOCABULARIES:
        _COMPILED.clear()
    return _COMPILED.setdefault(id(words), _Compiled(words, {}, {}, {}))


def pattern(text: str, words: Words) -> re.Pattern[str]:
    """A pattern with vocabulary, compiled once for the words that it names."""
    patterns = (_COMPILED.get(id(words)) or _new_vocabulary(words)).patterns
    found = patterns.get(text)
    if found is None:
        found = patterns[text] = re.compile(fill(text, words))
    return found


def opening(text: str, words: Words) -> re.Pattern[str] | None:
    """A class of the characters that a pattern's matches can begin with; None where any character can be the first."""
    known = (_COMPILED.get(id(words)) or _new_vocabulary(words)).openings
    if text not in known:
        first = first_characters(fill(text, words))
        known[text] = None if first is None else re.compile("[" + "".join(map(re.escape, sorted(first))) + "]")
    return known[text]


def without_end(told: str, text: str, words: Words) -> str:
    """What is told without the words at its end that a pattern, which closes with ``$``, finds there."""
    known = (_COMPILED.get(id(words)) or _new_vocabulary(words)).ends
    if text not in known:
        known[text] = last_characters(fill(text, words))
    ends = known[text]
    if ends is not None and told[-1:] not in ends:
        return told
    found = pattern(text, words).search(told)
    return told[: found.start()] + told[found.end() :] if found else told
