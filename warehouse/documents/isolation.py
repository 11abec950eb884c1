"""Files are parsed in worker processes: one that hangs, aborts or is killed takes only its file with it.

Workers are fresh processes, not forks of this one: its threads, locks and mapped memory stay here. A job is one file, or,
where many are read, a batch of them (``warehouse.pipeline``); a pool is as many threads as there may be jobs at once.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Protocol, TypeVar

from warehouse.documents.formats import is_plain_text
from warehouse.documents.limits import LIMITS, Limits
from warehouse.documents.progress import beat
from warehouse.documents.reasons import unreadable
from warehouse.documents.source import read_bytes
from warehouse.errors import UnreadableFile, WarehouseError
from warehouse.settings import cores

PLAIN_SIZE = 1 << 20
_SNIFFED = 4096
# A worker's limit is on its address space, of which Arrow's own allocator takes a gibibyte at a time.
_FRUGAL = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}
_BUSY = object()


class WorkersEnded(WarehouseError):
    """The work was called off while a worker was at it."""


class HasPath(Protocol):
    """Anything that names a file to be read."""

    @property
    def path(self) -> Path: ...

    @property
    def name(self) -> str: ...


F = TypeVar("F", bound=HasPath)
R = TypeVar("R")


@dataclass(slots=True, eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    limits: Limits
    function: bytes = b""
    job: int = -1
    deadline: float = 0.0
    is_called_off: bool = False

    def give(self, number: int, function: bytes, arguments: tuple[Any, ...]) -> None:
        """Starts a job. The pickled function, which may carry much, travels only if it is not the last one's."""
        self.job, self.deadline = number, time.monotonic() + self.limits.seconds
        self.connection.send((function if function != self.function else None, arguments))
        self.function = function

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()


@dataclass(slots=True)
class _Workers:
    """Those that wait for their next jobs and those at work; shared by the threads of this process."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    idle: list[_Worker] = field(default_factory=list)
    busy: list[_Worker] = field(default_factory=list)

    def take(self, limits: Limits) -> _Worker:
        with self.lock:
            fitting = (worker for worker in self.idle if worker.limits == limits and worker.process.poll() is None)
            worker = next(fitting, None)
            if worker:
                self.idle.remove(worker)
        worker = worker or _start(limits)
        with self.lock:
            self.busy.append(worker)
        return worker

    def put_back(self, worker: _Worker, *, is_fit: bool = True) -> None:
        """Out of work: waits for the next job, or ends."""
        with self.lock:
            if worker in self.busy:
                self.busy.remove(worker)
            if is_fit and not worker.is_called_off:
                self.idle.append(worker)
                return
        worker.end()

    def end(self) -> None:
        """Ends all. One at work is only killed: the thread that waits for it notices, and closes what is open."""
        with self.lock:
            for worker in self.busy:
                worker.is_called_off = True
                worker.process.kill()
            for worker in self.idle:
                worker.end()
            self.idle.clear()


_WORKERS = _Workers()
atexit.register(_WORKERS.end)


def end_workers() -> None:
    """Ends the worker processes, those at work too: whoever waits for one of these gets ``WorkersEnded``."""
    _WORKERS.end()


def _start(limits: Limits) -> _Worker:
    ours, theirs = Pipe()
    command = [sys.executable, "-m", "warehouse.documents.worker", str(theirs.fileno())]
    path = os.pathsep.join([str(Path(__file__).resolve().parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path, **_FRUGAL}
    process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment)
    theirs.close()
    ours.send(limits)
    return _Worker(process, ours, limits)


def in_worker(function: Callable[..., R], *arguments: Any, limits: Limits = LIMITS) -> R:
    """Calls a function in a worker process. Raises UnreadableFile as it does, or for a time, memory or crash of the worker's."""
    ((_, result),) = in_workers(function, [arguments], limits=limits, count=1)
    if isinstance(result, UnreadableFile):
        raise result
    return result


def in_workers(
    function: Callable[..., R], calls: Sequence[tuple[Any, ...]], *, limits: Limits = LIMITS, count: int | None = None
) -> Iterator[tuple[int, R | UnreadableFile]]:
    """Calls a function with each tuple of arguments in worker processes; (number of the call, result) as they are ready.

    Any other error than UnreadableFile is a fault of the function, not of the file: it is raised here as it was there.
    """
    pickled = pickle.dumps(function)
    waiting = deque(enumerate(calls))
    busy: list[_Worker] = []
    limit = min(len(calls), count or cores())
    try:
        while waiting or busy:
            while waiting and len(busy) < limit:
                worker = _WORKERS.take(limits)
                busy.append(worker)
                number, arguments = waiting.popleft()
                worker.give(number, pickled, arguments)
            for worker, result in _ready(busy):
                number = worker.job
                busy.remove(worker)
                yield number, result
    finally:
        for worker in busy:
            _WORKERS.put_back(worker, is_fit=False)


def _ready(busy: list[_Worker]) -> list[tuple[_Worker, Any]]:
    """The workers that have answered, died or run out of time, with what came of their jobs."""
    soonest = min(worker.deadline for worker in busy)
    answered = wait([worker.connection for worker in busy], max(0.0, soonest - time.monotonic()))
    ready: list[tuple[_Worker, Any]] = []
    for worker in busy:
        if worker.connection in answered:
            answer = _answer(worker)
            if answer is not _BUSY:
                ready.append((worker, answer))
        elif time.monotonic() >= worker.deadline:
            _WORKERS.put_back(worker, is_fit=False)
            ready.append((worker, unreadable("timeout", f"> {worker.limits.seconds:g} 秒")))
    return ready


def _answer(worker: _Worker) -> Any:
    try:
        kind, value, is_large = worker.connection.recv()
    except (EOFError, OSError) as error:
        _WORKERS.put_back(worker, is_fit=False)
        if worker.is_called_off:
            raise WorkersEnded("the work was called off") from error
        return unreadable("reader_crashed")
    if kind == "busy":
        worker.deadline = time.monotonic() + worker.limits.seconds
        return _BUSY
    _WORKERS.put_back(worker, is_fit=kind != "failed" and not is_large)
    if kind == "failed":
        raise value
    return UnreadableFile(*value) if kind == "refused" else value


def read_here(files: Iterable[F], work: Callable[[F], R]) -> Iterator[tuple[F, R | UnreadableFile]]:
    """What ``read_many`` does, all in this process, which is a worker itself: each file has the time that one may take."""
    for file in files:
        beat()
        yield file, _here(work, file)


def read_many(files: Iterable[F], work: Callable[[F], R], *, limits: Limits = LIMITS) -> Iterator[tuple[F, R | UnreadableFile]]:
    """Does some work on each file, in the order of the files: (file, its result or why the file is refused).

    Small plain text is worked on in this process, everything else in workers; ``work`` must be picklable.
    """
    files = list(files)
    isolated = [number for number, file in enumerate(files) if not is_harmless(file.path, file.name)]
    results = in_workers(work, [(files[number],) for number in isolated], limits=limits) if isolated else iter(())
    is_isolated = frozenset(isolated)
    ready: dict[int, R | UnreadableFile] = {}
    for number, file in enumerate(files):
        if number in is_isolated:
            while number not in ready:
                place, result = next(results)
                ready[isolated[place]] = result
            yield file, ready.pop(number)
        else:
            yield file, _here(work, file)


def _here(work: Callable[[F], R], file: F) -> R | UnreadableFile:
    try:
        return work(file)
    except UnreadableFile as error:
        return error


def is_harmless(path: Path, name: str = "") -> bool:
    """Whether a file is small plain text, which needs no isolation. What cannot be opened is harmless, too: nothing is parsed.

    ``name`` is what the file is called if its path does not tell.
    """
    try:
        data = read_bytes(path, PLAIN_SIZE)
    except UnreadableFile as error:
        return error.reason_code != "too_large"
    return is_plain_text(data[:_SNIFFED], name or path.name)
