"""Exports without a header above records, built by chance: what is read is what was written."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.params.hints import Hints
from kpitools.readers import layouts, read

KNOWN = layouts()
DAY = dt.date(2026, 10, 1)
EVERY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

shares = st.integers(0, 160).map(lambda thousandths: thousandths / 10)  # six of them are no more than all
places = st.lists(
    st.text("abéœ ", min_size=1, max_size=5).map(lambda text: f"V{text}le, France"), min_size=1, unique=True
)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("shapes")


def read_back(folder, rows, encoding="utf-8", delimiter=",", **hints):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    path = folder / "export.csv"
    path.write_bytes(file.getvalue().encode(encoding))
    return read(path, Hints(**hints), timezone="Europe/Paris", layouts=KNOWN)


def by_bucket(export, dimension):
    rows = [row for row in export.tables["audience"].to_pylist() if row["dimension"] == dimension]
    return {row["bucket"]: pytest.approx(row["share"]) for row in rows}


@EVERY
@given(st.data(), encodings, st.integers(0, 10**9))
def test_audience_of_meta(folder, data, encoding, followers):
    ages = ["18-24", "25-34", "35-44"][: data.draw(st.integers(1, 3))]
    grid = {age: (data.draw(shares), data.draw(shares)) for age in ages}
    cities = {city: data.draw(shares) for city in data.draw(places)}
    rows = [
        ["Instagram followers"], ["IG_ACCOUNT,FOLLOW,UNIQUE_USERS"], [str(followers)], [],
        ["Instagram followers by gender and age"], ["Age", "Women", "Men"],
        *([age, f"{women}%", f"{men}%"] for age, (women, men) in grid.items()), [],
        ["Instagram followers by top cities"], ["Top cities", "Value"],
        *([city, f"{share}%"] for city, share in cities.items()),
    ]  # fmt: skip
    export = read_back(folder, rows, encoding, date=DAY)
    assert export.layout.id == "meta-audience"
    assert export.tables["account_days"]["followers"].to_pylist() == [followers]
    assert by_bucket(export, "age") == {age: sum(pair) for age, pair in grid.items()}
    assert by_bucket(export, "gender") == {
        name: sum(pair[at] for pair in grid.values()) for at, name in enumerate(("Women", "Men"))
    }
    assert by_bucket(export, "city") == cities


@EVERY
@given(st.data(), encodings)
def test_audience_of_meta_in_width(folder, data, encoding):
    grid = {age: (data.draw(shares), data.draw(shares)) for age in ("18-24", "25-34")}
    cities = {city: data.draw(shares) for city in data.draw(places)}
    rows = [
        ["Age & gender"], ["", "Women", "Men"], *([age, *map(str, pair)] for age, pair in grid.items()), [],
        ["Top cities"], list(cities), [str(share) for share in cities.values()],
    ]  # fmt: skip
    export = read_back(folder, rows, encoding, network="facebook", date=DAY)
    assert export.layout.id == "meta-audience-wide"
    assert by_bucket(export, "age") == {age: sum(pair) for age, pair in grid.items()}
    assert by_bucket(export, "city") == cities


@EVERY
@given(
    st.dictionaries(
        st.sampled_from(["Acme", "Rival", "Ça, ça"]),
        st.lists(st.integers(0, 10**6), min_size=4, max_size=4),
        min_size=1,
    )
)
def test_chart_of_brandwatch(folder, figures):
    days = [DAY + dt.timedelta(number) for number in range(4)]
    rows = [
        ["Chart Data Export"], ["Dimension 1", "days"], ["Aggregate", "volume"],
        *([name, *map(str, counts)] for name, counts in figures.items()),
        ["", *(f"{day} 00:00:00" for day in days)],
    ]  # fmt: skip
    export = read_back(folder, rows, network="other")
    assert export.layout.id == "brandwatch-chart"
    made = {(row["brand"], row["date"]): row["mentions"] for row in export.tables["mention_days"].to_pylist()}
    assert made == {
        (name, day): count for name, counts in figures.items() for day, count in zip(days, counts, strict=True)
    }


CRITERIA = {
    ("views", ""): "profile_visits",
    ("reach", ""): "reach",
    ("members", "Новые участники"): "followers_gained",
    ("members", "Вышедшие участники"): "followers_lost",
    ("feedback", "Нравится"): "likes",
}


@EVERY
@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.sampled_from(sorted(CRITERIA))), st.integers(1, 10**6), min_size=1),
    st.data(),
)
def test_statistics_of_vkontakte(folder, figures, data):
    lines = data.draw(st.permutations(list(figures)))
    rows = [
        ["Дата", "Критерий", "Парам. №1", "Парам. №2", "Значение"],
        *(
            [f"{DAY + dt.timedelta(number):%d.%m.%Y}", *criterion, "", str(figures[number, criterion])]
            for number, criterion in lines
        ),
    ]
    export = read_back(folder, rows, account="acme")
    assert export.layout.id == "vk-community"
    made = {row["date"]: row for row in export.tables["account_days"].to_pylist()}
    assert set(made) == {DAY + dt.timedelta(number) for number, _ in figures}
    occurring = {criterion for _, criterion in figures}
    for day, row in made.items():
        for criterion, column in CRITERIA.items():
            # A criterion that is missing on a day was 0 on it; one that never occurs was not counted.
            wanted = figures.get(((day - DAY).days, criterion), 0) if criterion in occurring else None
            assert row[column] == wanted
