"""What a command of the program costs: the clock, the processors, the memory of all its processes together."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

import psutil

JIXIAO = (sys.executable, "-c", "from flows.cli import main; main()")
_SAMPLE_SECONDS = 0.5


class Cost(NamedTuple):
    """Seconds by the clock and of the processors, MB at the highest sample: each process's share of what it shares with others."""

    seconds: float
    processor: float
    peak_megabytes: float

    def tell(self, name: str, reports: int) -> None:
        times = f"{self.seconds:8.1f} s {self.processor:8.1f} s processor"
        print(f"{name:<30}{times} {reports / self.processor:8.0f} reports/s {self.peak_megabytes:6.0f} MB", flush=True)


def run(*arguments: str | Path) -> Cost:
    """One command of the program, its workers and servers included. It must end with 0."""
    start = time.perf_counter()
    process = subprocess.Popen([*JIXIAO, *map(str, arguments), "--quiet"], stdout=subprocess.DEVNULL)
    ended = threading.Event()
    peaks: list[float] = []
    sampler = threading.Thread(target=_sample, args=(process.pid, ended, peaks))
    sampler.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        ended.set()
        sampler.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"jixiao {' '.join(map(str, arguments))} ended with {process.returncode}")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, max(peaks, default=0))


def _sample(pid: int, ended: threading.Event, peaks: list[float]) -> None:
    """Notes the memory of a process and its descendants until told that it has ended."""
    while not ended.wait(_SAMPLE_SECONDS):
        with contextlib.suppress(psutil.NoSuchProcess):
            root = psutil.Process(pid)
            peaks.append(sum(map(_share, [root, *root.children(recursive=True)])) / 1e6)


def _share(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:  # ended meanwhile
        return 0
