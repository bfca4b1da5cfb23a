"""Meta Business Suite's daily results, with made-up days."""

import datetime as dt

import pytest

from kpitools.errors import AmbiguousExport, UnreadableExport

DAYS = ["2026-03-07", "2026-03-08", "2026-03-09"]


def section(title: str, label: str, values: list[int], days: list[str] = DAYS, hour: str = "00") -> str:
    lines = [f'"{title}"'] if title else []
    lines += [
        f'"Date","{label}"',
        *(f'"{day}T{hour}:00:00","{value}"' for day, value in zip(days, values, strict=True)),
    ]
    return "\n".join(lines) + "\n\n"


def test_sections_of_both_networks(read_text):
    text = (
        "sep=,\n"
        + section("Facebook reach", "Primary", [1, 2, 3])
        + section("Instagram reach", "Primary", [10, 0, 30], hour="01")
    )
    export = read_text(text, encoding="utf-16")
    rows = export.tables["account_days"].to_pylist()
    assert [(row["network"], row["date"].day, row["reach"]) for row in rows] == [
        ("facebook", 7, 1), ("facebook", 8, 2), ("facebook", 9, 3),
        ("instagram", 7, 10), ("instagram", 8, 0), ("instagram", 9, 30),
    ]  # fmt: skip
    # Records are counted with the line that declares the delimiter, without blank lines.
    assert [row["_row"] for row in rows] == [4, 5, 6, 9, 10, 11]
    assert {row["account"] for row in rows} == {None}


@pytest.mark.parametrize(
    ("title", "label", "network", "measure"),
    [
        ("Facebook Page visits", "Facebook Page likes", "facebook", "profile_visits"),
        ("Instagram profile visits", "Instagram followers", "instagram", "profile_visits"),
        ("Facebook Page new likes", "New Facebook Page likes", "facebook", "followers_gained"),
        ("New Instagram followers", "New Instagram followers", "instagram", "followers_gained"),
        ("Instagram link clicks", "Primary", "instagram", "link_clicks"),
        ("Couverture de la Page Facebook", "Principal", "facebook", "reach"),
        ("Visitas ao Facebook", "Primary", "facebook", "profile_visits"),
        ("Novos seguidores no Facebook", "Primary", "facebook", "followers_gained"),
        ("Cliques na ligação do Facebook", "Primary", "facebook", "link_clicks"),
        ("Alcance do Instagram", "Primary", "instagram", "reach"),
        ("Seguidores no Instagram", "Primary", "instagram", "followers_gained"),
    ],
)
def test_the_title_tells_the_measure_whatever_the_label_says(read_text, title, label, network, measure):
    table = read_text("sep=,\n" + section(title, label, [4, 5, 6])).tables["account_days"]
    assert set(table["network"].to_pylist()) == {network}
    assert table[measure].to_pylist() == [4, 5, 6]


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("Couverture de la Page Facebook", "reach"),
        ("Nouvelles mentions J\x19 aime de la Page Facebook", "followers_gained"),
        ("Nouvelles mentions J’aime de la Page Facebook", "followers_gained"),
        ("Mentions Likes de la Page Facebook", "profile_visits"),
        ("New Facebook Page likes", "followers_gained"),
    ],
)
def test_without_its_title_the_label_is_what_is_left(read_text, label, measure):
    table = read_text(section("", label, [4, 5, 6])).tables["account_days"]
    assert table["network"].to_pylist() == ["facebook"] * 3
    assert table[measure].to_pylist() == [4, 5, 6]


def test_a_section_that_tells_no_network_asks_for_it(read_text):
    with pytest.raises(AmbiguousExport) as error:
        read_text("sep=,\n" + section("Content interactions", "Primary", [1, 2, 3]))
    assert "network: facebook" in str(error.value)
    assert "Content interactions" in str(error.value)


def test_a_hint_fills_only_the_section_that_says_nothing(read_text):
    text = "sep=,\n" + section("Follows", "Primary", [1, 2, 3]) + section("Instagram follows", "Primary", [4, 5, 6])
    table = read_text(text, network="facebook").tables["account_days"]
    assert table["network"].to_pylist() == ["facebook"] * 3 + ["instagram"] * 3
    assert table["followers_gained"].to_pylist() == [1, 2, 3, 4, 5, 6]


def test_a_network_that_the_export_can_not_be_of(read_text):
    with pytest.raises(AmbiguousExport) as error:
        read_text("sep=,\n" + section("Follows", "Primary", [1, 2, 3]), network="x")
    assert error.value.problems[0].id == "contradiction"


def test_days_without_follows_are_zero_between_the_first_and_the_last(read_text):
    days = ["2026-03-01", "2026-03-04", "2026-03-05"]
    export = read_text("sep=,\n" + section("Instagram follows", "Primary", [3, 1, 2], days))
    rows = export.tables["account_days"].to_pylist()
    assert [(row["date"].day, row["followers_gained"]) for row in rows] == [(1, 3), (2, 0), (3, 0), (4, 1), (5, 2)]
    assert {row["network"] for row in rows} == {"instagram"}
    # A day left out has the record that it was left out after.
    assert [row["_row"] for row in rows] == [4, 4, 4, 5, 6]


def test_days_without_reach_stay_out(read_text):
    export = read_text("sep=,\n" + section("Instagram reach", "Primary", [3, 1], ["2026-03-01", "2026-03-04"]))
    assert export.tables["account_days"]["date"].to_pylist() == [dt.date(2026, 3, 1), dt.date(2026, 3, 4)]


def test_saved_again_by_a_spreadsheet(read_text):
    tab = (
        "sep=\t\r\nFacebook reach\t\r\nDate\tPrimary\r\n2026-03-07T00:00:00\t8\r\n\t\r\n"
        "Instagram reach\t\r\nDate\tPrimary\r\n2026-03-07T00:00:00\t9"
    )
    assert read_text(tab, encoding="utf-16").tables["account_days"]["reach"].to_pylist() == [8, 9]
    semicolon = "Viewers;\nDate;Primary\n2026-03-07T00:00:00;11\n"
    assert read_text(semicolon, network="instagram").tables["account_days"]["reach"].to_pylist() == [11]


def test_a_section_of_no_use_is_said(read_text):
    text = (
        "sep=,\n"
        + section("Facebook reach", "Primary", [1, 2, 3])
        + section("Facebook moon phases", "Primary", [1, 2, 3])
    )
    export = read_text(text)
    assert export.tables["account_days"].num_rows == 3
    assert "Facebook moon phases" in str([problem.values for problem in export.problems])


def test_a_figure_that_is_none_is_refused_with_its_record(read_text):
    with pytest.raises(UnreadableExport) as error:
        read_text("sep=,\n" + section("Facebook reach", "Primary", [1, 2, 3]).replace('"2"', '"1,5"'))
    assert error.value.problems[0].row == 5


def test_an_export_that_prints_zeros_leaves_out_no_day_for_being_one(read_text):
    days = ["2026-03-01", "2026-03-04", "2026-03-05"]
    for title, values in (("Instagram follows", [3, 0, 2]), ("Facebook follows", [3, 1, 2])):
        table = read_text("sep=,\n" + section(title, "Primary", values, days)).tables["account_days"]
        assert table["date"].to_pylist() == [dt.date.fromisoformat(day) for day in days]


def test_the_measure_that_took_the_place_of_impressions_is_said_to_be_another(read_text):
    export = read_text("sep=,\n" + section("Views", "Primary", [1, 2, 3]), network="instagram")
    assert export.tables["account_days"]["impressions"].null_count == 3
    assert [problem.id for problem in export.problems if "break" in problem.id or "replaced" in problem.id] == [
        "measure_replaced"
    ]
