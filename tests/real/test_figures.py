"""Four real clients: what `compute` says is what an independent count finds in the files."""

import csv
import datetime as dt
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kpitools.kpis import Period
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.opening import evaluate, open_store

HERE = Path(__file__).parent
PACIFIC = ZoneInfo("America/Los_Angeles")
Row = dict[str, str]


def client(shared: Path, name: str, year: int, month: int) -> Evaluation:
    return evaluate(open_store(HERE / "params" / f"{name}.yaml", "compute"), Period.month(dt.date(year, month, 1)))


def posts(path: Path) -> list[Row]:
    """The records of a Meta content export, without those that Meta could not compute."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    header, records = rows[0], rows[1:]
    return [
        dict(reversed(list(zip(header, row, strict=False))))  # of two equal heads, the first
        for row in records
        if row[header.index("Post ID")]
    ]


def published(row: Row, zone: str) -> dt.datetime:
    """When a post of Meta's export appeared, on the client's clock."""
    naive = dt.datetime.strptime(row["Publish time"], "%m/%d/%Y %H:%M")
    return naive.replace(tzinfo=PACIFIC).astimezone(ZoneInfo(zone))


def daily(path: Path, encoding: str = "utf-16") -> dict[dt.date, int]:
    """The days of a file of one daily measure."""
    text = path.read_text(encoding=encoding)
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) == 2 and row[0][:2] == "20"]
    return {dt.date.fromisoformat(day[:10]): int(figure) for day, figure in rows}


def within(days: dict[dt.date, int], year: int, month: int) -> int:
    return sum(figure for day, figure in days.items() if (day.year, day.month) == (year, month))


def total(rows: list[Row], column: str) -> int:
    return sum(int(row[column]) for row in rows if row[column])


@pytest.fixture(scope="module")
def january(shared: Path) -> Evaluation:
    return client(shared, "okn", 2026, 1)


@pytest.fixture(scope="module")
def own(shared: Path) -> list[Row]:
    """The account's own posts of January on the client's clock; one of another account is excluded."""
    rows = posts(shared / "exports" / "instagram" / "ig-posts-mbs-okn-2026-en.csv")
    mine = [row for row in rows if row["Account username"] == "orthodox_korea"]
    return [row for row in mine if (at := published(row, "Europe/Paris")).year == 2026 and at.month == 1]


@pytest.fixture(scope="module")
def march(shared: Path) -> Evaluation:
    return client(shared, "oigetit", 2025, 3)


@pytest.fixture(scope="module")
def facebook(shared: Path) -> list[Row]:
    rows = posts(shared / "exports" / "facebook" / "fb-posts-mbs-oigetit-2025-en-preset1.csv")
    return [row for row in rows if published(row, "Africa/Johannesburg").month == 3]


@pytest.fixture(scope="module")
def december(shared: Path) -> Evaluation:
    return client(shared, "databzh", 2017, 12)


@pytest.fixture(scope="module")
def tweets(shared: Path) -> list[Row]:
    path = shared / "exports" / "x" / "x-tweets-legacy-databzh-2017-12-fr.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    zone = ZoneInfo("Europe/Paris")
    return [
        row
        for row in rows
        if dt.datetime.strptime(row["heure"], "%Y-%m-%d %H:%M %z").astimezone(zone).strftime("%Y-%m") == "2017-12"
    ]


@pytest.fixture(scope="module")
def august(shared: Path) -> Evaluation:
    return client(shared, "ezaho", 2022, 8)


class TestInstagram:
    def test_posts_after_the_shift_from_pacific_time(self, january: Evaluation, own: list[Row]) -> None:
        assert january.value("posts").value == len(own)

    @pytest.mark.parametrize(
        ("kpi", "column"), [("likes", "Likes"), ("comments", "Comments"), ("shares", "Shares"), ("saves", "Saves")]
    )
    def test_reactions(self, january: Evaluation, own: list[Row], kpi: str, column: str) -> None:
        assert january.value(kpi).value == total(own, column)

    def test_the_engagement_rate(self, january: Evaluation, own: list[Row]) -> None:
        engagements = sum(total(own, column) for column in ("Likes", "Comments", "Shares"))
        assert january.value("err").value == pytest.approx(engagements / total(own, "Reach") * 100)

    @pytest.mark.parametrize(
        ("kpi", "file"), [("reach", "reach"), ("profile_visits", "visits"), ("new_followers", "follows")]
    )
    def test_daily_measures_in_utf_16(self, january: Evaluation, shared: Path, kpi: str, file: str) -> None:
        days = daily(shared / "exports" / "instagram" / f"ig-daily-mbs-okn-2026-en-{file}.csv")
        assert january.value(kpi).value == within(days, 2026, 1)

    def test_the_level_stands_on_the_day_that_the_parameters_give(self, shared: Path) -> None:
        assert client(shared, "okn", 2026, 3).value("followers").value == 1629

    def test_december_is_known_to_be_incomplete(self, january: Evaluation) -> None:
        assert january.value("reach").previous_missing_days == 23


class TestFacebookAndInstagram:
    def test_the_second_preset_of_the_same_posts_counts_nothing_twice(
        self, march: Evaluation, facebook: list[Row]
    ) -> None:
        assert march.value("posts", "facebook").value == len(facebook)
        assert march.value("likes", "facebook").value == total(facebook, "Reactions")

    def test_views_that_are_zero_on_every_row_wipe_out_nothing(self, march: Evaluation, facebook: list[Row]) -> None:
        assert march.value("views", "facebook").value == total(facebook, "Views")

    def test_daily_reach_of_facebook_and_that_of_instagrams_posts(self, march: Evaluation, shared: Path) -> None:
        days = daily(shared / "exports" / "facebook" / "fb-daily-mbs-oigetit-2025-en-reach.csv")
        rows = posts(shared / "exports" / "instagram" / "ig-posts-mbs-oigetit-2025-en.csv")
        own = [row for row in rows if published(row, "Africa/Johannesburg").month == 3]
        assert march.value("reach", "facebook").value == within(days, 2025, 3)
        assert march.value("reach", "instagram").value == total(own, "Reach")
        assert march.value("reach").basis == ("not_deduplicated", "sum_of_days", "sum_of_posts")


class TestX:
    @pytest.mark.parametrize(
        ("kpi", "column"),
        [
            ("impressions", "impressions"),
            ("likes", "J'aime"),
            ("shares", "Retweets"),
            ("link_clicks", "clics sur l'URL"),
        ],
    )
    def test_sums(self, december: Evaluation, tweets: list[Row], kpi: str, column: str) -> None:
        assert december.value(kpi).value == sum(float(row[column]) for row in tweets)

    def test_tweets(self, december: Evaluation, tweets: list[Row]) -> None:
        assert december.value("posts").value == len(tweets)

    def test_a_month_between_two_exports_is_unknown_not_empty(self, december: Evaluation) -> None:
        assert december.value("posts").previous is None


class TestFrenchPage:
    @pytest.mark.parametrize(
        ("kpi", "file"),
        [("reach", "couverture"), ("new_followers", "mentions-jaime"), ("profile_visits", "visites")],
    )
    def test_daily_measures_with_french_heads(self, august: Evaluation, shared: Path, kpi: str, file: str) -> None:
        days = daily(shared / "exports" / "facebook" / f"fb-daily-mbs-ezaho-2022-fr-{file}.csv", "latin-1")
        assert august.value(kpi).value == within(days, 2022, 8)


def test_google_analytics(shared: Path, tmp_path: Path) -> None:
    """The snapshot's days count from its own start date: 25 January is day 0."""
    export = shared / "exports" / "ga" / "ga4-snapshot-portfolio-2025-02-fr.csv"
    (tmp_path / "params").mkdir()
    params = tmp_path / "params" / "portfolio.yaml"
    params.write_text(f"client: {{id: portfolio, name: Portfolio}}\ndata: [{{path: '{export}'}}]\n", encoding="utf-8")
    lines = export.read_text(encoding="utf-8").splitlines()
    start = lines.index("Nième jour,Utilisateurs actifs") + 1
    users = [int(line.split(",")[1]) for line in lines[start : start + 28]]
    february = evaluate(open_store(params, "compute"), Period.month(dt.date(2025, 2, 1)))
    assert february.value("unique_visitors").value == sum(users[7:])
    assert february.value("unique_visitors").basis == ("sum_of_days",)
