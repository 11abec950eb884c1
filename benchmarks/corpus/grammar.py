"""Templates → text, with the place of every figure: ``{slot}`` is filled by the caller, ``[a|b]`` is one of several."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeVar

T = TypeVar("T")
_TOKEN = re.compile(r"\{(\w+)\}|\[([^\[\]]*)\]")


class Figure(NamedTuple):
    """A number as printed, with what a reader of the report should make of it. ``period`` empty: any is right; a unit that
    stands in a table's head or nowhere is not ``shown``."""

    number: str
    unit: str
    value: float | None
    table: str
    role: str
    name: str
    period: str
    aliases: tuple[str, ...] = ()
    scope: str | None = None
    rank_kind: str | None = None
    shown: bool = True


class Slot(NamedTuple):
    name: str


class Choice(NamedTuple):
    options: tuple[tuple[object, ...], ...]


Piece = str | Figure
Template = tuple[object, ...]
# What a slot stands for: text, a figure, several of both, or further templates of which one is taken.
Filling = str | Figure | tuple[Piece, ...] | list[str]
Resolve = Callable[[str], Filling]


@cache
def parse(template: str) -> Template:
    """Text, slots and choices in order."""
    tokens: list[object] = []
    end = 0
    for found in _TOKEN.finditer(template):
        tokens.append(template[end : found.start()])
        tokens.append(Slot(found[1]) if found[1] else Choice(tuple(parse(option) for option in found[2].split("|"))))
        end = found.end()
    tokens.append(template[end:])
    return tuple(token for token in tokens if token != "")


def pick(rng: random.Random, options: Sequence[T]) -> T:
    """One of them; `random.choice` takes three times as long."""
    return options[int(rng.random() * len(options))]


def expand(template: Template, rng: random.Random, resolve: Resolve, out: list[Piece]) -> None:
    """Appends what the template says this time."""
    for token in template:
        if isinstance(token, str):
            out.append(token)
        elif isinstance(token, Choice):
            expand(pick(rng, token.options), rng, resolve, out)
        elif isinstance(token, Slot):
            _fill(resolve(token.name), rng, resolve, out)


def _fill(filling: Filling, rng: random.Random, resolve: Resolve, out: list[Piece]) -> None:
    if isinstance(filling, list):
        expand(parse(pick(rng, filling)), rng, resolve, out)
    elif isinstance(filling, str | Figure):
        out.append(filling)
    else:
        out.extend(filling)


class Mention(NamedTuple):
    """A figure and where it stands; ``quote_start`` is where its sentence begins."""

    figure: Figure
    start: int
    end: int
    quote_start: int
    quote_end: int


@dataclass
class Page:
    """A report while it is written: text so far, the mentions in it, and what else the truth tells."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    mentions: list[Mention] = field(default_factory=list)
    items: list[tuple[str, int, int]] = field(default_factory=list)
    findings: list[tuple[str, int, int]] = field(default_factory=list)

    def put(self, text: str) -> int:
        """Appends text; where it begins."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start

    def put_pieces(self, pieces: Sequence[Piece]) -> tuple[int, int]:
        """Appends text and figures; where they begin and end."""
        begin = self.length
        for piece in pieces:
            if isinstance(piece, str):
                self.put(piece)
                continue
            start = self.put(piece.number)
            end = self.length
            if piece.shown:
                self.put(piece.unit)
            self.mentions.append(Mention(piece, start, end, begin, self.length))
        return begin, self.length

    def text_from(self, start: int) -> str:
        """What was written from there on; looks at the last parts only."""
        count, length = 0, self.length
        while length > start:
            count += 1
            length -= len(self.parts[-count])
        return "".join(self.parts[-count:]) if count else ""

    @property
    def text(self) -> str:
        return "".join(self.parts)
