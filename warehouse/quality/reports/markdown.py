"""The check as Markdown, for the summary page of a CI job or a message to a colleague; Chinese, as its readers are."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from warehouse.quality.gate import NO_BASELINE, WEIGHT, Baseline, FailOn, failures
from warehouse.quality.results import CheckResult, ExpectationOutcome, RaisedFinding

MOST_ROWS = 100
SEVERITY_WORDS = {"error": "错误", "warning": "疑点", "note": "提示"}
STATE_WORDS = {"new": "新增", "updated": "加重", "unchanged": "已知"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~-])")


def markdown_report(result: CheckResult, fail_on: FailOn, baseline: Baseline | None = None) -> str:
    """The report as Markdown text; the worst findings first, at most ``MOST_ROWS`` of them."""
    failing = failures(result, fail_on, baseline)
    verdict = "暂停发布：数据未通过检验" if result.held else "可以发布"
    lines = [
        "# 质量检查",
        "",
        f"结论：{verdict}；本次检查{'不通过' if failing else '通过'}（fail-on: {fail_on}，计入 {len(failing)} 项）。",
        "",
        *_counts(result),
        *_expectations(result.failed),
        *_findings(result.open_findings, baseline),
    ]
    return "\n".join(lines) + "\n"


def _counts(result: CheckResult) -> list[str]:
    counts = result.findings_by_severity
    waived = len(result.findings) - len(result.open_findings)
    passed = len(result.expectations) - len(result.failed)
    return [
        "| 检验 | 通过 | 未通过 | 错误 | 疑点 | 提示 | 已豁免 |",
        "|---:|---:|---:|---:|---:|---:|---:|",
        f"| {len(result.expectations)} | {passed} | {len(result.failed)} "
        f"| {counts['error']} | {counts['warning']} | {counts['note']} | {waived} |",
        "",
    ]


def _expectations(failed: Sequence[ExpectationOutcome]) -> list[str]:
    if not failed:
        return []
    rows = [
        f"| {SEVERITY_WORDS[item.severity]} | {cell(item.suite)} | {cell(item.expectation)} | {cell(item.observed)} | {cell(item.why)} |"
        for item in failed[:MOST_ROWS]
    ]
    return ["## 未通过的数据检验", "", "| 程度 | 表 | 检验 | 所见 | 理由 |", "|---|---|---|---|---|", *rows, ""]


def _findings(findings: Sequence[RaisedFinding], baseline: Baseline | None) -> list[str]:
    if not findings:
        return ["## 报告问题", "", "没有发现问题。"]
    ordered = sorted(findings, key=lambda item: (-WEIGHT[item.severity], item.file_name, item.rule, item.finding_key))
    rows = [_finding_row(finding, baseline or NO_BASELINE) for finding in ordered[:MOST_ROWS]]
    rest = [f"另有 {len(ordered) - MOST_ROWS} 项未列出。", ""] if len(ordered) > MOST_ROWS else []
    head = ["## 报告问题", "", "| 程度 | 状态 | 单位 | 年度 | 规则 | 问题 | 原文 |", "|---|---|---|---|---|---|---|"]
    return [*head, *rows, "", *rest]


def _finding_row(finding: RaisedFinding, baseline: Baseline) -> str:
    message = finding.message if not finding.computation else f"{finding.message}（{finding.computation}）"
    quotes = "；".join(f"“{quote.quote}”" for quote in finding.quotes)
    cells = [
        SEVERITY_WORDS[finding.severity],
        STATE_WORDS[baseline.state(finding)],
        finding.organisation,
        "" if finding.fiscal_year is None else str(finding.fiscal_year),
        finding.rule,
        message,
        quotes,
    ]
    return "| " + " | ".join(map(cell, cells)) + " |"


def cell(text: str) -> str:
    """Escaping for this sink: a table cell that shows ``text`` and nothing else, neither markup nor a new row."""
    return _MARKS.sub(r"\\\1", html.escape(_CONTROL.sub(" ", text), quote=False))
