"""A PostgreSQL server of one's own for a while: on the loopback address, with a new data folder, stopped at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql")
# Who runs the server where we are root, whom it refuses.
UNPRIVILEGED = ("postgres", "nobody")
USER = "jixiao"


class NoPostgreSQL(RuntimeError):
    """There is no server to start."""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address (a URI of libpq) of the database ``postgres`` of a server whose data lie in ``folder``, a new one.

    No durability: it is for tests and benchmarks. Raises NoPostgreSQL where Debian's package is missing.
    """
    folder.mkdir(parents=True)
    start(folder, port := free_port())
    try:
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        stop(folder)


def start(folder: Path, port: int) -> None:
    """Starts the server of a folder, whose database is made where there is none."""
    if not (folder / "data").exists():
        _let_in(folder)
        _run("initdb", "--pgdata", folder / "data", "--username", USER, "--auth", "trust", "--encoding", "UTF8", "--no-sync", folder=folder)
    options = f"-p {port} -h 127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    _run("pg_ctl", "start", "--wait", "--pgdata", folder / "data", "--log", folder / "server.log", "--options", options, folder=folder)


def stop(folder: Path) -> None:
    """Stops it at once, whoever is connected."""
    _run("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", folder / "data", folder=folder)


def free_port() -> int:
    """A port of the loopback address that nothing listens on now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(program: str, *words: object, folder: Path) -> None:
    path = _program(program)
    command = [str(path), *map(str, words)]
    user, group = _owner()
    as_other = {"user": user, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **as_other
    )  # type: ignore[call-overload]
    if done.returncode:
        raise NoPostgreSQL(f"{program} failed, see {folder / 'server.log'}: {done.stderr.strip()}")


def _program(name: str) -> Path:
    """The newest that is installed."""
    found: Sequence[Path] = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise NoPostgreSQL(f"{name} is not under {PROGRAMS}: install Debian's package postgresql")
    return found[-1]


def _let_in(folder: Path) -> None:
    """Gives the folder to who runs the server, and lets them through those above it, which temporary folders forbid."""
    if os.geteuid() == 0:
        shutil.chown(folder, *_owner())
        for above in folder.resolve().parents:
            above.chmod(above.stat().st_mode | stat.S_IXOTH)


def _owner() -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in UNPRIVILEGED if name in known)
    return entry.pw_uid, entry.pw_gid
