"""Web analytics beside the reports of Google Analytics 4 by day, with made-up visits."""

import datetime as dt
from decimal import Decimal

import pytest

from kpitools.errors import AmbiguousExport, UnknownExport, UnreadableExport
from tests.workbook import workbook_of

FRAME = (
    "# ----------------------------------------\n# {title}\n# Account: Example\n"
    "# Start date: {start}\n# End date: {end}\n\n"
)
ACQUISITION = (
    FRAME.format(title="Traffic acquisition", start="20261001", end="20261031")
    + "Session primary channel group (Default Channel Group),Sessions,Engaged sessions,Engagement rate,Bounce rate\n"
    "Organic Social,200,150,0.75,0.25\nDirect,100,40,0.4,0.6\nPaid Social,50,10,0.2,0.8\n"
    "Grand total,350,200,0.571,0.429\n"
)
SOURCES = (
    "# Acquisition de trafic\n# Compte\u00a0: exemple\n"
    "# Date de début\u00a0: 20261001\n# Date de fin\u00a0: 20261031\n\n"
    "Source/Support de la session,Sessions,Utilisateurs actifs,Sessions avec engagement\n"
    "l.facebook.com / referral,80,70,30\nig / social,40,38,20\ngoogle / organic,300,250,200\n"
    "agence_xyz / paid-social,10,9,2\n(direct) / (none),60,50,20\n"
)


def visits(export):
    return export.tables["web_visits"].to_pylist()


def test_a_report_by_channel_is_of_its_whole_period(read_text):
    export = read_text(ACQUISITION)
    rows = visits(export)
    assert [(row["source"], row["medium"], row["network"], row["sessions"], row["bounces"]) for row in rows] == [
        (None, "social", "other", 200, 50),
        (None, "(none)", None, 100, 60),
        (None, "paid-social", "other", 50, 40),
    ]
    assert {(row["date"], row["end"]) for row in rows} == {(dt.date(2026, 10, 1), dt.date(2026, 10, 31))}


def test_a_period_of_one_day_has_no_end(read_text):
    export = read_text(ACQUISITION.replace("20261031", "20261001"))
    assert {(row["date"], row["end"]) for row in visits(export)} == {(dt.date(2026, 10, 1), None)}


def test_sources_tell_networks_and_say_so(read_text):
    export = read_text(SOURCES)
    assert [(row["source"], row["medium"], row["network"], row["users"]) for row in visits(export)] == [
        ("l.facebook.com", "referral", "facebook", 70),
        ("ig", "social", "instagram", 38),
        ("google", "organic", None, 250),
        ("agence_xyz", "paid-social", "other", 9),
        ("(direct)", "(none)", None, 50),
    ]
    said = {problem.id: problem.values.get("sources", "") for problem in export.problems}
    assert "l.facebook.com / referral → facebook" in said["sources_decided"]
    assert "google / organic" in said["sources_undecided"]


def test_a_comparison_of_two_ranges_is_not_added_up(read_text):
    with pytest.raises(Exception, match="forme"):
        read_text(SOURCES.replace("Sessions,", "Plage de dates,Sessions,").replace(" / referral,", " / referral,x,"))


UA = (
    "# ---\n# All Web Site Data\n# {title}\n# {period}\n# ---\n\n"
    "{head}\n{rows}\n\n{index},{sessions}\n{days}\n,{total}\n"
)
DUTCH = UA.format(
    title="Browser",
    period="20261001-20261003",
    head="Browser,Sessies,% nieuwe sessies,Bouncepercentage",
    rows='Chrome,2.546,"99,88%","85,98%"\n,2.546,"99,88%","85,98%"',
    index="Dagindex",
    sessions="Sessies",
    days="01-10-26,1.546\n02-10-26,800\n03-10-26,200",
    total="2.546",
)


def test_universal_analytics_in_localised_numbers(read_text):
    export = read_text(DUTCH)
    assert [(row["date"], row["sessions"]) for row in visits(export)] == [
        (dt.date(2026, 10, 1), 1546),
        (dt.date(2026, 10, 2), 800),
        (dt.date(2026, 10, 3), 200),
    ]
    assert "total_differs" not in {problem.id for problem in export.problems}


def test_the_days_of_an_english_index_are_those_that_lie_together(read_text):
    text = UA.format(
        title="Pages", period="x", head="Page,Pageviews", rows='/a,"1,200"', index="Day Index", sessions="Sessions",
        days="03/04/2026,\"1,215\"\n04/04/2026,10\n05/04/2026,20", total='"1,245"',
    )  # fmt: skip
    rows = visits(read_text(text))
    assert [row["date"] for row in rows] == [dt.date(2026, 4, day) for day in (3, 4, 5)]
    assert [row["sessions"] for row in rows] == [1215, 10, 20]


def test_one_day_that_could_be_two_is_refused(read_text):
    text = UA.format(
        title="Pages", period="x", head="Page,Pageviews", rows="/a,12", index="Day Index", sessions="Sessions",
        days="03/04/2026,10", total="10",
    )  # fmt: skip
    with pytest.raises(UnreadableExport, match="03/04/2026"):
        read_text(text)


def test_reports_by_source_of_universal_analytics(read_text):
    text = UA.format(
        title="All Traffic", period="20150401-20150430", head="Source/support,Sessions,Taux de rebond",
        rows='facebook.com / referral,"1 200","50,00 %"\n,"1 200","50,00 %"', index="Index des jours",
        sessions="Sessions", days="01/04/2015,700\n02/04/2015,500", total="1200",
    )  # fmt: skip
    rows = [row for row in visits(read_text(text)) if row["source"]]
    assert [(row["network"], row["sessions"], row["bounces"], row["end"]) for row in rows] == [
        ("facebook", 1200, 600, dt.date(2015, 4, 30))
    ]


PATHS = (
    "# ---\n# All Web Site Data\n# Top Conversion Paths\n# {period}\n# ---\n\n"
    "Source Path,Conversions,Conversion Value\n"
    'facebook > google,"1,012",$120.50\n(direct) > t.co,3,$0.00\n,"1,015",$120.50\n'
)


def test_conversion_paths_of_one_month(read_text):
    export = read_text(PATHS.format(period="20150401-20150430"), currency="USD")
    assert [
        (row["date"], row["path"], row["conversions"], row["value"])
        for row in export.tables["conversion_paths"].to_pylist()
    ] == [
        (dt.date(2015, 4, 30), "facebook > google", 1012, Decimal("120.50")),
        (dt.date(2015, 4, 30), "(direct) > x", 3, Decimal(0)),
    ]


def test_conversion_paths_of_several_months_are_refused(read_text):
    with pytest.raises(AmbiguousExport, match="plusieurs mois"):
        read_text(PATHS.format(period="20150401-20150531"), currency="USD")


@pytest.mark.parametrize(
    "header",
    [
        "Dates,Clics,Impressions,CTR,Position", "Requêtes les plus fréquentes,Clics,Impressions,CTR,Position",
        "Date,Clicks,Impressions,CTR,Position", "Top pages,Clicks,Impressions,CTR,Position", "Filter,Value",
    ],
)  # fmt: skip
def test_search_console_is_known_and_gives_nothing(read_text, header):
    cells = ["2026-10-01", "3", "50", "6%", "4.2"]
    export = read_text(f"{header}\n{','.join(cells[: header.count(',') + 1])}\n")
    assert export.layout.id == "gsc"
    assert not export.tables
    assert "unusable" in {problem.id for problem in export.problems}


def test_a_workbook_of_universal_analytics_keeps_fractions(read_bytes):
    sheets = {
        "Récapitulatif": [["Toutes les données"], ["Tout le trafic"], ["20150401-20150430"]],
        "Ensemble de données1": [
            ["Source/support", "Sessions", "Taux de rebond"],
            ["google / organic", 3200, 0.85], ["facebook.com / referral", 200, 0.5], ["", 3400, 0.83],
        ],
        "Ensemble de données2": [["Index des jours", "Sessions"], ["15/04/2015", 1200], ["16/04/2015", 2200]],
    }  # fmt: skip
    export = read_bytes(workbook_of(sheets), "ua.xlsx")
    assert [(row["source"], row["sessions"], row["bounces"]) for row in visits(export)] == [
        ("google", 3200, 2720), ("facebook.com", 200, 100),
    ]  # fmt: skip
    # The period of the sheets of figures stands on one without any.
    assert {(row["date"], row["end"]) for row in visits(export)} == {(dt.date(2015, 4, 1), dt.date(2015, 4, 30))}
    del sheets["Récapitulatif"]
    with pytest.raises(AmbiguousExport, match="covers: "):
        read_bytes(workbook_of(sheets), "ua.xlsx")


@pytest.mark.parametrize("rates", [("0.17", "0.5"), ("17", "50"), ("17 %", "50 %")])
def test_rates_of_metrica_are_fractions_or_per_cent(read_text, rates):
    text = "UTM Source,Sessions,Users,Bounce rate\nTotals and averages,300,290,{0}\nvk,200,190,{0}\nmail,100,100,{1}\n"
    export = read_text(text.format(*rates), covers=(dt.date(2026, 10, 1), dt.date(2026, 10, 31)))
    assert [row["bounces"] for row in visits(export)] == [34, 50]


UA_ENGLISH = UA.replace("{period}", "20190101-20190102")


def test_days_of_users_alone_are_days_of_the_site(read_text):
    text = UA_ENGLISH.format(
        title="Audience Overview", head="Language,Users", rows="en-us,900", index="Day Index", sessions="Users",
        days="1/1/19,\"1,200\"\n1/2/19,300", total='"1,500"',
    )  # fmt: skip
    export = read_text(text)
    assert [(row["date"], row["users"], row["sessions"]) for row in visits(export)] == [
        (dt.date(2019, 1, 1), 1200, None),
        (dt.date(2019, 1, 2), 300, None),
    ]
    # What is missing is named in the language of the file.
    assert next(one for one in export.problems if one.id == "missing_columns").values["columns"].count("Bounce Rate")


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("Default Channel Grouping", "Social", (None, "social", "other")),
        ("Source / Medium", "l.facebook.com / referral", ("l.facebook.com", "referral", "facebook")),
    ],
)
def test_visits_of_universal_analytics_by_day_and_source(read_text, head, row, expected):
    text = UA_ENGLISH.format(
        title="Channels", head=f"{head},Date,Users,Sessions,Bounce Rate",
        rows=f"{row},20190101,90,\"1,200\",50.00%\n{row},20190102,9,20,25.00%\n,,99,\"1,220\",49.59%",
        index="Day Index", sessions="Sessions", days='1/1/19,"1,200"\n1/2/19,20', total='"1,220"',
    )  # fmt: skip
    rows = [row for row in visits(read_text(text)) if row["sessions"]]
    assert [(row["date"].day, row["sessions"], row["users"], row["bounces"]) for row in rows] == [
        (1, 1200, 90, 600), (2, 20, 9, 5),
    ]  # fmt: skip
    assert {(row["source"], row["medium"], row["network"]) for row in rows} == {expected}


def test_of_segments_only_all_users_count(read_text):
    text = UA_ENGLISH.format(
        title="Channels", head="Source / Medium,Segment,Sessions",
        rows="google / organic,All Users,12\ngoogle / organic,Mobile Traffic,5\n,All Users,12\n,Mobile Traffic,5",
        index="Day Index", sessions="Segment,Users", days="1/1/19,All Users,10\n1/1/19,Mobile Traffic,5", total=",15",
    )  # fmt: skip
    rows = visits(read_text(text))
    assert [(row["source"], row["sessions"], row["users"]) for row in rows] == [("google", 12, None), (None, None, 10)]


def test_two_periods_of_universal_analytics_are_not_added_up(read_text):
    text = UA_ENGLISH.format(
        title="Channels", head="Source / Medium,Date Range,Sessions",
        rows='google / organic,"Jan 1, 2019 - Jan 2, 2019",9',
        index="Day Index", sessions="Date Range,Users", days='1/1/19,"Jan 1, 2019 - Jan 2, 2019",10', total=",10",
    )  # fmt: skip
    with pytest.raises(UnknownExport, match="≠ Date Range"):
        read_text(text)
