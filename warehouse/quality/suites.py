"""Expectation suites as they are written: one YAML file per table or view, read and checked without a database.

A file names its ``table``, says ``why`` the suite is there and lists ``expectations``, each with Great Expectations'
own ``type`` and ``kwargs``, a ``severity`` (error, warning, note), ``why`` it must hold and, where the type and the
column do not tell it apart from its neighbours, a ``name``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from warehouse.errors import UsageError
from warehouse.model import SEVERITIES, Severity

SUITE_KEYS = ("table", "why", "expectations")
EXPECTATION_KEYS = ("name", "type", "kwargs", "severity", "why")
QUERY_TYPE = "unexpected_rows_expectation"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation as written; ``label`` is unique in its suite; ``line`` counts from 1."""

    label: str
    type: str
    kwargs: Mapping[str, Any]
    severity: Severity
    why: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations on one table or view."""

    name: str
    table: str
    why: str
    file: str
    expectations: tuple[Expectation, ...]


def mistake(file: str, line: int, problem: str) -> UsageError:
    """The error for a mistake in an expectation file, in the form that editors jump to."""
    return UsageError(f"{file}:{line}: {problem}")


class _Located(dict[str, Any]):
    """A mapping that knows the line on which it begins."""

    line: int = 0


class _Loader(yaml.SafeLoader):
    """Plain YAML whose mappings know their line and have no key twice."""


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> _Located:
    located = _Located()
    located.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in located:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} stands twice", key_node.start_mark)
        located[key] = loader.construct_object(value_node, deep=True)
    return located


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_mapping)


def load_suites(folder: Path) -> tuple[Suite, ...]:
    """All suites of a folder in the order of their names. Raises UsageError naming file and line of a mistake."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder of expectation suites")
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise UsageError(f"{folder}: holds no expectation suite (*.yml)")
    return tuple(load_suite(file) for file in files)


def load_suite(path: Path) -> Suite:
    """One suite; its name is the file's stem, which must be the table's name."""
    content = _read(path)
    _require_keys(content, SUITE_KEYS, SUITE_KEYS, path.name, "a suite")
    table, why, entries = content["table"], content["why"], content["expectations"]
    if table != path.stem:
        raise mistake(path.name, content.line, f"table is {table!r}, but the file is named for {path.stem!r}")
    if not isinstance(entries, list) or not entries:
        raise mistake(path.name, content.line, "expectations must be a list with at least one entry")
    expectations = tuple(_expectation(entry, path.name, content.line) for entry in entries)
    _require_unique_labels(expectations)
    return Suite(name=path.stem, table=str(table), why=str(why), file=path.name, expectations=expectations)


def _read(path: Path) -> _Located:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # a SafeLoader with lines
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise mistake(path.name, line, f"no valid YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise mistake(path.name, 1, f"no valid YAML: {error}") from error
    if not isinstance(content, _Located):
        raise mistake(path.name, 1, "a suite is a mapping with the keys " + ", ".join(SUITE_KEYS))
    return content


def _require_keys(content: _Located, required: Iterable[str], known: Iterable[str], file: str, what: str) -> None:
    for key in required:
        if content.get(key) in (None, ""):
            raise mistake(file, content.line, f"{what} needs the key {key!r}")
    unknown = sorted(set(content) - set(known))
    if unknown:
        raise mistake(file, content.line, f"unknown key {unknown[0]!r}; known: {', '.join(known)}")


def _expectation(entry: object, file: str, line: int) -> Expectation:
    if not isinstance(entry, _Located):
        raise mistake(file, line, "each expectation is a mapping with the keys " + ", ".join(EXPECTATION_KEYS))
    _require_keys(entry, ("type", "severity", "why"), EXPECTATION_KEYS, file, "an expectation")
    if entry["severity"] not in SEVERITIES:
        raise mistake(file, entry.line, f"unknown severity {entry['severity']!r}; known: {', '.join(SEVERITIES)}")
    kwargs = entry.get("kwargs", {})
    if not isinstance(kwargs, dict):
        raise mistake(file, entry.line, "kwargs must be a mapping")
    return Expectation(
        label=_label(entry, kwargs, file),
        type=str(entry["type"]),
        kwargs=dict(kwargs),
        severity=cast("Severity", entry["severity"]),
        why=str(entry["why"]).strip(),
        file=file,
        line=entry.line,
    )


def _label(entry: _Located, kwargs: Mapping[str, Any], file: str) -> str:
    """The given name, else the type with the columns that it is about."""
    if entry.get("name"):
        return str(entry["name"])
    if entry["type"] == QUERY_TYPE:
        raise mistake(file, entry.line, f"an {QUERY_TYPE} needs a name that says what must hold")
    columns = [str(kwargs[key]) for key in ("column", "column_A", "column_B") if key in kwargs]
    listed = kwargs.get("column_list")
    columns += map(str, listed) if isinstance(listed, list) else []  # anything else the library refuses, with its line
    return f"{entry['type']}({', '.join(columns)})" if columns else str(entry["type"])


def _require_unique_labels(expectations: Iterable[Expectation]) -> None:
    seen: dict[str, int] = {}
    for expectation in expectations:
        if expectation.label in seen:
            problem = f"{expectation.label} stands on line {seen[expectation.label]} already; give one of them a name"
            raise mistake(expectation.file, expectation.line, problem)
        seen[expectation.label] = expectation.line
