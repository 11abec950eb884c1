"""A worker process: takes jobs from a pipe, does them under limits, sends results back. Run as ``python -m``, never imported.

It ends when the pipe does. A job that outlives its time is ended by the kernel (SIGALRM), even if the parent is gone.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import traceback
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

from warehouse.documents.limits import Limits
from warehouse.documents.progress import listen
from warehouse.documents.reasons import unreadable
from warehouse.errors import UnreadableFile

_GRACE = 5
_LARGE = 512 << 10  # KiB, as the kernel counts


def serve(connection: Connection) -> None:
    """The first message is the limits; then jobs until the pipe closes: the pickled function if it is another one, and arguments.

    Each answer is (what became of it, the result, whether this worker has grown too large for another job).
    """
    limits: Limits = connection.recv()
    listen(lambda: _go_on(connection, limits))
    function: Any = None
    while True:
        try:
            pickled, arguments = connection.recv()
        except EOFError:
            return
        if pickled is not None:
            is_first = function is None
            function = pickle.loads(pickled)
            if is_first:  # what its modules take is not the file's
                _limit(limits)
        _set_alarm(limits)
        kind, result = _done(function, arguments)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send((kind, result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _LARGE))


def _set_alarm(limits: Limits) -> None:
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)


def _go_on(connection: Connection, limits: Limits) -> None:
    """Tells the parent that the job goes on, and winds the clock up again."""
    _set_alarm(limits)
    connection.send(("busy", None, False))


def _done(function: Any, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", function(*arguments)
    except UnreadableFile as error:
        return "refused", (error.reason_code, error.reason)
    except MemoryError:
        return "refused", ("out_of_memory", unreadable("out_of_memory").reason)


def _limit(limits: Limits) -> None:
    _keep_below(resource.RLIMIT_AS, _address_space() + limits.memory)
    _keep_below(resource.RLIMIT_CORE, 0)
    _keep_below(resource.RLIMIT_FSIZE, limits.expanded_size)


def _keep_below(kind: int, wanted: int) -> None:
    """Sets a limit for good; one that the machine has set lower stays, for nobody may raise it."""
    _, there = resource.getrlimit(kind)
    least = wanted if there == resource.RLIM_INFINITY else min(wanted, there)
    resource.setrlimit(kind, (least, least))


def _address_space() -> int:
    """Bytes of address space taken now (Linux); 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _silence() -> None:
    """What libraries print about a stranger's file belongs into no log."""
    null = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(null, handle)


def _tell(connection: Connection, error: BaseException, trace: TracebackType | None) -> None:
    """The last words of a worker that a fault in our own code ends: the error with its traceback as a note."""
    error.add_note("in a worker process:\n" + "".join(traceback.format_tb(trace)))
    try:
        connection.send(("failed", error, True))
    except (pickle.PicklingError, TypeError, AttributeError):
        connection.send(("failed", RuntimeError("".join(traceback.format_exception(error))), True))


if __name__ == "__main__":
    _silence()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; when to end is the parent's matter
    pipe = Connection(int(sys.argv[1]))
    sys.excepthook = lambda _, error, trace: _tell(pipe, error, trace)
    serve(pipe)
