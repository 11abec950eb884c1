"""What Prefect's page shows of a run: its figures as a table, its quality report as Markdown."""

from __future__ import annotations

from dataclasses import asdict

import httpx
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.exceptions import PrefectException

from flows.results import Refreshed
from flows.terminal import say

# A page of the server, not an archive: the whole report stands beside the warehouse.
_LONGEST = 100_000


def show(result: Refreshed) -> None:
    """Two artifacts of the present flow run. A server that does not take them is told; the work is done already."""
    try:
        create_table_artifact(key="run-figures", table=figures(result), description="Files, findings and the verdict of this run")
        create_markdown_artifact(key="quality-report", markdown=result.report.read_text(encoding="utf-8")[:_LONGEST])
    except (httpx.HTTPError, PrefectException, OSError) as error:
        say(f"jixiao: Prefect did not take the figures of the run: {error}")


def figures(result: Refreshed) -> list[dict[str, object]]:
    """One row a figure."""
    counted: dict[str, object] = {f"files {name}": value for name, value in asdict(result.ingested).items() if name != "reasons"}
    counted |= {f"findings {severity}": count for severity, count in result.checked.findings_by_severity.items()}
    counted |= {"expectations": len(result.checked.expectations), "expectations failed": len(result.checked.failed)}
    counted |= {"verdict": result.checked.verdict, "published": result.published is not None}
    return [{"figure": name, "value": value} for name, value in counted.items()]
