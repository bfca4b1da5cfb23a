"""Conversion paths made of visits that say whose they are."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.errors import AmbiguousExport, UnreadableExport
from kpitools.language import language
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
from tests.client import Client, post

HEAD = ("visitID", "date", "dateTime", "clientID", "bounce", "goalsID", "goalsPrice", "lastTrafficSource")
KNOWN = [layout for layout in layouts() if layout.platform == "metrica"]


def visits(*rows: str, more: str = "") -> str:
    """Visits with the columns of HEAD and `more`, from texts such as `1 10-03T08:00 901 [7] [25.5] direct`."""
    lines = ["\t".join(f"ym:s:{name}" for name in (*HEAD, *more.split()))]
    for row in rows:
        visit, at, person, goals, prices, source, *others = ("" if cell == "-" else cell for cell in row.split(" "))
        day, time = at.split("T")
        lines.append("\t".join(
            [visit, f"2026-{day}", f"2026-{day} {time}:00", person, "0", goals, prices, source, *others]
        ))  # fmt: skip
    return "\n".join(lines) + "\n"


def paths(export) -> list[tuple[str, str, str, int, Decimal | None]]:
    rows = export.tables["conversion_paths"].to_pylist()
    return [(f"{row['date']:%m-%d}", row["path"], row["goal"], row["conversions"], row["value"]) for row in rows]


def test_a_conversion_has_what_came_before_it_and_nothing_after(read_text):
    text = visits(
        "1 10-01T10:00 901 [] [] social instagram",
        "2 10-02T10:00 901 [7] [0] direct -",
        "3 10-03T10:00 901 [] [] social facebook",
        "4 10-04T10:00 901 [7] [0] organic -",
        "5 10-04T11:00 902 [7] [0] organic -",
        more="lastSocialNetwork",
    )  # fmt: skip
    assert paths(read_text(text)) == [
        ("10-02", "instagram > direct", "7", 1, None),
        ("10-04", "instagram > direct > facebook > organic", "7", 1, None),
        ("10-04", "organic", "7", 1, None),
    ]


def test_visits_older_than_the_window_are_no_touch_points(read_text):
    text = visits("1 05-01T10:00 901 [] [] ad", "2 07-10T10:00 901 [] [] email", "3 10-08T10:00 901 [7] [0] direct")
    assert paths(read_text(text)) == [("10-08", "email > direct", "7", 1, None)]


def test_a_visit_of_nobody_is_a_path_of_its_own(read_text):
    text = visits("1 10-01T10:00 - [] [] social", "2 10-02T10:00 - [7] [0] direct", "3 10-02T11:00 - [7] [0] direct")
    assert paths(read_text(text)) == [("10-02", "direct", "7", 2, None)]


def test_a_direct_visit_does_not_inherit_the_source_of_an_earlier_one(read_text):
    rows = ("1 10-01T10:00 901 [] [] social instagram social", "2 10-02T10:00 901 [7] [0] direct instagram social")
    text = visits(*rows, more="lastsignSocialNetwork lastsignTrafficSource")
    assert paths(read_text(text)) == [("10-02", "social > direct", "7", 1, None)]


def test_the_last_significant_source_will_do_where_it_is_all_there_is(read_text):
    text = visits("1 10-01T10:00 901 [7] [0] x insta_stories", more="lastsignUTMSource").replace(
        "lastTraffic", "firstT"
    )
    assert paths(read_text(text)) == [("10-01", "instagram", "7", 1, None)]


def test_the_network_that_metrica_knew_stands_for_a_source_that_tells_none(read_text):
    text = visits("1 10-01T10:00 901 [7] [0] social autumn facebook", more="lastUTMSource lastSocialNetwork")
    export = read_text(text)
    assert paths(export) == [("10-01", "facebook", "7", 1, None)]
    assert export.tables["web_visits"]["network"].to_pylist() == ["facebook"]


def test_a_source_is_one_step_whatever_it_is_called(read_text):
    text = visits("1 10-01T10:00 901 [7] [0] other a>b", more="lastUTMSource")
    assert paths(read_text(text))[0][1] == "a b"


def test_visits_without_persons_give_no_paths(read_text):
    text = visits("1 10-01T10:00 901 [7] [0] direct").replace("clientID", "whatever")
    export = read_text(text)
    assert list(export.tables) == ["web_visits"]


@pytest.mark.parametrize(
    ("goals", "prices"), [("7", "[0]"), ("[x]", "[0]"), ("[7", "[0]"), ("[7]", "[1,2]"), ("[7]", "free")]
)
def test_goals_that_are_no_list_are_refused(read_text, goals, prices):
    with pytest.raises(UnreadableExport) as caught:
        read_text(visits(f"1 10-01T10:00 901 {goals} {prices} direct"))
    assert caught.value.problems[0].row == 2


def test_whose_visits_they_are_is_neither_kept_nor_said(read_text):
    people = ("nadia@canari.example", "1700000000123456789")
    export = read_text(visits(*(f"{at} 10-0{at}T10:00 {who} [7] [5] direct" for at, who in enumerate(people, 1))))
    cells = [str(value) for table in export.tables.values() for row in table.to_pylist() for value in row.values()]
    said = [problem.render(language("fr")) + str(problem.as_data()) for problem in export.problems]
    assert not [text for text in [*cells, *said] for who in people if who in text]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_order_of_the_rows_changes_nothing(tmp_path_factory, data):
    count = data.draw(st.integers(1, 25))
    rows = [
        f"{at} 10-{data.draw(st.integers(1, 4)):02}T10:{data.draw(st.integers(0, 2)):02} "
        f"{data.draw(st.sampled_from(['901', '902', '-']))} {data.draw(st.sampled_from(['[]', '[7]', '[7,8]']))} [] "
        f"{data.draw(st.sampled_from(['social', 'direct', 'organic']))}"
        for at in range(1, count + 1)
    ]
    path = tmp_path_factory.getbasetemp() / "visits.tsv"

    def of(lines: list[str]) -> list[tuple[str, str, str, int, Decimal | None]]:
        path.write_text(visits(*lines), encoding="utf-8")
        return paths(read(path, Hints(), timezone="Europe/Paris", layouts=KNOWN)) if "[7" in "".join(lines) else []

    made = of(rows)
    assert of(data.draw(st.permutations(rows))) == made
    assert sum(row[3] for row in made) == sum(row.count("7") + row.count("8") for row in (r.split()[3] for r in rows))


SEPTEMBER = (
    "1 09-20T10:00 901 [] [] social instagram",
    "2 09-30T10:00 902 [7] [0] organic -",
)  # fmt: skip
OCTOBER = (
    "3 10-05T10:00 901 [7] [50] direct -",
    "4 10-06T10:00 903 [7,7] [0,0] social facebook",
    "5 10-20T10:00 902 [7] [0] direct -",
    "6 10-31T10:00 904 [] [] direct -",
)  # fmt: skip


def client(folder: Path, **files: tuple[str, ...]) -> Client:
    made = Client(folder)
    for name, rows in files.items():
        (folder / "data" / f"{name}.tsv").write_text(visits(*rows, more="lastSocialNetwork"), encoding="utf-8")
    return made


def test_kpis_of_attribution_come_from_visits(tmp_path):
    evaluation = client(tmp_path, visits=(*SEPTEMBER, *OCTOBER)).october()
    values = {kpi: evaluation.value(kpi, "all").value for kpi in ("conversions", "last_click_conversions")}
    # Instagram then direct: assisted; twice Facebook: at the last click; organic then direct: no network at all.
    assert values == {"conversions": 3, "last_click_conversions": 2}
    assert evaluation.value("assisted_conversions", "all").value == 1
    assert evaluation.value("assisted_conversions", "instagram").value == 1
    assert evaluation.value("social_visits", "all").value == 1


def test_of_files_that_overlap_one_tells_the_paths_of_a_day(tmp_path):
    store = client(tmp_path, october=OCTOBER, whole=(*SEPTEMBER, *OCTOBER), september=SEPTEMBER).store()
    frame = store.frame("conversion_paths")
    assert frame["conversions"].sum() == 5
    assert frame["path"].tolist() == ["organic", "instagram > direct", "facebook", "organic > direct"]
    said = [problem for problem in store.problems if problem.id == "paths_twice"]
    assert {problem.values["file"] for problem in said} == {"october.tsv", "september.tsv"}
    assert {problem.values["chosen"] for problem in said} == {"whole.tsv"}


def test_paths_of_another_tool_are_not_added(tmp_path):
    made = client(tmp_path, visits=OCTOBER)
    made.table("conversion_paths", [{"date": "2026-10-05", "path": "x > google", "goal": "", "conversions": 9}])
    store = made.store()
    assert store.frame("conversion_paths")["conversions"].sum() == 4
    assert "two_tools" in {problem.id for problem in store.problems}


def test_a_day_ends_in_the_file_that_goes_on(tmp_path):
    early = (*SEPTEMBER, "3 10-05T10:00 901 [7] [50] direct -")
    late = ("3 10-05T10:00 901 [7] [50] direct -", "8 10-05T20:00 905 [7] [0] direct -", *OCTOBER[1:])
    frame = client(tmp_path, early=early, late=late).store().frame("conversion_paths")
    of_the_day = frame[frame["date"].astype(str) == "2026-10-05"]
    assert of_the_day["conversions"].sum() == 2
    assert dt.date(2026, 10, 5) in set(frame["date"])


def test_a_network_that_only_a_path_names_counts_in_all(tmp_path):
    made = Client(tmp_path).table(
        "conversion_paths",
        [
            {"date": "2026-10-05", "path": "vk", "goal": "7", "conversions": 1},
            {"date": "2026-10-06", "path": "linkedin > google", "goal": "7", "conversions": 2},
            {"date": "2026-10-31", "path": "google", "goal": "7", "conversions": 4},
        ],
    )
    made.table("posts", [post("a", "2026-10-02", likes=1)])
    evaluation = made.october()
    kpis = ("conversions", "last_click_conversions", "assisted_conversions")
    assert [evaluation.value(kpi).value for kpi in kpis] == [3, 1, 2]
    assert [evaluation.value(kpi, "facebook").value for kpi in kpis] == [0, 0, 0]


def bought(*rows: str, more: str = "") -> str:
    """Visits with their purchases: id, day, person, ids, amounts, network, and the cells of further columns."""
    head = ["visitID", "dateTime", "date", "clientID", "bounce", "purchaseID", "purchaseRevenue", "lastSocialNetwork"]
    lines = ["\t".join(f"ym:s:{name}" for name in (*head, *more.split()))]
    for row in rows:
        visit, day, person, ids, amounts, network, *others = ("" if cell == "-" else cell for cell in row.split(" "))
        cells = [visit, f"2026-{day} 10:00:00", f"2026-{day}", person, "0", ids, amounts, network, *others]
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def orders(export) -> list[tuple[str, str | None, Decimal | None]]:
    return [(row["order_id"], row["network"], row["amount"]) for row in export.tables["orders"].to_pylist()]


def test_each_purchase_of_a_visit_is_an_order(read_text):
    export = read_text(
        bought(
            "1 10-01 901 ['A-1','B,2'] [10.5,20] instagram",
            "2 10-02 902 [] [] vkontakte",
            r"3 10-03 - [\'77\'] [0] -",
            "4 10-04 901 - - -",
        )
    )
    assert orders(export) == [
        ("A-1", "instagram", Decimal("10.5")),
        ("B,2", "instagram", Decimal(20)),
        ("77", None, Decimal(0)),
    ]
    rows = export.tables["orders"].to_pylist()
    assert rows[0]["customer_id"] == rows[1]["customer_id"] != "901"
    assert rows[0]["at"] == dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
    assert export.tables["web_visits"].num_rows == 4


def test_purchases_without_their_amount_have_none(read_text):
    assert orders(read_text(bought("1 10-01 901 ['A'] [] instagram"))) == [("A", "instagram", None)]


@pytest.mark.parametrize("amounts", ["[1,2,3]", "12", "[1,"])
def test_amounts_that_are_not_those_of_the_purchases_are_refused(read_text, amounts):
    with pytest.raises(UnreadableExport, match="ligne 2"):
        read_text(bought(f"1 10-01 901 ['A','B'] {amounts} instagram"))


def test_purchases_in_another_currency_are_refused(read_text):
    text = bought("1 10-01 901 ['A'] [10] instagram ['RUB']", more="purchaseCurrency")
    with pytest.raises(AmbiguousExport, match="RUB"):
        read_text(text)
    assert orders(read_text(text, currency="RUB")) == [("A", "instagram", Decimal(10))]


def test_a_visit_without_a_day_stands_beside_those_that_have_one(read_text):
    text = visits("1 10-01T10:00 901 [7] [0] direct", "2 10-02T10:00 902 [7] [0] direct").replace("2026-10-02\t", "\t")
    days = [row["date"] for row in read_text(text).tables["conversion_paths"].to_pylist()]
    assert set(days) == {dt.date(2026, 10, 1), None}
