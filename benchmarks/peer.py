"""Our whole reading of a text beside the public peer's six quantity models, in CPU time on the same 10,000 characters.

    python -m benchmarks.peer

The peer (recognizers-text 1.0.2a2) has pins of its own, so it gets an environment of its own under ``build/``.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.rooms import CHARACTERS, report, rooms

ENVIRONMENT = Path("build") / "peer"
PEER = ("recognizers-text-suite==1.0.2a2", "emoji<2")
MODELS = """
import sys, time
from recognizers_text import Culture
from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension
text = sys.stdin.read()
models = (recognize_number, recognize_ordinal, recognize_percentage, recognize_age, recognize_currency, recognize_dimension)
for model in models:
    model("三千五百元", Culture.Chinese)
start = time.process_time()
for model in models:
    model(text, Culture.Chinese)
print((time.process_time() - start) * 1000)
"""


def peer_python() -> Path:
    """The interpreter of the peer's environment, made where it is missing."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEER], check=True)
    return python


def main() -> None:
    text = report(CHARACTERS)
    done = subprocess.run([peer_python(), "-c", MODELS], input=text, capture_output=True, text=True, check=True)
    peer = float(done.stdout)
    times = rooms(text, 9)
    ours = sum(times.values()) - times["bare scan"]
    print(f"{len(text):,} characters: the peer's six models {peer:,.0f} ms, all our rooms {ours:.1f} ms: {peer / ours:.0f} times")


if __name__ == "__main__":
    sys.exit(main())
