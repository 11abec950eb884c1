"""Words of which a numeral is only a part (统一, 四川, 举一反三): found from the numeral, never by reading the whole text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from warehouse.reference import Reference

NUMERAL_CHARS = frozenset("〇零○一二两三四五六七八九十百千万亿兆廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟幺俩仨半几首")

Probes = Mapping[str, tuple[tuple[int, int], ...]]


class Lexicon:
    """An index of words by each numeral in them: the numeral's character → (its place in the word, the word's length)."""

    __slots__ = ("_kinds", "_probes")

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        self._kinds = {word: kind for kind, words in kinds.items() for word in words}
        probes: dict[str, set[tuple[int, int]]] = {}
        for word in self._kinds:
            for place, char in enumerate(word):
                if char in NUMERAL_CHARS or char.isdigit():
                    probes.setdefault(char, set()).add((place, len(word)))
        self._probes: Probes = {char: tuple(sorted(found, key=lambda probe: -probe[1])) for char, found in probes.items()}

    def find(self, text: str, position: int) -> tuple[int, int, str] | None:
        """(start, end, kind) of the longest word that holds the numeral at ``position``; None if there is no such word."""
        kinds = self._kinds
        for place, length in self._probes.get(text[position], ()):
            start = position - place
            if start >= 0 and (kind := kinds.get(text[start : start + length])):
                return start, start + length, kind
        return None


@lru_cache(maxsize=4)
def lexicon_of(reference: Reference) -> Lexicon:
    return Lexicon(reference.labels)
