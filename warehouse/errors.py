"""Errors that say who must act. Only programs raise; what is wrong in a report is a finding."""

from __future__ import annotations


class WarehouseError(Exception):
    """Base of all errors of this project. ``exit_code`` is what the command line ends with."""

    exit_code = 3


class UsageError(WarehouseError):
    """A wrong option, path, setting or seed: the caller must act."""

    exit_code = 2


class UnreadableFile(WarehouseError):
    """A file that cannot be read and is quarantined whole. ``reason_code`` is one of the documented list."""

    def __init__(self, reason_code: str, reason: str) -> None:
        super().__init__(reason)
        self.reason_code = reason_code
        self.reason = reason


class SeedError(UsageError):
    """A mistake in seed data; names the file and the line."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file = file
        self.line = line
        self.problem = problem


class WarehouseLocked(WarehouseError):
    """Another process writes this warehouse."""


class WarehouseDamaged(WarehouseError):
    """The file is damaged, foreign or of another version; it is never written to."""


class QueryTooSlow(WarehouseError):
    """A question of a user that took longer than it was given."""
