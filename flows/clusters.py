"""Engines of many machines, by configuration alone: ``dask://HOST:PORT`` and ``ray://HOST:PORT``, by Prefect's own task runners.

Nothing here imports an engine before it is asked for: they are extras.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import socket
from typing import Any
from urllib.parse import urlsplit

from warehouse.errors import UsageError, WarehouseError

# Scheme → the package that has the task runner, and its class.
ENGINES = {"dask": ("prefect_dask", "DaskTaskRunner"), "ray": ("prefect_ray", "RayTaskRunner")}
_CONNECT_SECONDS = 10.0


class ClusterUnavailable(WarehouseError):
    """The cluster that was named cannot be reached, or its engine is not installed here."""


def require_cluster(address: str) -> None:
    """Tells within seconds what is wrong with a cluster. Raises UsageError for no address, ClusterUnavailable."""
    engine, host, port = _parsed(address)
    try:
        socket.create_connection((host, port), timeout=_CONNECT_SECONDS).close()
    except OSError as error:
        raise ClusterUnavailable(
            f"the cluster {address} does not answer ({error.strerror or error}): start it, correct --runner, or leave it away to read here"
        ) from error
    package, _ = ENGINES[engine]
    if importlib.util.find_spec(package) is None:
        raise ClusterUnavailable(
            f"--runner {address} needs the extra {engine}: install jixiao-warehouse[{engine}], here and on every worker"
        )


def task_runner(address: str) -> Any:
    """Prefect's task runner for a cluster that ``require_cluster`` has found."""
    engine, host, port = _parsed(address)
    package, name = ENGINES[engine]
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what becomes of a batch is told by us
    runner = getattr(importlib.import_module(package), name)
    return runner(address=f"tcp://{host}:{port}" if engine == "dask" else address)


def _parsed(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        engine, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        engine, host, port = "", None, None
    if engine not in ENGINES or not host or not port:
        raise UsageError(f"--runner {address}: write {' or '.join(f'{name}://HOST:PORT' for name in ENGINES)}")
    return engine, host, port
