"""Forms and other tables: header roles first, then a row at a time."""

from warehouse.extraction.tables.forms import read_tables

__all__ = ["read_tables"]
