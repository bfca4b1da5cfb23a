"""A French agency's month as it comes: Google Analytics 4, Meta's ads, an inbox, spreadsheets of leads and costs.

The files are made up. Every figure is counted a second time here, with the standard library alone.
"""

import csv
import datetime as dt
import shutil
import statistics
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kpitools import Report
from kpitools.readers import layouts, needs

HERE = Path(__file__).parent
SOCIAL = {"l.facebook.com": "facebook", "FB_ads": "facebook", "ig": "instagram", "lnkd.in": "linkedin"}
LEADS = {"Insta", "FB_ads", "linkedin_company", "fb", "ig"}


def lines(name: str, encoding: str = "utf-8-sig", delimiter: str = ";", skip: int = 1) -> list[dict[str, str]]:
    with (HERE / "exports" / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(list(file)[skip:], delimiter=delimiter))


def number(text: str) -> float:
    return float(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))


def time(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZoneInfo("Europe/Paris")).astimezone(dt.UTC)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("month")
    shutil.copytree(HERE / "exports", folder / "exports")
    shutil.copytree(HERE / "params", folder / "params")
    return Report.load(folder / "params" / "maison-lune.yaml", month="2026-10")


def value(report: Report, kpi: str) -> float:
    return float(report.kpi(kpi).value)


def test_traffic(report: Report) -> None:
    rows = lines("ga4-exploration.csv", delimiter=",", skip=9)
    social = [row for row in rows if row["Source/Support de la session"].split(" / ")[0] in SOCIAL]
    sessions = sum(int(row["Sessions"]) for row in social)
    engaged = sum(int(row["Sessions avec engagement"]) for row in social)
    assert value(report, "social_visits") == sessions
    assert value(report, "social_visit_share") == pytest.approx(sessions / sum(int(r["Sessions"]) for r in rows) * 100)
    assert value(report, "engaged_visit_share") == pytest.approx(engaged / sessions * 100)
    assert value(report, "bounce_rate") == pytest.approx((sessions - engaged) / sessions * 100)
    assert value(report, "pages_per_session") == pytest.approx(sum(int(row["Vues"]) for row in social) / sessions)
    assert value(report, "search_visits") == sum(
        int(row["Sessions"]) for row in rows if row["Source/Support de la session"] == "google / organic"
    )


def test_advertising(report: Report) -> None:
    rows = [row for row in lines("meta-ads.csv", delimiter=",", skip=0) if row["Nom de la campagne"]]
    spend = sum(float(row["Montant dépensé (EUR)"]) for row in rows)
    assert value(report, "ad_spend") == pytest.approx(spend)
    assert value(report, "cpc") == pytest.approx(spend / sum(int(row["Clics sur un lien"]) for row in rows))
    assert value(report, "roas") == pytest.approx(
        sum(float(row["Valeur de conversion des achats"]) for row in rows) / spend
    )
    assert value(report, "ad_conversions") == sum(int(row["Achats"]) for row in rows)


def test_service(report: Report) -> None:
    rows = lines("messages.csv", encoding="cp1252")
    hours = [
        (time(row["Répondu le"]) - time(row["Reçu le"])).total_seconds() / 3600 for row in rows if row["Répondu le"]
    ]
    questions = [row for row in rows if row["Question"] == "oui"]
    assert value(report, "response_time_median") == pytest.approx(statistics.median(hours))
    assert value(report, "questions") == len(questions)
    assert value(report, "response_rate") == pytest.approx(
        sum(bool(row["Répondu le"]) for row in questions) / len(questions) * 100
    )
    problems = [row for row in rows if row["Problème"] == "oui"]
    assert value(report, "problems_resolved") == sum(bool(row["Résolu le"]) for row in problems)


def test_return(report: Report) -> None:
    leads = [row for row in lines("leads.csv") if row["Source"] in LEADS]
    costs = [row for row in lines("depenses.csv") if row["Date"] != "Total"]
    spend = value(report, "ad_spend")
    social_cost = sum(number(row["Montant TTC"]) for row in costs) + spend
    assert value(report, "leads") == len(leads)
    assert value(report, "social_cost") == pytest.approx(social_cost)
    assert value(report, "cost_per_lead") == pytest.approx(social_cost / len(leads))
    assert value(report, "hours_spent") == 62.5


@pytest.mark.parametrize("section", ["essentiel", "objectifs", "relation", "trafic", "publicite"])
def test_sections_are_filled(report: Report, section: str) -> None:
    assert not report.section(section).absent


def test_no_one_of_the_files_is_named(report: Report) -> None:
    made = "".join(str(report.section(section).html) for section in ("relation", "trafic", "publicite", "methode"))
    made += "".join(getattr(report, table).to_csv() for table in ("conversations", "leads"))
    names = {row["Prospect"] for row in lines("leads.csv")} | {row["E-mail"] for row in lines("leads.csv")}
    assert not [name for name in names if name in made]


def test_only_meta_must_be_told_its_network() -> None:
    known = layouts()
    asked = {path.name: [need.hint for need in needs(path, known).needs] for path in (HERE / "exports").iterdir()}
    assert {name: hints for name, hints in asked.items() if hints} == {"meta-ads.csv": ["network"]}
