"""The command line ``jixiao``. People's text goes to standard error, data to standard output.

Exit codes: 0 done; 1 a gate failed; 2 wrong usage or configuration; 3 the work could not be done.
"""

from __future__ import annotations

import errno
from typing import Any

import typer
from typer.core import TyperGroup

from flows.commands import inspection, loading, quality, reviewing, safekeeping, serving
from flows.options import VersionOption
from flows.terminal import say, speak_any_encoding
from warehouse.errors import WarehouseError

CANNOT = 3
INTERRUPTED = 130


class Commands(TyperGroup):
    """Ends every command with the exit code and the words that its error calls for, never with a traceback."""

    def invoke(self, ctx: Any) -> Any:
        speak_any_encoding()
        try:
            return super().invoke(ctx)
        except WarehouseError as error:
            raise _end(str(error), error.exit_code) from error
        except MemoryError as error:
            raise _end("not enough memory: close other programs, or read fewer files at once", CANNOT) from error
        except KeyboardInterrupt as error:
            raise _end("interrupted; what was loaded so far is whole", INTERRUPTED) from error
        except BrokenPipeError:
            raise  # whoever read our output has seen enough; click ends quietly
        except OSError as error:
            raise _end(_what_to_do(error), CANNOT) from error


def _end(message: str, code: int) -> typer.Exit:
    say(f"jixiao: {message}")
    return typer.Exit(code)


def _what_to_do(error: OSError) -> str:
    place = f" ({error.filename})" if error.filename else ""
    advice = {
        errno.ENOSPC: "no space left on the disk: free some and run the same command again; nothing is half-loaded",
        errno.EFBIG: "a file would grow beyond the size limit: raise it and run the same command again",
        errno.EROFS: "the disk is read-only: choose a place that can be written, with --warehouse FILE",
        errno.EACCES: "permission denied: choose a place that can be written, or change the permissions",
    }
    return f"{advice.get(error.errno or 0, error.strerror or str(error))}{place}"


app = typer.Typer(
    name="jixiao",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(epilog="Exit codes: 0 done; 1 a gate failed; 2 wrong usage or configuration; 3 the work could not be done.")
def jixiao(version: VersionOption = False) -> None:
    """绩效: yearly self-evaluation reports of government bodies, read into a DuckDB warehouse with evidence."""


for commands in (loading, quality, inspection, reviewing, safekeeping, serving):
    commands.register(app)


def main() -> None:
    """The console script."""
    app()
