"""A clerk's answers → the user's seeds: corrections and aliases, checked before the first file is touched.

Nothing that stands in the folder is changed or lost: entries are added, and a contradiction is an error. The new files
are tried out in a copy of the folder with the same reader that every run uses, then put in place whole.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from warehouse.errors import SeedError, UsageError
from warehouse.model import ROLES
from warehouse.publication.review_sheet import DISCOVERED, DOUBTFUL, UNCLAIMED, Answer
from warehouse.reference import Correction, Reference, load_reference
from warehouse.text.width import fold

NOTHING = "无"
_ALIASES, _INDICATORS, _CORRECTIONS = "indicator_aliases.csv", "indicators.csv", "corrections.yml"
_HEADERS = {_ALIASES: "alias,indicator", _INDICATORS: "indicator,category,base_unit,polarity"}
_ROLE_NAMES = {role for roles in ROLES.values() for role in roles}
_SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Applied:
    """What was added; ``present`` were there already, ``kept`` are answers that stay in the sheet (unclaimed numerals)."""

    corrections: int = 0
    aliases: int = 0
    indicators: int = 0
    present: int = 0
    kept: int = 0


def apply_answers(sheet: Path, answers: Sequence[Answer], seeds: Path) -> Applied:
    """Adds the answers to a folder of seeds, which is made where there is none. Raises UsageError naming sheet, row and
    column of every mistake; then nothing is written."""
    reference = _standing(seeds)
    problems = [problem for answer in answers for problem in _problems(answer)]
    _stop(sheet, problems)
    corrections, present = _new_corrections(sheet, answers, reference)
    names, aliases, known = _new_names(sheet, answers, reference)
    added: dict[str, str] = {}
    if corrections:
        added[_CORRECTIONS] = "".join(yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=10_000) for item in corrections)
    for file, rows in ((_INDICATORS, names), (_ALIASES, aliases)):
        if rows:
            added[file] = _csv(rows)
    if added:
        _write(seeds, added, len(reference.corrections) + len(corrections))
    kept = sum(answer.sheet is UNCLAIMED for answer in answers)
    return Applied(len(corrections), len(aliases), len(names), present + known, kept)


def _standing(seeds: Path) -> Reference:
    """The seeds as they stand, with those of a folder that need not be there yet."""
    if seeds.is_dir():
        return load_reference(seeds)
    with tempfile.TemporaryDirectory() as empty:
        return load_reference(Path(empty))


def _stop(sheet: Path, problems: Sequence[str]) -> None:
    if problems:
        more = [f"and {len(problems) - _SHOWN_PROBLEMS} more"] if len(problems) > _SHOWN_PROBLEMS else []
        raise UsageError("\n".join([f"{sheet}: nothing was written", *problems[:_SHOWN_PROBLEMS], *more]))


def _problems(answer: Answer) -> Iterable[str]:
    asked = {UNCLAIMED: ("指标名称", "角色", "复核人"), DISCOVERED: ("归入指标", "复核人"), DOUBTFUL: ("更正值", "理由", "复核人")}
    needed = ("理由", "复核人") if answer.sheet is UNCLAIMED and not answer["指标名称"] else asked[answer.sheet]
    given = {UNCLAIMED: ("文件", "数字"), DISCOVERED: ("指标",), DOUBTFUL: ("文件", "原文", "数字")}[answer.sheet]
    for column in (*given, *needed):
        if not answer[column]:
            yield answer.problem(column, "is empty")
    if answer.sheet is UNCLAIMED and answer["角色"] and answer["角色"] not in _ROLE_NAMES:
        yield answer.problem("角色", f"{answer['角色']!r} is none of {', '.join(sorted(_ROLE_NAMES))}")
    column = {UNCLAIMED: "数值", DOUBTFUL: "更正值"}.get(answer.sheet, "")
    if answer[column] and not _is_value(answer[column]):
        yield answer.problem(column, f"{answer[column]!r} is not a number (13092.54, or {NOTHING} for what is no fact)")


def _is_value(text: str) -> bool:
    try:
        return text == NOTHING or Decimal(_plain(text)).is_finite()
    except InvalidOperation:
        return False


def _plain(text: str) -> str:
    return fold(text).replace(",", "").replace("，", "").strip()


def _new_corrections(sheet: Path, answers: Iterable[Answer], reference: Reference) -> tuple[list[dict[str, str | None]], int]:
    """The entries that are not there yet, and how many are."""
    there = {(one.document, one.match, one.number): one for one in reference.corrections}
    found: list[dict[str, str | None]] = []
    problems: list[str] = []
    present = 0
    for answer in answers:
        if answer.sheet is not DOUBTFUL:
            continue
        value = None if answer["更正值"] == NOTHING else Decimal(_plain(answer["更正值"]))
        one = Correction(answer["文件"], answer["原文"], value, answer["理由"], answer["复核人"], answer["数字"])
        other = there.setdefault((one.document, one.match, one.number), one)
        if other is one:
            found.append(_entry(one))
        elif other.value == one.value:
            present += 1
        else:
            problems.append(answer.problem("更正值", f"{answer['更正值']} contradicts {other.value}, {_place(other)}"))
    _stop(sheet, problems)
    return found, present


def _place(other: Correction) -> str:
    return f"which stands in {other.file}:{other.line}" if other.file else "which another row of the sheet says"


def _entry(one: Correction) -> dict[str, str | None]:
    value = None if one.value is None else format(one.value, "f")
    return {
        "document": one.document,
        "match": one.match,
        "number": one.number,
        "value": value,
        "why": one.why,
        "reviewed_by": one.reviewed_by,
    }


def _new_names(sheet: Path, answers: Iterable[Answer], reference: Reference) -> tuple[list[list[str]], list[list[str]], int]:
    """New canonical indicators and aliases, as rows of their seeds, and how many aliases are there already."""
    rows = [answer for answer in answers if answer.sheet is DISCOVERED]
    asked = {answer["指标"]: answer for answer in rows}
    canonical: dict[str, list[str]] = {}
    aliases: dict[str, str] = {}
    problems: list[str] = []
    known = 0
    for answer in rows:
        name, wanted = answer["指标"], answer["归入指标"]
        target = reference.indicator(wanted)
        goal = target.indicator if target else wanted
        before = reference.indicator_aliases.get(name, aliases.get(name))
        if goal == name or name in reference.indicators:
            problems.append(answer.problem("归入指标", f"{name} is an indicator of its own; leave the row empty"))
        elif before == goal:
            known += 1
        elif before is not None:
            problems.append(answer.problem("归入指标", f"{name} is an alias of {before} already, which contradicts {goal}"))
        elif wanted in asked:
            problems.append(
                answer.problem("归入指标", f"{wanted} is itself merged into {asked[wanted]['归入指标']} in row {asked[wanted].row}")
            )
        else:
            aliases[name] = goal
            if target is None:
                canonical.setdefault(goal, [goal, "其他", answer["单位"], "neutral"])
    _stop(sheet, problems)
    return list(canonical.values()), [list(pair) for pair in aliases.items()], known


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _write(seeds: Path, added: dict[str, str], corrections: int) -> None:
    """Tries the new files out beside the folder, then puts each in place whole."""
    seeds.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=seeds.parent, prefix=f".{seeds.name}.") as beside:
        trial = Path(beside) / seeds.name
        shutil.copytree(seeds, trial) if seeds.is_dir() else trial.mkdir()
        changed = [_append(trial, name, text) for name, text in added.items()]
        try:
            tried = load_reference(trial)
        except SeedError as error:
            raise UsageError(f"{seeds}: nothing was written: {str(error).replace(str(trial), str(seeds))}") from error
        if len(tried.corrections) != corrections:
            raise UsageError(
                f"{seeds}: nothing was written: {_CORRECTIONS} must be a list of items that begin with `- ` in the first column"
            )
        for path in changed:
            target = seeds / path.relative_to(trial)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)


def _append(folder: Path, name: str, text: str) -> Path:
    """The file of a seed in the folder, wherever the user keeps it, with the text behind what stands there."""
    nested = name if name == _CORRECTIONS else f"reference/{name}"
    path = next((folder / place for place in (name, nested) if (folder / place).is_file()), folder / nested)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = _read(path) if path.is_file() else _HEADERS.get(name, "")
    if name == _CORRECTIONS:
        before = "\n".join(line for line in before.split("\n") if line.strip() != "[]")
    elif text and path.is_file():
        text = _in_its_columns(before, name, text)
    path.write_text(before + ("\n" if before and not before.endswith("\n") else "") + text, encoding="utf-8")
    return path


def _read(path: Path) -> str:
    """UTF-8, or what Excel writes in Chinese offices."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _in_its_columns(before: str, name: str, text: str) -> str:
    """The rows in the order of columns that the user's file has, others empty."""
    header = [cell.strip() for cell in next(csv.reader(io.StringIO(before)), [])]
    ours = _HEADERS[name].split(",")
    rows = [dict(zip(ours, row, strict=True)) for row in csv.reader(io.StringIO(text))]
    return _csv([[row.get(column, "") for column in header] for row in rows])
