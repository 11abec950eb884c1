"""Prefect without a server to start: settings of our own, and its embedded server kept quiet.

Nothing here imports Prefect before its settings stand: it reads them at import.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
from filelock import FileLock, Timeout

from warehouse.errors import WarehouseError

_LOOPBACK = ("127.0.0.1", "localhost")
# A first start on a new home makes its database: 18 to 24 seconds, more on a busy machine.
_STARTUP_SECONDS = "120"


class OrchestratorUnavailable(WarehouseError):
    """No Prefect server can be had, neither the embedded one nor the one that was named."""


def prepare(environment: MutableMapping[str, str] = os.environ, *, quiet: bool = True) -> None:
    """Sets what Prefect needs, as defaults: whatever the user has set stays, ``PREFECT_API_URL`` above all.

    A home of our own keeps the user's profile untouched. The client honours proxy variables even for the loopback
    address, so that address is taken out of them.
    """
    environment.setdefault("PREFECT_HOME", str(_writable_home(environment)))
    environment.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    environment.setdefault("DO_NOT_TRACK", "1")
    environment.setdefault("PREFECT_SERVER_EPHEMERAL_ENABLED", "true")
    environment.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", _STARTUP_SECONDS)
    if quiet:
        environment.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
        # Prefect also prints what other libraries log.
        environment.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
        environment.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")
    for name in ("NO_PROXY", "no_proxy"):
        environment[name] = ",".join(dict.fromkeys([*filter(None, environment.get(name, "").split(",")), *_LOOPBACK]))


def prefect_home(environment: Mapping[str, str] = os.environ) -> Path:
    """Where Prefect keeps its database: the user's own choice, else the user's state folder."""
    chosen = environment.get("PREFECT_HOME")
    state = environment.get("XDG_STATE_HOME") or Path(environment.get("HOME") or tempfile.gettempdir(), ".local", "state")
    return Path(chosen) if chosen else Path(state, "jixiao", "prefect")


def free_port() -> int:
    """A port of the loopback address that nothing listens on now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _writable_home(environment: Mapping[str, str]) -> Path:
    """A folder for Prefect's own database, or a temporary one where that cannot be written."""
    home = prefect_home(environment)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return home
    except OSError:
        temporary = tempfile.mkdtemp(prefix="jixiao-prefect-")
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        return Path(temporary)


@contextmanager
def embedded_server() -> Iterator[None]:
    """Runs Prefect's embedded server for the flows inside, unless ``PREFECT_API_URL`` names another one.

    Raises OrchestratorUnavailable where no server can be had or it fails while the flows run.
    """
    prepare()
    named = os.environ.get("PREFECT_API_URL")
    home = Path(os.environ["PREFECT_HOME"])
    try:
        with _answering(named) if named else _running(home):
            yield
    except httpx.HTTPError as error:
        log = named or home / "server.log"
        raise OrchestratorUnavailable(
            f"Prefect's server failed ({log}); what was loaded is whole. --direct does the same work without it"
        ) from error


@contextmanager
def _answering(url: str) -> Iterator[None]:
    """The server that somebody runs. Any answer will do, also one that asks for a key: Prefect's client deals with that."""
    try:
        httpx.get(f"{url}/health", timeout=10)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OrchestratorUnavailable(
            f"PREFECT_API_URL names {url}, which does not answer ({error}): start that server, or unset the variable"
        ) from error
    yield


@contextmanager
def _running(home: Path) -> Iterator[None]:
    """The embedded server. The first one on a new home makes its database; a lock keeps two of them from doing so at once."""
    server = _quiet_server(home)
    with _start_lock(home):
        try:
            server.start()
        except RuntimeError as error:
            raise OrchestratorUnavailable(
                f"Prefect's embedded server did not start, see {home / 'server.log'}; --direct does the same work without it"
            ) from error
    try:
        yield
    finally:
        server.stop()


@contextmanager
def _start_lock(home: Path) -> Iterator[None]:
    lock = FileLock(home / "start.lock", timeout=float(_STARTUP_SECONDS))
    try:
        lock.acquire()
    except (OSError, Timeout):
        yield  # a lock that cannot be had only loses us the courtesy
        return
    try:
        yield
    finally:
        lock.release()


def _quiet_server(home: Path) -> Any:
    """Prefect's own embedded server, made to print into a file in its home and to end when this process is killed.

    Made first, it is the one that Prefect's client finds and uses.
    """
    from prefect.server.api import server

    class QuietServer(server.SubprocessASGIServer):
        def _run_uvicorn_command(self) -> subprocess.Popen[Any]:
            with (home / "server.log").open("wb") as log:
                # In a session of its own Ctrl-C does not reach it: the flow that is called off still tells it so.
                quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "start_new_session": True}
                start = partial(subprocess.Popen, **quiet, preexec_fn=dying_with_parent())
                with _replaced(server, "subprocess", SimpleNamespace(Popen=start)):
                    return super()._run_uvicorn_command()

    return QuietServer()


@contextmanager
def _replaced(module: Any, name: str, value: object) -> Iterator[None]:
    """Prefect offers no way to say how its server is started, but it starts it by one name of its module."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def dying_with_parent() -> Callable[[], object] | None:
    """What a child does first so that a killed parent leaves no server behind; only Linux knows how."""
    if sys.platform != "linux":
        return None
    set_death_signal, signal_number = ctypes.CDLL(None).prctl, int(signal.SIGTERM)
    return lambda: set_death_signal(1, signal_number)
