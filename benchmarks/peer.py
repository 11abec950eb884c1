"""Our whole reading of a text beside public tools on the same 10,000 characters, in CPU time.

    python -m benchmarks.peer [--rounds N]

Side by side in each round, so that a busy machine slows all of them alike; told is the median of the rounds' ratios with
their range. The tools: the peer's six quantity models (recognizers-text 1.0.2a2), jieba cutting words and tagging them, and
what is next to nothing: decoding the text, a bare scan of it. Tools with pins of their own get an environment of their own
under ``build/``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path

from benchmarks.number_reading import bare_pattern
from benchmarks.rooms import CHARACTERS, report
from warehouse import pipeline
from warehouse.conforming import as_batch, conform
from warehouse.documents import read_content
from warehouse.extraction import extract
from warehouse.reference import load_reference
from warehouse.review import review

BUILD = Path("build")
RECOGNIZERS = """
from recognizers_text import Culture
from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension
models = (recognize_number, recognize_ordinal, recognize_percentage, recognize_age, recognize_currency, recognize_dimension)
work = lambda: [model(text, Culture.Chinese) for model in models]
"""
JIEBA = """
import jieba, jieba.posseg
jieba.setLogLevel(60)
work = lambda: {call}
"""
# Each tool: its environment, what it needs, and ``work``, which reads ``text``.
TOOLS = {
    "the peer's six models": ("peer", ("recognizers-text-suite==1.0.2a2", "emoji<2"), RECOGNIZERS),
    "jieba.lcut": ("jieba", ("jieba==0.42.1", "setuptools<81"), JIEBA.format(call="jieba.lcut(text)")),
    "jieba.posseg.lcut": ("jieba", ("jieba==0.42.1", "setuptools<81"), JIEBA.format(call="jieba.posseg.lcut(text)")),
}
# A line on standard input asks for one more round, whose milliseconds are the answer. The first round is a warming up.
ROUND = """
import json, sys, time
text = json.loads(sys.stdin.readline())
{tool}
work()
for line in sys.stdin:
    start = time.process_time()
    work()
    print((time.process_time() - start) * 1000, flush=True)
"""


def tool_python(name: str, packages: tuple[str, ...]) -> Path:
    """The interpreter of a tool's environment, made where it is missing."""
    python = BUILD / name / "bin" / "python"
    if not python.exists():
        venv.create(BUILD / name, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


class Tool:
    """A tool at work in a process of its own, which waits between its rounds."""

    def __init__(self, name: str, packages: tuple[str, ...], work: str, text: str) -> None:
        command = [tool_python(name, packages), "-c", ROUND.format(tool=work)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._say(json.dumps(text))

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def milliseconds(self) -> float:
        self._say("")
        assert self.process.stdout is not None
        return float(self.process.stdout.readline())

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def our_rooms(text: str) -> Callable[[], object]:
    """Rooms 1 to 4 on a text file of that content."""
    reference, data = load_reference(), text.encode()
    versions = pipeline.code_versions(reference)

    def work() -> object:
        document = read_content(data, "bench.txt", None, reference)
        extraction = extract(document, reference)
        return as_batch([conform(document, extraction, review(document, extraction, reference), reference, versions)])

    return work


def milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def side_by_side(text: str, rounds: int) -> dict[str, list[float]]:
    """The milliseconds of each tool in each round; ours stand under ``all our rooms``."""
    data, scan = text.encode(), bare_pattern(load_reference())
    works = {
        "all our rooms": our_rooms(text),
        "bare scan": lambda: [found.span() for found in scan.finditer(text)],
        "UTF-8 decoding": lambda: data.decode(),
    }
    tools = {name: Tool(*tool, text) for name, tool in TOOLS.items()}
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in (*works, *tools)}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(milliseconds(work))
        for name, tool in tools.items():
            times[name].append(tool.milliseconds())
    for tool in tools.values():
        tool.end()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    text = report(CHARACTERS)
    times = side_by_side(text, parser.parse_args().rounds)
    ours = times.pop("all our rooms")
    print(f"{len(text):,} characters: all our rooms {statistics.median(ours):.1f} ms ({min(ours):.1f}–{max(ours):.1f})")
    for name, theirs in times.items():
        ratios = sorted(their / our for their, our in zip(theirs, ours, strict=True))
        median = statistics.median(ratios)
        told = f"{median:.1f} times ours" if median > 1 else f"ours is {1 / median:,.1f} times that"
        print(f"  {name:<22} {statistics.median(theirs):9.3f} ms  {told} (theirs ÷ ours {ratios[0]:.4f}–{ratios[-1]:.4f})")


if __name__ == "__main__":
    sys.exit(main())
