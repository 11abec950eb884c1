"""Files with flipped, lost and repeated bytes: each is read or refused with a documented reason, nothing else happens."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.documents.report_writers import WRITERS
from warehouse.documents import UnreadableFile, read_content
from warehouse.documents.reasons import REASONS

ROUNDS = 25


def damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    place = chance.randrange(len(changed))
    kind = chance.choice(("flip", "lose", "repeat", "cut"))
    if kind == "flip":
        for _ in range(chance.choice((1, 4, 20))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    elif kind == "lose":
        del changed[place : place + chance.randrange(1, 400)]
    elif kind == "repeat":
        changed[place:place] = changed[place : place + 300]
    else:
        del changed[place:]
    return bytes(changed)


@pytest.mark.parametrize("ending", list(WRITERS))
def test_a_damaged_file_is_read_or_refused_with_a_reason(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{ending}"
    WRITERS[ending](path)
    chance = random.Random(ending)
    for _ in range(ROUNDS):
        try:
            document = read_content(damaged(path.read_bytes(), chance), path.name)
        except UnreadableFile as error:
            assert error.reason_code in REASONS
            continue
        assert all(cell.span.of(document.text) == cell.text for table in document.tables for cell in table.cells if ending != ".txt")
        assert all(0 <= span.start < span.end <= len(document.text) for span in document.furniture)


def test_every_reason_says_in_both_languages_what_to_do() -> None:
    assert all("请" in chinese and ":" in english for chinese, english in REASONS.values())
