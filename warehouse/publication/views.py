"""What is published, in the order in which a reader meets it."""

from __future__ import annotations

# Exported: the yearly views, the findings, and where every number stands; each with its title for readers.
TITLES: dict[str, str] = {
    "yearly_budget": "预算执行",
    "yearly_indicator": "指标",
    "yearly_ranking": "排名",
    "yearly_case": "案件",
    "yearly_commitment": "问题与措施",
    "finding": "核查发现",
    "evidence": "每个数所据的原文",
    "quarantined_file": "未能读取的文件",
}
EXPORTS: tuple[str, ...] = tuple(TITLES)
