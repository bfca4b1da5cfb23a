"""What a formula is of, and which units it can be said in."""

import pytest

from kpitools.catalogue import Unit, catalogue
from kpitools.catalogue.arithmetic import parse
from kpitools.catalogue.units import Mixed, quantity


def fits(formula: str, unit: Unit) -> bool:
    known = catalogue().kpis
    found = quantity(parse(formula), lambda kpi: known[kpi].unit if kpi in known else None)
    return found is None or found.fits(unit)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("comments / posts", Unit.RATIO),
        ("100 * retweets / x_followers", Unit.PERCENT),
        ("social_cost / leads", Unit.MONEY),
        ("revenue - social_cost", Unit.MONEY),
        ("social_cost / hours_spent", Unit.MONEY),
        ("reach / social_cost", Unit.RATIO),
        ("max(response_time, response_time_median)", Unit.HOURS),
        ("posts + 1", Unit.COUNT),
        ("unheard_of / posts", Unit.MONEY),  # a workspace's own KPI may be anything
        ("1 + response_time", Unit.HOURS),
        ("2", Unit.SECONDS),
    ],
)
def test_units_that_make_sense(formula: str, unit: Unit) -> None:
    assert fits(formula, unit)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("comments / posts", Unit.MONEY),
        ("revenue / leads", Unit.PERCENT),
        ("revenue * social_cost", Unit.MONEY),
        ("response_time", Unit.COUNT),
        ("posts / response_time", Unit.HOURS),
    ],
)
def test_units_that_do_not(formula: str, unit: Unit) -> None:
    assert not fits(formula, unit)


@pytest.mark.parametrize("formula", ["social_cost + posts", "min(response_time, posts)", "revenue - hours_spent"])
def test_different_quantities_are_not_added(formula: str) -> None:
    with pytest.raises(Mixed):
        fits(formula, Unit.RATIO)
