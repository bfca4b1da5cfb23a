"""Real exports of analytics, ads and listening, beside a count made with plain Python and none of the readers."""

import csv
import datetime as dt
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc
import pytest
import python_calamine

from kpitools.params.hints import Hints
from kpitools.readers import layouts, read


def made(path: Path, currency: str = "EUR", **hints: str):
    return read(path, Hints(**hints), timezone="Europe/Paris", layouts=layouts(), currency=currency)


def total(table, name: str):
    return pc.sum(table[name]).as_py()


def text(path: Path) -> str:
    return path.read_text("utf-8-sig")


def test_the_day_index_of_universal_analytics(shared):
    path = shared / "exports/ga/ua-browser-2014-nl.csv"
    counted = {
        dt.datetime.strptime(day, "%d-%m-%y").date(): int(figure.replace(".", ""))
        for day, figure in re.findall(r"^(\d\d-\d\d-\d\d),([\d.]+)$", text(path), re.M)
    }
    table = made(path).tables["web_visits"]
    assert dict(zip(table["date"].to_pylist(), table["sessions"].to_pylist(), strict=True)) == counted
    assert sum(counted.values()) == 7374


def test_visitors_of_an_exploration_by_day(shared):
    path = shared / "exports/ga/ga4-explore-mh4u-2024-en.csv"
    rows = list(csv.DictReader(line for line in text(path).splitlines() if not line.startswith("#")))
    table = made(path).tables["web_visits"]
    assert len(table) == len(rows)
    for label, name in (("Total users", "users"), ("New users", "new_users"), ("Returning users", "returning_users")):
        assert total(table, name) == sum(int(row[label]) for row in rows)


def test_campaigns_and_cards_of_google(shared):
    report = shared / "exports/google-ads/gads-campaign-report-dentplant-2026-en.csv"
    campaigns = [
        row["Campaign"]
        for row in csv.DictReader(text(report).splitlines()[2:])
        if row["Campaign status"][:5] != "Total"
    ]
    table = made(report, network="other").tables["ads"]
    assert sorted(table["campaign"].to_pylist()) == sorted(name for name in campaigns if name != " --" and name)
    assert set(table["date"].to_pylist()) == {dt.date(2026, 3, 27)}
    assert set(table["end"].to_pylist()) == {dt.date(2026, 4, 23)}
    card = shared / "exports/google-ads/gads-overviewcard-timeseries-2026-en-gb.csv"
    rows = list(csv.DictReader(text(card).splitlines()))
    table = made(card, currency="USD", network="other").tables["ads"]
    assert total(table, "spend") == sum(Decimal(row["Cost"].removeprefix("US$")) for row in rows)
    assert total(table, "clicks") == sum(int(row["Clicks"]) for row in rows)


def test_ads_of_meta_without_their_totals(shared):
    path = shared / "exports/meta-ads/meta-ads-manager-mh4u-2024-en.xlsx"
    head, *lines = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    rows = [dict(zip(head, line, strict=True)) for line in lines if line[head.index("Ad name")]]
    table = made(path, currency="UAH", network="facebook").tables["ads"]
    assert len(table) == len(rows)
    assert float(total(table, "spend")) == pytest.approx(sum(row["Amount spent (UAH)"] or 0 for row in rows))
    for label, name in (("Impressions", "impressions"), ("Reach", "reach")):
        assert total(table, name) == sum(int(row[label] or 0) for row in rows)


def test_mentions_of_talkwalker(shared):
    path = shared / "exports/mentions/talkwalker-carrefour-2017-fr-scrubbed.xlsx"
    head, *lines = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Sheet0").to_python()
    feelings = [line[head.index("sentiment")] for line in lines]
    days = [line[head.index("published")][:8] for line in lines]
    table = made(path).tables["mentions"]
    assert len(set(table["mention_id"].to_pylist())) == len(lines)
    assert table["sentiment"].to_pylist().count("negative") == feelings.count("-5")
    read_days = [f"{at.astimezone(dt.timezone(dt.timedelta(hours=2))):%d/%m/%y}" for at in table["at"].to_pylist()]
    assert read_days == days
    assert total(table, "reach") == sum(int(line[head.index("reach")]) for line in lines)


def test_the_chart_of_brandwatch(shared):
    path = shared / "exports/mentions/brandwatch-chart-volume-2025-en.csv"
    lines = list(csv.reader(text(path).splitlines()))
    figures = {line[0]: sum(map(int, line[1:])) for line in lines[:-1] if len(line) > 3}
    table = made(path, network="other").tables["mention_days"]
    by_brand: dict[str, int] = defaultdict(int)
    for row in table.to_pylist():
        by_brand[row["brand"]] += row["mentions"]
    assert by_brand == figures
    assert pc.min_max(table["date"]).as_py() == {"min": dt.date(2024, 5, 9), "max": dt.date(2025, 5, 8)}


def test_the_statistics_of_a_community_on_vkontakte(shared):
    path = shared / "exports/vk/vk-community-2016-2020-ru.csv"
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in csv.DictReader(text(path).splitlines()):
        sums[row["Критерий"], row["Парам. №1"]] += int(row["Значение"])
    table = made(path, account="x").tables["account_days"]
    named = {
        "profile_visits": ("views", ""), "reach": ("reach", ""), "reach_viral": ("reach_viral", ""),
        "followers_gained": ("members", "Новые участники"), "followers_lost": ("members", "Вышедшие участники"),
        "likes": ("feedback", "Нравится"), "comments": ("feedback", "Комментарии"),
    }  # fmt: skip
    assert {name: total(table, name) for name in named} == {name: sums[key] for name, key in named.items()}
    assert table["reach_paid"].null_count == len(table)


def test_the_reach_of_posts_on_vkontakte(shared):
    path = shared / "exports/vk/vk-posts-reach-2019-2020-ru.csv"
    rows = list(csv.DictReader(text(path).splitlines()))
    table = made(path).tables["posts"]
    for label, name in (("Полный охват", "reach"), ("Поделились", "shares"), ("Комментариев", "comments")):
        assert total(table, name) == sum(int(row[label]) for row in rows)


def test_search_console_gives_nothing(shared):
    for path in sorted((shared / "exports/gsc").glob("*.csv")):
        export = made(path)
        assert (export.layout.id, dict(export.tables)) == ("gsc", {})
