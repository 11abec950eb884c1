"""Which characters the matches of a pattern can begin and end with.

A rule is looked up by the character beside the number before its pattern is tried: of some eighty rules five or six are
left. What the pattern's parse does not tell counts as any character, so that a lookup may try too much, never too little.

    >>> sorted(last_characters("(?:增长|下降)(?:了|约)?"))
    ['了', '约', '长', '降']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, TypeVar

# The standard library's own parser of patterns, the one that ``re`` compiles from: a private name, held here alone.
_parser: Any = import_module("re._parser")

Characters = frozenset[str] | None
"""None stands for any character, and for none at all where a match may be empty."""

Item = TypeVar("Item")
_Edge = tuple[Characters, bool]
_LARGEST_RANGE = 256
_SPACES = frozenset(char for char in map(chr, range(0x3001)) if char.isspace())
_REPEATS = frozenset(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"))
_WITHOUT_WIDTH = frozenset(("ASSERT", "ASSERT_NOT"))


def first_characters(pattern: str) -> Characters:
    """The characters that a match of the pattern can begin with."""
    return _edge_of(pattern, False)


def last_characters(pattern: str) -> Characters:
    """The characters that a text can end with whose end the pattern matches."""
    return _edge_of(pattern, True)


def needed_characters(pattern: str) -> Characters:
    """Characters of which every match holds at least one; None where no part of the pattern says so. The fewest that do."""
    edges = (_of_part(str(operation), value, False) for operation, value in _parser.parse(pattern))
    told = [characters for characters, may_be_empty in edges if characters and not may_be_empty]
    return min(told, key=len, default=None)


def by_character(items: Sequence[Item], characters: Callable[[Item], Characters]) -> dict[str, tuple[Item, ...]]:
    """The items that fit each character, in their order; under an empty string those that fit all others."""
    sets = [characters(item) for item in items]
    known = {"", *(char for chars in sets if chars is not None for char in chars)}
    return {char: tuple(item for item, chars in zip(items, sets, strict=True) if chars is None or char in chars) for char in known}


def _edge_of(pattern: str, is_last: bool) -> Characters:
    characters, may_be_empty = _of_sequence(_parser.parse(pattern), is_last)
    return None if may_be_empty else characters


def _of_sequence(sequence: Iterable[Any], is_last: bool) -> _Edge:
    """The characters at one edge of parts that follow each other, and whether all of them may be empty."""
    found: frozenset[str] = frozenset()
    for operation, value in reversed(list(sequence)) if is_last else sequence:
        characters, may_be_empty = _of_part(str(operation), value, is_last)
        if characters is None:
            return None, False
        found |= characters
        if not may_be_empty:
            return found, False
    return found, True


def _of_part(operation: str, value: Any, is_last: bool) -> _Edge:
    if operation == "LITERAL":
        return frozenset(chr(value)), False
    if operation == "IN":
        return _of_class(value), False
    if operation == "SUBPATTERN":
        return _of_sequence(value[-1], is_last)
    if operation == "ATOMIC_GROUP":
        return _of_sequence(value, is_last)
    if operation == "BRANCH":
        return _of_branches([_of_sequence(branch, is_last) for branch in value[1]])
    if operation in _REPEATS:
        characters, may_be_empty = _of_sequence(value[2], is_last)
        return characters, may_be_empty or value[0] == 0
    if operation == "AT":  # $ matches before a line end, too
        return frozenset("\n" if str(value) == "AT_END" else ""), True
    return (frozenset(), True) if operation in _WITHOUT_WIDTH else (None, False)


def _of_branches(edges: Sequence[_Edge]) -> _Edge:
    sets = [characters for characters, _ in edges if characters is not None]
    is_known = len(sets) == len(edges)
    return frozenset().union(*sets) if is_known else None, any(may_be_empty for _, may_be_empty in edges)


def _of_class(members: Sequence[tuple[Any, Any]]) -> Characters:
    """The characters of a class such as [0-9万亿]; any where it is a great one, or tells what is not in it."""
    found: set[str] = set()
    for operation, value in members:
        kind = str(operation)
        if kind == "LITERAL":
            found.add(chr(value))
        elif kind == "RANGE" and value[1] - value[0] < _LARGEST_RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif kind == "CATEGORY" and str(value) == "CATEGORY_SPACE":
            found |= _SPACES
        else:
            return None
    return frozenset(found)
