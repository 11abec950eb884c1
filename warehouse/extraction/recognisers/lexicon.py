"""Words of which a numeral is only a part (统一, 四川, 举一反三): found from the numeral, never by reading the whole text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from warehouse.reference import Reference

NUMERAL_CHARS = frozenset("〇零○一二两三四五六七八九十百千万亿兆廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟幺俩仨半几首")

WORD_KINDS = ("word", "name", "article", "period", "duration", "list_mark", "vague", "quantity")
"""Kinds of words in ``labels.csv`` that are labels as they stand; ``quantity`` marks a count that a shorter word would hide."""

Probes = dict[str, tuple[tuple[int, int], ...]]


class Lexicon:
    """An index of words by each numeral in them and its neighbour (the character behind it, or before it where it ends the word):
    (place of the numeral in the word, length of the word), longest first."""

    __slots__ = ("_after", "_before", "_kinds")

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        self._kinds = {word: kind for kind, words in kinds.items() for word in words}
        after: dict[str, set[tuple[int, int]]] = {}
        before: dict[str, set[tuple[int, int]]] = {}
        for word in self._kinds:
            for place, char in enumerate(word):
                if char not in NUMERAL_CHARS:
                    continue
                if place + 1 < len(word):
                    after.setdefault(word[place : place + 2], set()).add((place, len(word)))
                else:
                    before.setdefault(word[place - 1 : place + 1], set()).add((place, len(word)))
        self._after, self._before = _longest_first(after), _longest_first(before)

    def find(self, text: str, position: int) -> tuple[int, int, str] | None:
        """(start, end, kind) of the longest word that holds the numeral at ``position``; None if there is no such word."""
        found = None
        for place, length in self._after.get(text[position : position + 2], ()):
            start = position - place
            if 0 <= start <= len(text) - length and (kind := self._kinds.get(text[start : start + length])):
                found = start, start + length, kind
                break
        if not position:
            return found
        for place, length in self._before.get(text[position - 1 : position + 1], ()):
            start = position - place
            if found and length <= found[1] - found[0]:
                break
            if 0 <= start <= len(text) - length and (kind := self._kinds.get(text[start : start + length])):
                return start, start + length, kind
        return found


def _longest_first(probes: dict[str, set[tuple[int, int]]]) -> Probes:
    return {pair: tuple(sorted(found, key=lambda probe: (-probe[1], probe[0]))) for pair, found in probes.items()}


@lru_cache(maxsize=4)
def lexicon_of(reference: Reference) -> Lexicon:
    """The words of the seeds that hold a numeral; the other kinds in ``labels.csv`` are vocabulary for the rules."""
    return Lexicon({kind: reference.labels.get(kind, ()) for kind in WORD_KINDS})
