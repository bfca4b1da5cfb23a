"""Reports on ads whose rows are each of a week, a month, a quarter or a year, with made-up campaigns."""

import datetime as dt
from decimal import Decimal

import pytest

from kpitools.errors import AmbiguousExport, UnreadableExport

D = dt.date


def google(column: str, spans: list[str], period: str = "August 15, 2026 - October 31, 2026") -> str:
    rows = "".join(f"{span},Marque,EUR,{10 * at}.50,{at}\n" for at, span in enumerate(spans, 1))
    total = f"Total: Account, --,EUR,{sum(10 * at for at in range(1, len(spans) + 1)) + 0.5 * len(spans):.2f},9\n"
    return f'Campaign report\n"{period}"\n{column},Campaign,Currency code,Cost,Clicks\n{rows}{total}'


def periods(export):
    return [(row["date"], row["end"], row["spend"]) for row in export.tables["ads"].to_pylist()]


@pytest.mark.parametrize("written", [("2026-08-01", "2026-10-01"), ("August 2026", "Oct 2026"), ("2026-08", "2026-10")])
def test_each_row_is_of_its_month_within_the_report(read_text, written):
    export = read_text(google("Month", list(written)), network="other")
    assert periods(export) == [
        (D(2026, 8, 15), D(2026, 8, 31), Decimal("10.5")),
        (D(2026, 10, 1), D(2026, 10, 31), Decimal("20.5")),
    ]


def test_months_in_french(read_text):
    text = (
        'Rapport sur les campagnes\n"1 sept. 2026 - 31 oct. 2026"\nMois;Campagne;Code de la devise;Coût;Impr.;Clics\n'
        "septembre 2026;Marque;EUR;1 020,50;1 234;7\noct. 2026;Marque;EUR;12,34;900;3\n"
        "Total : compte;--;EUR;1 032,84;2 134;10\n"
    )  # fmt: skip
    assert periods(read_text(text, network="other")) == [
        (D(2026, 9, 1), D(2026, 9, 30), Decimal("1020.5")),
        (D(2026, 10, 1), D(2026, 10, 31), Decimal("12.34")),
    ]


def test_quarters_and_years(read_text):
    assert periods(read_text(google("Quarter", ["2026-07-01", "2026-10-01"]), network="other")) == [
        (D(2026, 8, 15), D(2026, 9, 30), Decimal("10.5")),
        (D(2026, 10, 1), D(2026, 10, 31), Decimal("20.5")),
    ]
    text = google("Year", ["2025", "2026"], "November 3, 2025 - October 31, 2026")
    assert [(first, last) for first, last, _ in periods(read_text(text, network="other"))] == [
        (D(2025, 11, 3), D(2025, 12, 31)),
        (D(2026, 1, 1), D(2026, 10, 31)),
    ]


@pytest.mark.parametrize(
    ("weeks", "last_day"), [(["2026-08-31", "2026-09-07"], 6), (["2026-08-30", "2026-09-06"], 5)]
)  # fmt: skip
def test_weeks_begin_on_monday_or_on_sunday_as_all_of_them_do(read_text, weeks, last_day):
    text = google("Week", weeks, "September 1, 2026 - September 30, 2026")
    assert periods(read_text(text, network="other")) == [
        (D(2026, 9, 1), D(2026, 9, last_day), Decimal("10.5")),
        (D(2026, 9, last_day + 1), D(2026, 9, last_day + 7), Decimal("20.5")),
    ]


def test_weeks_that_begin_on_different_days_are_refused(read_text):
    with pytest.raises(AmbiguousExport, match="ni toutes un dimanche"):
        read_text(google("Week", ["2026-09-01", "2026-09-07"]), network="other")


def test_a_day_goes_before_its_week_and_a_month_before_its_weeks(read_text):
    """A week that lies in two months is a row of each."""
    text = (
        'Campaign report\n"September 28, 2026 - October 4, 2026"\nWeek,Month,Campaign,Currency code,Cost,Clicks\n'
        "2026-09-28,2026-09-01,Marque,EUR,3.00,1\n2026-09-28,2026-10-01,Marque,EUR,4.00,1\n"
    )
    assert periods(read_text(text, network="other")) == [
        (D(2026, 9, 28), D(2026, 9, 30), Decimal(3)),
        (D(2026, 10, 1), D(2026, 10, 4), Decimal(4)),
    ]
    daily = text.replace("Month,", "Day,").replace("2026-09-01", "2026-09-28").replace("2026-10-01", "2026-10-02")
    assert [(first, last) for first, last, _ in periods(read_text(daily, network="other"))] == [
        (D(2026, 9, 28), None),
        (D(2026, 10, 2), None),
    ]


def test_a_month_that_is_none_is_refused_with_its_row(read_text):
    with pytest.raises(UnreadableExport, match="automne"):
        read_text(google("Month", ["automne 2026"]), network="other")


@pytest.mark.parametrize("span", ["Week", "Month"])
@pytest.mark.parametrize("platform", [True, False])
def test_weeks_and_months_of_meta_have_their_own_period(read_text, span, platform):
    label, cell = ("Platform,", "instagram,") if platform else ("", "")
    text = (
        f"Campaign name,{label}{span},Impressions,Amount spent (EUR),Reporting starts,Reporting ends\n"
        f"A,{cell}2026-09-28 - 2026-10-04,10,3.00,2026-09-28,2026-10-04\n"
        f"A,{cell}2026-10-05 - 2026-10-11,20,4.00,2026-10-05,2026-10-11\n"
        f"A,{cell},30,7.00,2026-09-28,2026-10-11\n"
    )  # fmt: skip
    export = read_text(text, **({} if platform else {"network": "instagram"}))
    assert periods(export) == [
        (D(2026, 9, 28), D(2026, 10, 4), Decimal(3)),
        (D(2026, 10, 5), D(2026, 10, 11), Decimal(4)),
    ]


LINKEDIN = (
    'Ad Performance Report (in UTC)\n"Report Start: September 21, 2026, 12:00 AM"\n"Report End: {end}, 11:59 PM"\n'
    '"Date Generated: October 23, 2026, 12:40 PM"\n\n'
    "Start Date (in UTC)\tCurrency\tCampaign Name\tAd Set Name\tAd Name\tTotal Spent\tImpressions\tClicks\n{rows}"
)


def linkedin(end: str, *dates: str) -> str:
    """A report of LinkedIn as it is downloaded, in UTF-16 and parted by tabs."""
    rows = "".join(f"{date}\tEUR\tMarque\tA\tVidéo\t1,00{at}.50\t90\t3\n" for at, date in enumerate(dates))
    return LINKEDIN.format(end=end, rows=rows)


def test_a_report_without_days_is_of_its_whole_period(read_text):
    """All of its rows have the first day."""
    export = read_text(linkedin("September 23, 2026", "9/21/2026", "9/21/2026"), encoding="utf-16")
    assert "whole_period" in {problem.id for problem in export.problems}
    assert periods(export) == [
        (D(2026, 9, 21), D(2026, 9, 23), Decimal("1000.5")),
        (D(2026, 9, 21), D(2026, 9, 23), Decimal("1001.5")),
    ]


def test_a_report_by_day_is_of_its_days(read_text):
    text = linkedin("September 23, 2026", "9/21/2026", "9/22/2026")
    assert [row[:2] for row in periods(read_text(text, encoding="utf-16"))] == [
        (D(2026, 9, 21), None),
        (D(2026, 9, 22), None),
    ]
    alone = linkedin("September 21, 2026", "9/21/2026")
    assert [row[:2] for row in periods(read_text(alone, encoding="utf-16"))] == [(D(2026, 9, 21), None)]


def test_a_report_by_month_is_of_its_months(read_text):
    text = linkedin("October 22, 2026", "9/21/2026", "10/1/2026")
    assert [row[:2] for row in periods(read_text(text, encoding="utf-16"))] == [
        (D(2026, 9, 21), D(2026, 9, 30)),
        (D(2026, 10, 1), D(2026, 10, 22)),
    ]


def test_a_report_of_linkedin_in_dutch(read_text):
    text = (
        "Rapport met advertentieprestaties (in UTC)\nBegindatum van rapport: 23 september 2026 00:00\n"
        "Einddatum van rapport: 25 september 2026 23:59\nDatum aangemaakt: 26 september 2026 07:06\n\n"
        "Begindatum (in UTC)\tValuta\tCampagnenaam\tNaam van advertentieset\tTotaal besteed\tWeergaven\tKlikken\n"
        '23-9-2026\tEUR\tMarque\tA\t"1.009,36"\t1.293\t1\n'
    )
    export = read_text(text, encoding="utf-16")
    assert periods(export) == [(D(2026, 9, 23), D(2026, 9, 25), Decimal("1009.36"))]
    assert export.tables["ads"]["impressions"].to_pylist() == [1293]
