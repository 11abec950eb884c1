"""The Frictionless Data Package that describes the exported CSV files: types, keys and units of every column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

PRIMARY_KEYS: dict[str, tuple[str, ...]] = {
    "evidence": ("evidence_key",),
    "finding": ("document_key", "finding_key"),
    "quarantined_file": ("file_name",),
}
_UNITS = {"_yuan": "元", "_pct": "%", "_points": "个百分点"}
# Columns whose unit stands in another column of the same row.
_UNIT_COLUMNS = {
    "value": "unit",
    "value_base": "base_unit",
    "target_base": "base_unit",
    "previous_value_base": "base_unit",
    "change_base": "base_unit",
    "case_count": "unit",
}


def datapackage_text(tables: Mapping[str, pa.Table], titles: Mapping[str, str], *, is_whole: bool) -> str:
    """``datapackage.json``. Links between files are told only of the whole: a condition may cut one side of them off."""
    resources = [_resource(name, table, titles.get(name, name), is_whole) for name, table in tables.items()]
    package = {"name": "jixiao", "title": "绩效自评报告：逐年比较", "profile": "tabular-data-package", "resources": resources}
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, table: pa.Table, title: str, is_whole: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field, table.column_names) for field in table.schema],
        "missingValues": [""],
        "primaryKey": list(PRIMARY_KEYS.get(name, ("fact_key",))),
    }
    if is_whole and name.startswith("yearly_"):
        schema["foreignKeys"] = [{"fields": ["fact_key"], "reference": {"resource": "evidence", "fields": ["fact_key"]}}]
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": schema,
    }


def _field(field: pa.Field, columns: list[str]) -> dict[str, Any]:
    described = {"name": field.name} | _type(field.type)
    unit = next((unit for suffix, unit in _UNITS.items() if field.name.endswith(suffix)), None)
    if unit:
        described["unit"] = unit
    if _UNIT_COLUMNS.get(field.name) in columns:
        described["unitField"] = _UNIT_COLUMNS[field.name]
    return described


def _type(arrow: pa.DataType) -> dict[str, str]:
    if pa.types.is_boolean(arrow):
        return {"type": "boolean"}
    if pa.types.is_integer(arrow):
        return {"type": "integer"}
    if pa.types.is_decimal(arrow) or pa.types.is_floating(arrow):
        return {"type": "number"}
    if pa.types.is_date(arrow):
        return {"type": "date"}
    if pa.types.is_timestamp(arrow):
        return {"type": "datetime", "format": "any"}
    return {"type": "array"} if pa.types.is_list(arrow) else {"type": "string"}
