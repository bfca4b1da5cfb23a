"""Meta Business Suite's audience exports, with made-up followers."""

import datetime as dt

import pytest

from kpitools.errors import AmbiguousExport, UnreadableExport

DAY = dt.date(2026, 10, 31)
LONG = """sep=,
"Instagram followers"
"IG_ACCOUNT,FOLLOW,UNIQUE_USERS"
"1520"

"Instagram followers by gender and age"
"Age","Women","Men"
"18-24","4.2%","19.1%"
"25-34","12.1%","27.3%"

"Instagram followers by top cities"
"Top cities","Value"
"Rennes, Bretagne, France","8.4%"
"Lyon, France","3%"

"Instagram followers by top countries"
"Top countries","Value"
"France","61.5%"

"""
TABS = (
    "sep=\t\t\t\r\nFacebook followers\t\t\t\r\nFB_PAGE\tFOLLOW\tUNIQUE_USERS\t\r\n302\t\t\t\r\n\t\t\t\r\n"
    "Facebook followers by gender and age\t\t\t\r\nAge\tWomen\tMen\t\r\n18-24\t2.5%\t0.3%\t\r\n\t\t\t\r\n"
    "Facebook followers by top cities\t\t\t\r\nTop cities\tValue\t\t\r\n"
    "Paris\t France\t15.3%\t\r\nRennes\t Bretagne\t France\t8.7%\r\n"
)
WIDE = """sep=,
"Age & gender"
"","Women","Men"
"18-24","10.6","6.5"
"25-34","26.2","19.1"

"Top countries"
"France","Belgique"
"75.1","5.9"

"Top cities"
"Rennes, France","Bruxelles, Belgique"
"13.7","5.7"

"""


def shares(export, dimension):
    rows = export.tables["audience"].to_pylist()
    return {row["bucket"]: row["share"] for row in rows if row["dimension"] == dimension}


def test_the_long_layout(read_text):
    export = read_text(LONG, encoding="utf-16", date=DAY)
    assert shares(export, "age") == {"18-24": 23.3, "25-34": 39.4}
    assert shares(export, "gender") == {"Women": 16.3, "Men": 46.4}
    assert shares(export, "city") == {"Rennes, Bretagne, France": 8.4, "Lyon, France": 3.0}
    assert shares(export, "country") == {"France": 61.5}
    (total,) = export.tables["account_days"].to_pylist()
    assert (total["network"], total["date"], total["followers"]) == ("instagram", DAY, 1520)
    assert export.tables["audience"]["followers"].null_count == export.tables["audience"].num_rows
    assert set(export.tables["audience"]["date"].to_pylist()) == {DAY}


def test_the_long_layout_of_a_brazilian_interface_has_decimal_commas(read_text):
    text = (
        'sep=,\n"Seguidores do Instagram"\n"IG_ACCOUNT,FOLLOW,UNIQUE_USERS"\n"563"\n\n'
        '"Seguidores do Instagram por gênero e idade"\n"Idade","Mulheres","Homens"\n"18-24","23,9%","12,5%"\n\n'
        '"Seguidores do Instagram pelas principais cidades"\n"Principais cidades","Valor"\n"Recife, PE","1,8%"\n\n'
        '"Seguidores do Instagram pelos principais países"\n"Principais países","Valor"\n"Brasil","98%"\n\n'
    )
    export = read_text(text, encoding="utf-16", date=DAY)
    assert shares(export, "age") == {"18-24": 36.4}
    assert shares(export, "gender") == {"Mulheres": 23.9, "Homens": 12.5}
    assert shares(export, "city") == {"Recife, PE": 1.8}
    assert shares(export, "country") == {"Brasil": 98.0}
    assert export.tables["account_days"]["followers"].to_pylist() == [563]


def test_without_a_day_it_asks_for_one(read_text):
    with pytest.raises(AmbiguousExport) as error:
        read_text(LONG)
    assert [problem.id for problem in error.value.problems] == ["missing_date"]
    assert "date: 20" in str(error.value)


def test_cities_that_a_spreadsheet_cut_are_put_together(read_text):
    export = read_text(TABS, encoding="utf-16", date=DAY)
    assert shares(export, "city") == {"Paris, France": 15.3, "Rennes, Bretagne, France": 8.7}
    assert shares(export, "gender") == {"Women": 2.5, "Men": 0.3}
    assert export.tables["account_days"]["followers"].to_pylist() == [302]


def test_a_row_that_was_not_cut_at_a_comma_is_not_guessed(read_text):
    with pytest.raises(UnreadableExport) as error:
        read_text(TABS.replace("Paris\t France", "Paris\tFrance"), encoding="utf-16", date=DAY)
    assert error.value.problems[0].id == "shifted"


def test_the_wide_layout(read_text):
    export = read_text(WIDE, encoding="utf-16", date=DAY, network="facebook")
    assert export.layout.id == "meta-audience-wide"
    assert shares(export, "age") == {"18-24": 17.1, "25-34": 45.3}
    assert shares(export, "gender") == {"Women": 36.8, "Men": 25.6}
    assert shares(export, "country") == {"France": 75.1, "Belgique": 5.9}
    assert shares(export, "city") == {"Rennes, France": 13.7, "Bruxelles, Belgique": 5.7}


@pytest.mark.parametrize(
    "titles",
    [
        ("Faixa etária e gênero", "Principais países", "Principais cidades"),
        ("Idade e género", "Países principais", "Cidades principais"),
    ],
)
def test_the_wide_layout_in_portuguese(read_text, titles):
    text = WIDE
    for english, own in zip(("Age & gender", "Top countries", "Top cities"), titles, strict=True):
        text = text.replace(english, own)
    export = read_text(text, date=DAY, network="facebook")
    assert shares(export, "age") == {"18-24": 17.1, "25-34": 45.3}
    assert shares(export, "country") == {"France": 75.1, "Belgique": 5.9}


def test_totals_by_format_are_recognised_and_not_read(read_text):
    text = 'sep=,\n"Content interactions"\n"Reels","Photos"\n"12","3"\n\n"Views"\n"Reels","Photos"\n"90","31"\n\n'
    export = read_text(text, encoding="utf-16")
    assert (export.layout.id, dict(export.tables)) == ("meta-formats", {})


def test_the_order_of_genders_is_read_and_not_assumed(read_text):
    swapped = WIDE.replace('"Women","Men"', '"Men","Women"')
    assert shares(read_text(swapped, date=DAY, network="instagram"), "gender") == {"Men": 36.8, "Women": 25.6}


def test_the_wide_layout_asks_for_network_and_day_at_once(read_text):
    with pytest.raises(AmbiguousExport) as error:
        read_text(WIDE)
    assert {problem.id for problem in error.value.problems} == {"missing_network", "missing_date"}


def test_names_and_values_that_no_longer_fit_are_refused(read_text):
    with pytest.raises(UnreadableExport) as error:
        read_text(WIDE.replace('"75.1","5.9"', '"75.1"'), date=DAY, network="facebook")
    assert error.value.problems[0].id == "names_and_values"
