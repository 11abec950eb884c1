"""Charts, drawn as SVG while the site is built: they print, need no script, and carry nothing but numbers and years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import vl_convert
from markupsafe import Markup

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# Told apart by lightness, too: in print, and by readers who do not see the hue.
BUDGET, EXECUTED = "#a9bfd4", "#1f4e79"
_MANY = 3
_CONFIG = {
    "background": "transparent",
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 11, "labelColor": "#444", "gridColor": "#e4e4e4", "domainColor": "#888", "tickColor": "#888", "title": None},
}


def budget_chart(amounts: Sequence[tuple[int, float | None, float | None]]) -> Markup | None:
    """Bars of budget and execution in 万元 side by side; ``amounts`` are (year, budget, executed)."""
    values = [
        {"year": str(year), "part": part, "amount": amount}
        for year, *pair in amounts
        for part, amount in zip("be", pair, strict=True)
        if amount is not None
    ]
    if not values:
        return None
    encoding = {
        "x": {"field": "year", "type": "nominal", "axis": {"labelAngle": 0}},
        "xOffset": {"field": "part", "sort": ["b", "e"]},
        "y": {"field": "amount", "type": "quantitative", "axis": {"tickCount": 5}},
        "color": {"field": "part", "legend": None, "scale": {"domain": ["b", "e"], "range": [BUDGET, EXECUTED]}},
    }
    return _drawn(
        {"width": max(160, 110 * len({row["year"] for row in values})), "height": 200, "mark": "bar", "encoding": encoding}, values
    )


def distribution_chart(figures: Sequence[tuple[int, float]]) -> Markup | None:
    """A dash for each organisation's figure, and each year's median as a wide one; ``figures`` are (year, value).

    None where no year has enough of them to be spread at all: the table then says it better.
    """
    counted = Counter(year for year, _ in figures)
    values = [{"year": str(year), "value": value} for year, value in figures if counted[year] >= _MANY]
    if not values:
        return None
    year = {"field": "year", "type": "nominal", "axis": {"labelAngle": 0}}
    value = {"field": "value", "type": "quantitative", "scale": {"zero": False, "nice": True}, "axis": {"tickCount": 6}}
    median = {"aggregate": "median", **value}
    layers = [
        {"mark": {"type": "tick", "color": EXECUTED, "opacity": 0.55, "thickness": 2, "size": 26}, "encoding": {"x": year, "y": value}},
        {"mark": {"type": "tick", "color": "#b3541e", "thickness": 3, "size": 46}, "encoding": {"x": year, "y": median}},
    ]
    return _drawn({"width": max(160, 90 * len({row["year"] for row in values})), "height": 220, "layer": layers}, values)


def _drawn(spec: dict[str, Any], values: list[dict[str, Any]]) -> Markup:
    whole = {"$schema": _SCHEMA, "config": _CONFIG, "data": {"values": values}, **spec}
    svg = vl_convert.vegalite_to_svg(whole).replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(svg)
