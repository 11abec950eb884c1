"""The register of organisations that are expected to report, as the seeds hold it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from warehouse.store.errors import told
from warehouse.store.opening import Warehouse
from warehouse.store.state import content_state, mark_changed, transaction


class Expected(Protocol):
    """An organisation of the seeds; only one with ``expected_from`` is expected to report."""

    @property
    def organisation(self) -> str: ...
    @property
    def organisation_type(self) -> str: ...
    @property
    def region_code(self) -> str: ...
    @property
    def expected_from(self) -> int | None: ...
    @property
    def expected_to(self) -> int | None: ...


def set_expected(warehouse: Warehouse, organisations: Iterable[Expected]) -> None:
    """Makes these the register; no row changes where none is another one now."""
    wanted = sorted(
        (o.organisation, o.organisation_type or None, o.region_code or None, o.expected_from, o.expected_to)
        for o in organisations
        if o.expected_from is not None
    )
    connection = warehouse.connection
    with told(warehouse.path):
        there = connection.execute("from expected_organisation order by organisation").fetchall()
        if there == wanted:
            return
        with transaction(warehouse):
            connection.execute("delete from expected_organisation")
            for row in wanted:
                connection.execute("insert into expected_organisation values (?, ?, ?, ?, ?)", row)
            mark_changed(connection, content_state(connection))
