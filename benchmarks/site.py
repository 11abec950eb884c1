"""`python -m benchmarks.site`: how long the site of an archive takes to build, against writing the same bytes, and what its pages weigh.

    python -m benchmarks.site [--reports N] [--characters N] [--warehouse FILE]

The archive is varied copies of the sample reports: other places, other last digits, three years a body. ``--warehouse``
takes an archive that is already loaded instead.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from itertools import product
from pathlib import Path
from statistics import median

from warehouse.publication import publish
from warehouse.resources import resource_folder

PLACES = {"linlan-chengguan": "临澜", "qingbu-shuili": "青埠", "suinan-weijian": "睢南", "wuxi-zhen": "涪岭", "youjiang-gongan": "酉江"}
YEARS = (2021, 2022, 2023)
_FIRST, _SECOND = "安宝昌德东丰福高广海和华吉嘉金景康乐丽临", "城川岗关河江口岭陵宁平浦山石水田阳源州洲"
_LAST_DIGIT = re.compile(r"(?<=[0-9][0-9])[1-9](?![0-9.年])")


def write_corpus(folder: Path, reports: int, characters: int) -> None:
    """``reports`` texts of about ``characters`` each, three years a body, with the years' texts of other bodies behind the first."""
    texts = {(stem, year): _text(stem, year) for stem in PLACES for year in YEARS}
    places = ["".join(pair) for pair in product(_FIRST, _SECOND)]
    for number in range(reports):
        body, year = divmod(number, len(YEARS))
        place, kind = places[(body // len(PLACES)) % len(places)], body % len(PLACES)
        stems = [*PLACES][kind:] + [*PLACES][:kind]
        parts, size = [], 0
        while size < characters:
            stem = stems[len(parts) % len(stems)]
            parts.append(_varied(texts[stem, YEARS[year]].replace(PLACES[stem], place), f"{body}-{len(parts)}"))
            size += len(parts[-1])
        (folder / f"{number:06}.txt").write_text("\n".join(parts), encoding="utf-8")


def _text(stem: str, year: int) -> str:
    [path] = (resource_folder("seeds") / "reports").glob(f"{stem}-{year}.*")
    data = path.read_bytes()
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(f"no encoding fits {path.name}")


def _varied(text: str, seed: str) -> str:
    digits = sha256(seed.encode()).hexdigest().translate(str.maketrans("abcdef0", "1234567"))
    return _LAST_DIGIT.sub(lambda found: digits[found.start() % len(digits)], text)


def measure(warehouse: Path, folder: Path) -> None:
    started = time.perf_counter()
    published = publish(warehouse, site=folder / "site")
    built = time.perf_counter() - started
    contents = [path.read_bytes() for path in published.files]
    started = time.perf_counter()
    for number, content in enumerate(contents):
        (folder / f"{number}.bare").write_bytes(content)
    bare = time.perf_counter() - started
    print(f"files         {len(contents):,}, {sum(map(len, contents)) / 1e6:.1f} MB")
    print(f"build         {built:.1f} s = {built / bare:.1f} times writing the same bytes ({bare:.2f} s)")
    print(f"peak memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    site = folder / "site"
    for name, pattern in (
        ("home", "index.html"),
        ("report", "r/*.html"),
        ("organisation", "o/*.html"),
        ("indicator", "i/*.html"),
        ("data", "data/*.js"),
    ):
        sizes = [path.stat().st_size / 1000 for path in site.glob(pattern)]
        if sizes:
            print(f"{name:<14}{len(sizes):,} of {median(sizes):.0f} kB (median), {max(sizes):.0f} kB (largest)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--characters", type=int, default=2_500)
    parser.add_argument("--warehouse", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        warehouse = asked.warehouse or folder / "archive.duckdb"
        if not asked.warehouse:
            (folder / "reports").mkdir()
            write_corpus(folder / "reports", asked.reports, asked.characters)
            jixiao = [sys.executable, "-c", "from flows.cli import main; main()"]
            subprocess.run([*jixiao, "ingest", folder / "reports", "--direct", "--quiet", "--warehouse", warehouse], check=True)
        measure(warehouse, folder)


if __name__ == "__main__":
    main()
