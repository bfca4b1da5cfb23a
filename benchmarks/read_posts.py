"""Reading a long Meta Business Suite export into Parquet, beside pandas' own reading of the same file.

Both read in processes of their own, by turns; printed are each one's median time, the ratio of the two and the most
memory that either took. The target: within 3 times pandas.
"""

import argparse
import csv
import datetime as dt
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

HEADER = (
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Permalink",
    "Post type", "Reach", "Reactions", "Comments", "Shares", "Total clicks", "Link Clicks", "Custom labels",
)  # fmt: skip
CAPTIONS = (
    "Café torréfié ce matin à l'atelier ☕",
    "Portes ouvertes, samedi\nVenez goûter « l'été indien »,\nl'entrée est libre 🎉",
    'On nous a dit : "jamais d\'aussi bon"',
    "Déjà la rentrée !\n\n#librairie #forêt",
)
TARGET = 3.0


def generate(path: Path, rows: int, *, ragged: bool = True) -> None:
    """A posts export of a page. `ragged`: one row in twenty stops before its trailing blanks, as resaved files do."""
    dice = random.Random(rows)
    first = dt.datetime(2024, 1, 1, 8, tzinfo=dt.UTC)
    pacific = ZoneInfo("America/Los_Angeles")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(rows):
            post = str(10**15 + number)
            at = (first + dt.timedelta(minutes=number)).astimezone(pacific)
            kind = dice.choice(("Photos", "Videos", "Links", "Text", "Reels"))
            reach = dice.randrange(50_000)
            row = [
                post, "1000123", "Librairie de la Forêt", f"Nº {number}", dice.choice(CAPTIONS), "0",
                f"{at:%m/%d/%Y %H:%M}", f"https://www.facebook.com/1000123/posts/{post}", kind, reach,
                dice.randrange(900), dice.randrange(80), dice.randrange(40), dice.randrange(2_000),
                dice.randrange(300), "",
            ]  # fmt: skip
            writer.writerow(row[:-1] if ragged and number % 20 == 0 else row)


def read_with_kpitools(path: Path, folder: Path) -> int:
    """Rows read and written as the cache of exports writes them."""
    from kpitools.params import Hints
    from kpitools.readers import layouts, read
    from kpitools.store.parts import PartFiles

    zone = "Europe/Paris"
    with PartFiles(folder, zone) as files:
        read(path, Hints(), timezone=zone, layouts=layouts(), keep=files.take)
    return files.tables["posts"].rows


def read_with_pandas(path: Path, folder: Path) -> int:
    """Rows read by `read_csv` as it is, nothing written."""
    import pandas as pd

    return len(pd.read_csv(path))


WAYS = {"kpitools": read_with_kpitools, "pandas": read_with_pandas}


def once(way: str, path: Path, folder: Path) -> None:
    """Read once; print the seconds of the reading and of the layouts, the rows, and the most memory in MB."""
    import pandas as pd  # noqa: F401
    import pyarrow.csv  # noqa: F401

    import kpitools.store.cache  # noqa: F401
    from kpitools.readers import layouts

    start = time.perf_counter()
    layouts()  # kept for the life of a process, however many files it reads
    loading = time.perf_counter() - start
    start = time.perf_counter()
    rows = WAYS[way](path, folder)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "layouts": loading, "rows": rows, "peak_mb": peak}))


def measured(way: str, path: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--once", way, "--file", str(path), "--folder", str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--regular", action="store_true", help="every row in the header's width")
    parser.add_argument("--once", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.once:
        once(asked.once, asked.file, asked.folder)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "posts.csv"
        generate(path, asked.rows, ragged=not asked.regular)
        runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(asked.turns):
            for way in WAYS:
                runs[way].append(measured(way, path, folder))
        size = path.stat().st_size / 1e6
    if wrong := {way: run["rows"] for way in WAYS for run in runs[way] if run["rows"] != asked.rows}:
        sys.exit(f"read another number of rows than the {asked.rows:,} written: {wrong}")
    print(f"{asked.rows:,} rows, {size:.0f} MB, {'regular' if asked.regular else 'ragged'}, {asked.turns} turns")
    medians = {way: statistics.median(run["seconds"] for run in runs[way]) for way in WAYS}
    for way in WAYS:
        print(f"{way:9} {medians[way]:7.2f} s   peak {max(run['peak_mb'] for run in runs[way]):6.0f} MB")
    once_only = statistics.median(run["layouts"] for run in runs["kpitools"])
    print(f"layouts   {once_only:7.2f} s   once a process, not in the ratio")
    print(f"ratio     {medians['kpitools'] / medians['pandas']:7.2f}     target {TARGET}")


if __name__ == "__main__":
    main()
