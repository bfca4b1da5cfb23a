"""Which cards page one shows, and what each says."""

from pathlib import Path

from kpitools.report.cards import cards
from kpitools.report.context import Context
from tests.report.fakes import PARAMETERS, FakeEvaluation, context


def names(report: Context) -> list[str]:
    return [card.name for card in cards(report)]


def test_objectives_come_first_then_the_usual_ones(report: Context) -> None:
    assert names(report)[:3] == ["Portée cumulée", "Taux d’engagement", "Visiteurs uniques (tout le site)"]
    assert 5 <= len(names(report)) <= 8
    assert len(set(names(report))) == len(names(report))


def test_unknown_kpis_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    asked = PARAMETERS.replace("report:\n", "report:\n  cards: [posts, video_views]\n")
    shown = cards(context(tmp_path, text=asked))
    assert [card.figure.text for card in shown] == ["34", "n.d."]
    assert "Aucun export" in shown[1].reason
    assert shown[1].spark == "" and shown[1].bar == ""


def test_many_objectives_stop_at_eight(tmp_path: Path) -> None:
    ids = ("reach", "views", "likes", "comments", "shares", "posts", "followers", "link_clicks", "engagements", "saves")
    goals = "\n".join(f"  - {{name: engagement, kpis: [{{id: {kpi}, target: 1}}]}}" for kpi in ids)
    start, end = PARAMETERS.index("  - {name: visibilite"), PARAMETERS.index("events:")
    text = PARAMETERS[:start] + goals + "\n" + PARAMETERS[end:]
    evaluation = FakeEvaluation(targets=dict.fromkeys(ids, (1.0, "reached")))
    assert len(cards(context(tmp_path, evaluation, text=text))) == 8


def test_a_card_says_value_change_target_and_basis(report: Context) -> None:
    reach = cards(report)[0]
    assert reach.figure.text == "47\u202f340"
    assert (reach.movement.text, reach.movement.way, reach.movement.tone) == ("+15\u202f% vs septembre", "up", "good")
    assert reach.year == "+49\u202f% en un an"
    assert reach.target == "objectif 45\u202f000, atteint"
    assert reach.basis == "somme des jours, comptes additionnés"
    assert "<svg" in reach.spark and "<svg" in reach.bar


def test_a_rate_moves_in_points(report: Context) -> None:
    rate = cards(report)[1]
    assert rate.movement.text == "−0,3 point vs septembre"
    assert (rate.movement.way, rate.movement.tone) == ("down", "neutral")  # within the usual range: neither
    assert rate.target == "objectif 3,5\u202f%, manqué"


def test_a_card_says_whether_a_change_is_more_than_usual(tmp_path: Path) -> None:
    for code, told in (
        ("fr", ("hausse marquée", "dans la fourchette habituelle", "historique trop court pour conclure")),
        ("en", ("marked rise", "within the usual range", "too little history to tell")),
    ):
        shown = cards(context(tmp_path, code=code))
        assert tuple(card.movement.signal for card in shown[:3]) == told
        assert shown[3].movement.signal == ""
