"""Reports by hand that fill every table of a warehouse, consistent over three years and two bodies."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from tests.builders import VERSIONS, a_document, a_mention, an_extraction, an_identity
from warehouse.conforming import as_batch, conform
from warehouse.model import Document, Extraction, Finding, Mention, Numeral, Span
from warehouse.reference import Reference, Waiver, load_reference
from warehouse.reference.nouns import Organisation
from warehouse.store import Warehouse, load, open_warehouse, set_expected, set_waivers, settle

Report = tuple[Document, Extraction]
WATER, HEALTH = "甲县水务局", "甲县卫生健康局"
LEVELS = {2021: 3200, 2022: 3480, 2023: 3500}
PLACES = {2021: 3, 2022: 2, 2023: 5}
# Expected a year before its first report, so that there is a missing one.
REGISTERED = Organisation(WATER, "bureau", "510199", (), "", None, None, 2020, None)


def mention(text: str, quote: str, number: str | None, table: str, role: str, thing: str, year: int, **more: object) -> Mention:
    return a_mention(text, quote, table, role, thing, str(year), number, **more)  # type: ignore[arg-type]


def level_text(year: int, levels: dict[int, int]) -> tuple[str, str]:
    """A level told with its change, and the change alone (empty for the first year)."""
    change = levels[year] - levels.get(year - 1, levels[year])
    if not change:
        return f"视频监控点总数达{levels[year]}个", ""
    word = "增加" if change > 0 else "减少"
    return f"视频监控点总数达{levels[year]}个，较上年{word}{abs(change)}个", f"较上年{word}{abs(change)}个"


def level_mentions(text: str, year: int, levels: dict[int, int], place: int) -> list[Mention]:
    """The level and, anchored to it, its change; ``place`` is the number of the level among the mentions."""
    told, change_told = level_text(year, levels)
    level = mention(text, told, str(levels[year]), "indicator", "actual", "视频监控点总数", year, unit="个", decimals=0)
    if not change_told:
        return [level]
    change = levels[year] - levels[year - 1]
    value = {"value": Decimal(change), "value_base": Decimal(change), "base_unit": "个", "decimals": 0}
    number = str(abs(change))
    return [level, mention(text, change_told, number, "indicator", "change", "视频监控点总数", year, unit="个", anchor=place, **value)]


def a_report(
    organisation: str = WATER,
    year: int = 2022,
    levels: dict[int, int] | None = None,
    rank: int | None = None,
    measures: tuple[str, ...] | None = None,
    extra: str = "",
    name: str = "",
) -> Report:
    """One report with a budget, an indicator with its change, a place, cases, a problem and measures."""
    own = 0 if organisation == WATER else 37  # what sets the figures of the second body apart
    levels = levels or {told_year: level + own for told_year, level in LEVELS.items()}
    rank = rank or PLACES[year] + own
    planned, spent, count = f"{year - 1000 + own}.00", f"{year - 1100 + own}.00", year - 2000 + own
    measures = measures or (f"{organisation}{year}年启动第{year - 2020}批隐患点整治",)
    told, _ = level_text(year, levels)
    items = "；".join(measures)
    lines = [
        f"{organisation}{year}年度部门整体支出绩效自评报告",
        f"全年预算数{planned}万元，执行数{spent}万元。{told}。",
        f"年度综合考核排全县第{rank}名。办结信访事项{count}件，涉及{count + 10}人次。{extra}",
        f"存在问题：{organisation}{year}年队伍力量不足。",
        f"改进措施：{items}。",
    ]
    text = "\n".join(lines) + "\n"
    whole = {"unit": "万元", "scope": "overall", "decimals": 2}
    mentions = [
        mention(text, f"全年预算数{planned}万元", planned, "budget", "annual_budget", "部门整体", year, **whole),
        mention(text, f"执行数{spent}万元", spent, "budget", "executed", "部门整体", year, **whole),
        *level_mentions(text, year, levels, 2),
        mention(
            text, f"年度综合考核排全县第{rank}名", str(rank), "ranking", "rank", "年度综合考核", year,
            scope="全县", rank_kind="exact", rank_best=rank, rank_worst=rank, decimals=0,
        ),
        mention(text, f"办结信访事项{count}件", str(count), "case", "count", "信访", year, unit="件", decimals=0),
        mention(text, f"涉及{count + 10}人次", str(count + 10), "case", "persons", "信访", year, unit="人次", base_unit="件", decimals=0),
        mention(text, f"{organisation}{year}年队伍力量不足", None, "commitment", "problem", "队伍力量不足", year),
        *(mention(text, item, None, "commitment", "measure", item[:30], year) for item in measures),
    ]  # fmt: skip
    place = text.index(str(year))
    date = Numeral(Span(place, place + 4), "date", str(year))
    document = a_document(text, name or f"{organisation}-{year}.txt")
    return document, an_extraction(mentions, an_identity(organisation, year), [date])


def a_finding(report: Report) -> Finding:
    """A finding of one document, quoting its first words."""
    return Finding("stale_year", "warning", "年度表述需核对。", (Span(0, 5),), "2022 ≠ 2021", "请核对年度。")


def batch_of(reports: list[Report], reference: Reference) -> dict[str, pa.Table]:
    return as_batch([conform(*report, [a_finding(report)], reference, VERSIONS) for report in reports])


def good_reports() -> list[Report]:
    return [a_report(organisation, year) for organisation in (WATER, HEALTH) for year in (2021, 2022, 2023)]


def fill(path: Path, reports: list[Report]) -> Path:
    """A settled warehouse of these reports."""
    with open_warehouse(path) as warehouse:
        load(warehouse, batch_of(reports, load_reference()))
        settle(warehouse)
        waive_first(warehouse)
        set_expected(warehouse, [REGISTERED])
    return path


def waive_first(warehouse: Warehouse) -> None:
    """Accepts one finding, so that the table of waivers is not empty."""
    [(finding_key,)] = warehouse.connection.execute("select min(finding_key) from raised_finding").fetchall()
    set_waivers(warehouse, [Waiver(finding_key, "已核对", "张三")])
