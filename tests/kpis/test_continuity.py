"""A measure that a platform redefined is never compared with what it was before, and the reason is said."""

import datetime as dt
from pathlib import Path

import pytest

from kpitools.catalogue.redefinition import redefinitions
from kpitools.kpis import Period
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.values import Value
from tests.client import Client, day

BREAK = next(one for one in redefinitions() if one.id == "facebook_views")


def month(year: int, number: int) -> Period:
    return Period.month(dt.date(year, number, 1))


@pytest.fixture
def client(tmp_path: Path) -> Client:
    """Both networks state impressions every day, as if nothing had been renamed."""
    first = dt.date(2024, 9, 1)
    dates = [(first + dt.timedelta(n)).isoformat() for n in range(900)]
    rows = [day(date, network, impressions=figure) for date in dates for network, figure in (("facebook", 9), ("x", 5))]
    return Client(tmp_path).table("account_days", rows)


def impressions(client: Client, period: Period, scope: str = "all") -> Value:
    return client.october(period=period).value("impressions", scope)


def test_the_months_around_a_break_are_not_compared(client: Client) -> None:
    assert BREAK.date == dt.date(2025, 11, 15)
    told = {number: impressions(client, month(2025, number), "facebook").not_compared for number in (10, 11, 12)}
    assert told[10] is None and told[11] is not None and told[12] is not None
    assert (told[11].id, told[11].values["day"]) == ("redefined", BREAK.date)
    after = impressions(client, month(2026, 1), "facebook")
    assert after.not_compared is None and after.change == pytest.approx(0)
    assert after.year_ago is not None and after.year_ago_change is None


def test_the_other_networks_are_compared_without_it(client: Client) -> None:
    value = impressions(client, month(2025, 11))
    assert value.compared == ("x",) and value.change == pytest.approx((30 / 31 - 1) * 100)


def test_a_formula_over_the_measure_is_not_compared_either(client: Client) -> None:
    own = {"id": "daily_impressions", "name": "Par jour", "formula": "impressions / 30", "unit": "n"}
    client.parameters["custom_kpis"] = [own]
    value = client.october(period=month(2025, 12)).value("daily_impressions", "facebook")
    assert value.value is not None and value.change is None


def test_judgement_takes_no_month_from_before_the_break(client: Client) -> None:
    evaluation: Evaluation = client.october(period=month(2026, 2))
    assert evaluation.value("impressions", "x").signal == "noise"
    assert evaluation.value("frequency", "facebook").signal in (None, "not_enough_history", "noise")
