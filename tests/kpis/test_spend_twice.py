"""Ad spend that the costs and the ads' own exports tell of: one counts, and it is said which."""

import pytest

from kpitools.language import language
from tests.client import Client

ADS = [{"date": "2026-10-05", "network": "facebook", "campaign": "A", "spend": 120}]


def costs(network: str, category: str = "ads") -> list[dict[str, object]]:
    return [
        {"cost_id": "1", "date": "2026-10-05", "category": category, "network": network, "amount": 130},
        {"cost_id": "2", "date": "2026-10-31", "category": "content", "network": "", "amount": 50},
    ]


@pytest.mark.parametrize("network", ["facebook", ""])
def test_the_costs_win_and_it_is_said(tmp_path, network):
    evaluation = Client(tmp_path).table("ads", ADS).table("costs", costs(network)).october()
    assert evaluation.value("social_cost").value == 180
    assert evaluation.value("ad_spend").value == 120
    said = next(problem for problem in evaluation.warnings if problem.id == "spend_told_twice")
    assert "facebook" in said.message(language("fr"))
    assert "120" in said.message(language("fr"))


@pytest.mark.parametrize(("network", "category"), [("facebook", "tools"), ("instagram", "ads")])
def test_spend_that_the_costs_do_not_hold_is_added_and_nothing_is_said(tmp_path, network, category):
    evaluation = Client(tmp_path).table("ads", ADS).table("costs", costs(network, category)).october()
    assert evaluation.value("social_cost").value == 300
    assert "spend_told_twice" not in {problem.id for problem in evaluation.warnings}
