"""Every client's monthly KPIs in one pass, beside hand-written SQL for the same values and a scan of the same columns.

`--posts` posts of `--clients` clients over 24 months, on two networks, with their followers day by day, are merged
client by client and shelved as `kpitools overview` does; that is not measured. Then, by turns, each over the same
Parquet files: the pass with every value and its coverage, SQL as one would write it by hand for the known values alone,
and DuckDB's sum of the columns. The target: 1.5 times the SQL. What the pass can't hold is evaluated client by client:
that is timed apart, on the first clients, once their tables are merged.
"""

import argparse
import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from client_month import FIGURES, FIRST, MONTH, NETWORKS, canonical, opened, posts

from kpitools.catalogue import catalogue
from kpitools.kpis import Period
from kpitools.portfolio.formulas import is_formed
from kpitools.portfolio.overview import Overview
from kpitools.portfolio.own import evaluated
from kpitools.portfolio.shelf import Shelf, read, shelve
from kpitools.store import Store

MONTHS = 24
TARGET = 1.5
FOLLOWED = 10_000  # about how many followers an account has
EVALUATED = 5  # clients whose own evaluation is timed
SUMS = (
    "likes",
    "comments",
    "shares",
    "saves",
    "engagements",
    "interactions",
    "impressions",
    "views",
    "reach",
    "clicks",
    "link_clicks",
)
RATIOS = {
    "err": ("engagements", "reach", 100),
    "engagement_rate": ("engagements", "reach", 100),
    "er_impressions": ("engagements", "impressions", 100),
    "ctr": ("link_clicks", "impressions", 100),
    "frequency": ("impressions", "reach", 1),
    "organic_reach_share": ("reach_organic", "reach", 100),
}
MEANS = {
    "post_reach_avg": ("reach", 1),
    "amplification_rate": ("shares", 100),
    "interactions_per_post": ("interactions", 1),
    "er_post": ("er_post", 1),
    "er_view": ("er_views", 1),
}
SCANNED = sorted({*SUMS, "reach_organic", "er_post", "er_views", "is_video"})
BY_HAND = f"""
WITH networks AS (
    SELECT client, month, network, count(*) AS posts,
        {", ".join(f"sum({name}) AS {name}, count({name}) AS {name}_known" for name in SCANNED)},
        {
    ", ".join(
        f"sum({of}) FILTER ({by} IS NOT NULL) AS {kpi}_of, sum({by}) FILTER ({of} IS NOT NULL) AS {kpi}_by"
        for kpi, (of, by, _) in RATIOS.items()
    )
}
    FROM read_parquet($1) WHERE month BETWEEN $2 AND $3 GROUP BY ALL)
SELECT client, month, network, sum(posts) AS posts, sum(posts) / date_part('day', last_day(month)) * 7
        AS posting_frequency, sum(is_video)::BIGINT AS videos,
    {", ".join(f"sum({name})::BIGINT AS {name}" for name in SUMS)},
    {", ".join(f"sum({kpi}_of) / sum({kpi}_by) * {times} AS {kpi}" for kpi, (_, _, times) in RATIOS.items())},
    {", ".join(f"sum({of}) / sum({of}_known) * {times} AS {kpi}" for kpi, (of, times) in MEANS.items())}
FROM networks GROUP BY GROUPING SETS ((client, month, network), (client, month))"""

FOLLOWERS_BY_HAND = """
SELECT client, month, network, sum(level)::BIGINT AS followers, sum(level_gained)::BIGINT AS net_new_followers,
    sum(level_gained) / sum(level_before) FILTER (level IS NOT NULL) * 100 AS follower_change_rate
FROM read_parquet($1) WHERE month BETWEEN $2 AND $3
GROUP BY GROUPING SETS ((client, month, network), (client, month))"""


def levels(client: str) -> pa.Table:
    """The followers of a client's accounts, day by day."""
    dice = np.random.default_rng([*client.encode()])
    days = np.arange(FIRST.date(), MONTH.end + dt.timedelta(1), dtype="datetime64[D]")
    network = np.repeat(NETWORKS, len(days))
    return canonical(
        "account_days",
        {
            "network": pa.array(network),
            "account": pa.array(np.char.add(f"{client}-", network)),
            "date": pa.array(np.tile(days, len(NETWORKS))),
            "followers": pa.array(FOLLOWED + dice.integers(0, 1_000, len(network))),
        },
    )


def shelves(folder: Path, posts_each: int, clients: int) -> tuple[list[Shelf], dict[int, float]]:
    """The shelves of all clients, and the seconds that the first ones' own evaluation of 1 and of 24 months takes."""
    made: list[Shelf] = []
    seconds: dict[int, list[float]] = {1: [], MONTHS: []}
    for number in range(clients):
        client = f"client-{number:03}"
        with tempfile.TemporaryDirectory(dir=folder) as name:
            tables = {"posts": posts(posts_each, client, (*FIGURES, "reach_organic")), "account_days": levels(client)}
            store = opened(Path(name) / client, tables, client)
            shelve(store, catalogue(), folder / client)
            for months, taken in seconds.items():
                if number < EVALUATED:
                    taken.append(alone(store, months))
        made.append(read(folder / client, store.parameters))
    return made, {months: statistics.median(taken) for months, taken in seconds.items()}


def alone(store: Store, months: int) -> float:
    """Seconds for what arrays don't hold of a client in its last months."""
    ids = [kpi.id for kpi in catalogue().listed if not is_formed(catalogue(), kpi)]
    start = time.perf_counter()
    evaluated(store, catalogue(), [MONTH.months_ago(ago) for ago in range(months)], ids)
    return time.perf_counter() - start


def by_pass(held: Sequence[Shelf], months: Sequence[Period]) -> Overview:
    """Every value of every client, month and scope."""
    made = Overview(held, months, catalogue())
    for kpi in made.kpis:
        for scope in made.scopes(kpi):
            made.figures(kpi.id, scope)
    return made


def bounds(held: Sequence[Shelf], months: Sequence[Period], table: str = "posts") -> list[object]:
    """The files, the first month and the last."""
    return [[str(one.tables[table]) for one in held], months[0].start, months[-1].start]


def by_hand(held: Sequence[Shelf], months: Sequence[Period]) -> list[dict[str, np.ndarray]]:
    """The known values by SQL as an analyst writes it: of posts, and of followers."""
    with duckdb.connect() as connection:
        return [
            connection.execute(query, bounds(held, months, table)).fetchnumpy()
            for table, query in (("posts", BY_HAND), ("account_days", FOLLOWERS_BY_HAND))
        ]


def by_scan(held: Sequence[Shelf], months: Sequence[Period]) -> None:
    """The plain sums of the columns."""
    sums = ", ".join(f"sum({name})" for name in SCANNED)
    with duckdb.connect() as connection:
        connection.execute(f"SELECT {sums} FROM read_parquet($1) WHERE month BETWEEN $2 AND $3", bounds(held, months))
        connection.fetchall()


def agree(made: Overview, table: dict[str, np.ndarray]) -> int:
    """How many values of the SQL the pass has too; fails where one differs."""
    rows = {one.client: number for number, one in enumerate(made.shelves)}
    months = {np.datetime64(month.start): number for number, month in enumerate(made.months)}
    days = table["month"].astype("datetime64[D]")
    row = np.array([rows[client] for client in table["client"]]) * len(months) + [months[day] for day in days]
    scopes = np.ma.filled(table["network"], "all")
    compared = 0
    for kpi in sorted({*table} - {"client", "month", "network"}):
        for scope in made.scopes(catalogue()[kpi]):
            here, found = (scopes == scope) & ~np.ma.getmaskarray(table[kpi]), made.figures(kpi, scope)
            assert found.known[row[here]].all(), kpi
            np.testing.assert_allclose(found.plain[row[here]], np.asarray(table[kpi][here], float), err_msg=kpi)
            compared += int(here.sum())
    return compared


def measured(turns: int, jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median seconds of each job, by turns."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(turns):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(every) for name, every in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000_000)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--turns", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["KPITOOLS_CACHE"] = f"{name}/cache"
        start = time.perf_counter()
        held, own = shelves(Path(name), asked.posts // asked.clients, asked.clients)
        print(f"{asked.posts:,} posts of {asked.clients} clients shelved in {time.perf_counter() - start:.0f} s")
        for count, seconds in own.items():
            print(f"a client's own evaluation of what arrays don't hold, {count:2} month(s): {seconds:.2f} s")
        every = [MONTH.months_ago(ago) for ago in reversed(range(MONTHS))]
        for months in (every, every[-1:]):
            made = by_pass(held, months)
            compared = sum(agree(made, table) for table in by_hand(held, months))
            jobs = {
                "pass": lambda months=months: by_pass(held, months),
                "by hand": lambda months=months: by_hand(held, months),
                "scan": lambda months=months: by_scan(held, months),
            }
            found = measured(asked.turns, jobs)
            print(f"\n{len(months)} month(s), {compared:,} values by hand, all the same in the pass")
            for job, seconds in found.items():
                print(f"{job:8} {seconds:6.2f} s")
            for other, target in (("by hand", f"   target {TARGET}"), ("scan", "")):
                print(f"pass / {other:8} {found['pass'] / found[other]:5.2f}{target}")


if __name__ == "__main__":
    main()
