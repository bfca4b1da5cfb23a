"""Real exports, beside an independent count: the standard library's csv and nothing of the readers."""

import csv
import datetime as dt
import json
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow.compute as pc
import pytest

from kpitools.errors import AmbiguousExport, KpitoolsError
from kpitools.params.hints import Hints
from kpitools.readers import layouts, needs, read

PARIS, PACIFIC = ZoneInfo("Europe/Paris"), ZoneInfo("America/Los_Angeles")
KNOWN = layouts()


def counted(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    with path.open(newline="", encoding=encoding) as file:
        return list(csv.DictReader(file))


def total(rows: list[dict[str, str]], label: str) -> float:
    return sum(float(row[label] or 0) for row in rows)


def made(path: Path, **hints):
    return read(path, Hints(**hints), timezone="Europe/Paris", layouts=KNOWN)


def sums(table, *names: str) -> list[float]:
    return [pc.sum(table[name]).as_py() for name in names]


# file → layout, month, measures by their label. The month is counted after the shift from Pacific to Paris time.
POSTS = [
    ("facebook/fb-posts-mbs-oigetit-2025-en-preset1.csv", "meta-facebook-posts", "2025-02",
     {"Views": "views", "Reach": "reach", "Reactions": "likes", "Comments": "comments", "Shares": "shares",
      "Link Clicks": "link_clicks"}),
    ("facebook/fb-posts-mbs-mh4u-2024-en.csv", "meta-facebook-posts", "2024-02",
     {"Impressions": "impressions", "Reach": "reach", "Reactions": "likes", "Total clicks": "clicks"}),
    ("instagram/ig-posts-mbs-okn-2026-en.csv", "meta-instagram-posts", "2026-03",
     {"Views": "views", "Reach": "reach", "Likes": "likes", "Comments": "comments", "Shares": "shares",
      "Saves": "saves"}),
    ("instagram/ig-posts-mbs-oigetit-2025-en.csv", "meta-instagram-posts", "2025-03",
     {"Views": "views", "Reach": "reach", "Likes": "likes", "Saves": "saves"}),
]  # fmt: skip


@pytest.mark.parametrize(("file", "layout", "month", "measures"), POSTS, ids=[case[0].split("/")[1] for case in POSTS])
def test_posts_of_meta_in_a_month_of_paris(shared, file, layout, month, measures):
    export = made(shared / "exports" / file)
    rows = [row for row in counted(shared / "exports" / file) if row["Post ID"]]
    days = [
        dt.datetime.strptime(row["Publish time"], "%m/%d/%Y %H:%M")
        .replace(tzinfo=PACIFIC)
        .astimezone(PARIS)
        .date()
        .isoformat()
        for row in rows
    ]
    here = [row for row, day in zip(rows, days, strict=True) if day.startswith(month)]
    table = export.tables["posts"]
    read_days = [at.astimezone(PARIS).date().isoformat() for at in table["published_at"].to_pylist()]
    assert export.layout.id == layout
    assert len(table) == len(rows)
    assert read_days == days
    mask = [day.startswith(month) for day in read_days]
    assert sum(mask) == len(here) > 0
    for label, column in measures.items():
        assert sums(table.filter(mask), column) == [total(here, label)], label


def test_posts_of_x(shared):
    path = shared / "exports/x/x-tweets-legacy-databzh-2017-12-fr.csv"
    rows, table = counted(path), made(path).tables["posts"]
    assert len(table) == len(rows) == 145
    assert sums(table, "impressions", "shares", "likes") == [
        total(rows, "impressions"),
        total(rows, "Retweets"),
        total(rows, "J'aime"),
    ]
    assert set(table["account"].to_pylist()) == {"DataBzh"}


@pytest.mark.parametrize(
    ("file", "label", "column"),
    [
        ("facebook/fb-daily-mbs-oigetit-2025-en-reach.csv", "Primary", "reach"),
        ("instagram/ig-daily-mbs-okn-2026-en-visits.csv", "Primary", "profile_visits"),
    ],
)
def test_daily_totals_in_utf_16(shared, file, label, column):
    path = shared / "exports" / file
    lines = path.read_text(encoding="utf-16").splitlines()
    rows = list(csv.DictReader(line for line in lines[2:] if line))
    table = made(path).tables["account_days"]
    assert [day.isoformat() for day in table["date"].to_pylist()] == [row["Date"][:10] for row in rows]
    assert sums(table, column) == [total(rows, label)]


def test_totals_of_google_analytics(shared):
    path = shared / "exports/ga/ga4-snapshot-portfolio-2025-02-fr.csv"
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    expected = []
    for label in ("Nième jour,Utilisateurs actifs", "Nième jour,Nouveaux utilisateurs"):
        (block,) = [block for block in blocks if f"\n{label}\n" in block]
        expected.append(sum(int(line.split(",")[1]) for line in block.split(f"{label}\n")[1].splitlines()))
    export = made(path)
    assert sums(export.tables["web_visits"], "users", "new_users") == expected
    assert export.covers == (dt.date(2025, 1, 25), dt.date(2025, 2, 21))


def test_two_files_of_one_title_ask_for_their_network(shared):
    for file in (
        "facebook/fb-daily-mbs-oigetit-2025-en-interactions-a.csv",
        "instagram/ig-daily-mbs-oigetit-2025-en-interactions-b.csv",
    ):
        with pytest.raises(AmbiguousExport):
            made(shared / "exports" / file)
        (need,) = needs(shared / "exports" / file, KNOWN).needs
        assert need.proposal == file.split("/")[0]


# Kinds that no layout describes yet: nothing may be read out of them.
LATER = ("legacy-vic", "legacy-lok", "uci-moro", "ua-browser")


def truths(shared: Path) -> list[dict]:
    found = [
        json.loads((shared / f"checks/exports/truth-{name}.json").read_text(encoding="utf-8"))
        for name in ("facebook", "instagram", "x", "ga")
    ]
    return [entry for entries in found for entry in entries if not any(kind in entry["file"] for kind in LATER)]


def test_the_counts_that_come_with_the_exports(shared):
    for truth in truths(shared):
        hints = dict(truth["needs"] or {})
        if "date" in hints:
            hints["date"] = dt.date.fromisoformat(hints["date"])
        export = made(shared / "exports" / truth["file"], **hints)
        assert set(truth["tables"]) == set(export.tables), truth["file"]
        for name, wanted in truth["tables"].items():
            table = export.tables[name]
            for column, value in wanted["sums"].items():
                if value is not None:
                    assert sums(table, column) == [pytest.approx(value)], (truth["file"], column)
            # Days that Meta leaves out because nobody followed are written 0; the counts list them as printed.
            if "follow" not in truth["file"] and "newlikes" not in truth["file"]:
                assert len(table) == wanted["rows"], truth["file"]
                assert Counter(network or "" for network in table["network"].to_pylist()) == wanted["networks"]


def test_no_file_of_the_folder_gives_a_traceback(shared):
    for path in sorted(path for path in (shared / "exports").rglob("*") if path.is_file() and path.suffix != ".md"):
        suggestion = needs(path, KNOWN)
        try:
            export = made(path)
        except KpitoolsError as error:
            assert str(error)
            assert suggestion.problem or suggestion.needs, path
        else:
            assert suggestion.layout == export.layout


def test_the_worked_example_of_canonical_tables(shared):
    for path in sorted((shared / "checks/kpis/data").rglob("*.csv")):
        export = made(path)
        assert export.layout.id == path.stem
        assert len(export.tables[path.stem]) == len(counted(path))
