"""One month of one client among many: all KPIs, their breakdowns and 13 months of series, in one process.

The client holds its even share of `--posts` among `--clients`, over 24 months, on two networks, in the canonical
Parquet that the readers take. Printed are the first and the warm evaluation: the tables are merged before, and each
evaluation starts anew. The target: 0.5 s warm.
"""

import argparse
import datetime as dt
import json
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kpitools.catalogue import catalogue
from kpitools.kpis import Period
from kpitools.kpis.document import every
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.grid import DIMENSIONS
from kpitools.params import load
from kpitools.store import Store
from kpitools.store import load as load_store
from kpitools.tables import TABLES
from kpitools.workspace import Workspace

FIRST, MONTH = dt.datetime(2024, 11, 1, tzinfo=dt.UTC), Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
MINUTES = 730 * 24 * 60  # from November 2024 to October 2026
TODAY = dt.date(2026, 12, 1)
TARGET = 0.5
NETWORKS = ("facebook", "instagram")
FIGURES = ("impressions", "views", "reach", "likes", "comments", "shares", "saves", "clicks", "link_clicks")


def posts(count: int, client: str = "client", figures: Sequence[str] = FIGURES) -> pa.Table:
    """Posts of a client, in the canonical columns; another client's are others."""
    dice = np.random.default_rng([count, *client.encode()])
    network = dice.choice(NETWORKS, count)
    start = np.datetime64(FIRST.replace(tzinfo=None), "us")
    at = start + dice.integers(0, MINUTES, count).astype("timedelta64[m]")
    columns = {
        "network": pa.array(network),
        "account": pa.array(np.char.add(f"{client}-", network)),
        "post_id": pa.array(np.arange(count).astype(str)),
        "published_at": pa.array(at).cast(pa.timestamp("us", "UTC")),
        "type": pa.array(dice.choice(["image", "video", "reel", "link"], count)),
        "topic": pa.array(dice.choice(["news", "product", "team"], count)),
        **{name: pa.array(dice.integers(0, 1_000, count)) for name in figures},
    }
    return canonical("posts", columns)


def canonical(table: str, columns: Mapping[str, pa.Array]) -> pa.Table:
    """Some columns as a whole canonical table, the others unknown."""
    schema, count = TABLES[table].arrow, len(next(iter(columns.values())))
    return pa.table([columns.get(name, pa.nulls(count, schema.field(name).type)) for name in schema.names], schema)


def opened(folder: Path, tables: Mapping[str, pa.Table], client: str = "client") -> Store:
    """The merged tables of a client that has these and nothing else."""
    (folder / "data").mkdir(parents=True)
    (folder / "params").mkdir()
    for name, table in tables.items():
        pq.write_table(table, folder / "data" / f"{name}.parquet")
    subject = {"id": client, "name": client, "timezone": "Europe/Paris", "currency": "EUR", "language": "fr"}
    path = folder / "params" / "client.yaml"
    path.write_text(json.dumps({"client": subject, "data": [{"path": "../data"}]}), encoding="utf-8")
    return load_store(load(path), Workspace(folder))


def evaluated(store: Store) -> tuple[dict[str, float], int]:
    """Seconds for the values, the breakdowns and the series; and how many values are known."""
    seconds = {}
    evaluation = Evaluation(store, catalogue(), MONTH, TODAY)
    start = time.perf_counter()
    values = every(evaluation)
    seconds["values"] = time.perf_counter() - start
    start = time.perf_counter()
    for value in values:
        for dimension in DIMENSIONS:
            evaluation.by(value.kpi, dimension, value.scope)
    seconds["breakdowns"] = time.perf_counter() - start
    start = time.perf_counter()
    for value in values:
        evaluation.series(value.kpi, value.scope)
    seconds["series"] = time.perf_counter() - start
    return seconds, sum(value.value is not None for value in values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000_000)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--turns", type=int, default=3)
    asked = parser.parse_args()
    count = asked.posts // asked.clients
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        store = opened(Path(name), {"posts": posts(count)})
        print(f"{count:,} posts read and merged in {time.perf_counter() - start:.2f} s")
        runs = [evaluated(store) for _ in range(asked.turns + 1)]
    print(f"{runs[0][1]} known values; first evaluation {sum(runs[0][0].values()):.2f} s")
    for part in runs[0][0]:
        print(f"{part:10} {statistics.median(run[part] for run, _ in runs[1:]):6.2f} s")
    print(f"warm       {statistics.median(sum(run.values()) for run, _ in runs[1:]):6.2f} s   target {TARGET} s")


if __name__ == "__main__":
    main()
