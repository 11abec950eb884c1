"""Makes Great Expectations' SQL route run on DuckDB; the only place that touches a private name of the library.

Version 1.24.1 has no DuckDB engine. Its SQLAlchemy engine closes the connection before it fetches, unless the dialect
is listed among those whose connections persist; without the entry every expectation ends in an ``IndexError``. The
canary in ``tests/quality/test_dialect.py`` tells when a newer version needs this no more, or needs something else.
"""

from __future__ import annotations

import great_expectations.execution_engine.sqlalchemy_execution_engine as engine


class _Dialect(str):
    """Equal to the name of a dialect, with the ``value`` that the members of the library's own enum have."""

    @property
    def value(self) -> str:
        return str(self)


def keep_duckdb_connections() -> None:
    """Lists duckdb among the dialects with persisted connections; safe to call again."""
    persisted = engine._PERSISTED_CONNECTION_DIALECTS
    if "duckdb" not in persisted:
        engine._PERSISTED_CONNECTION_DIALECTS = (*persisted, _Dialect("duckdb"))  # type: ignore[assignment]  # it lists members of an enum
