"""What a month lacks beside the one before it: a network, a table, days, a measure, a fall to nothing, young posts."""

import datetime as dt
from pathlib import Path

from kpitools.kpis.evaluation import Evaluation
from kpitools.language import language
from kpitools.problems import Severity
from tests.client import Client, day, post

FRENCH, ENGLISH = language("fr"), language("en")
SEPTEMBER = [dt.date(2026, 9, 1) + dt.timedelta(n) for n in range(30)]
OCTOBER = [dt.date(2026, 10, 1) + dt.timedelta(n) for n in range(31)]


def days(dates: list[dt.date], network: str = "facebook", **figures: int) -> list[dict[str, object]]:
    return [day(date.isoformat(), network, **figures) for date in dates]


def told(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Ids and messages, with plain spaces."""
    said = [(problem.id, problem.message(FRENCH)) for problem in evaluation.gaps(FRENCH)]
    return [(name, text.replace("\u00a0", " ").replace("\u202f", " ")) for name, text in said]


def severities(evaluation: Evaluation) -> dict[str, Severity]:
    return {problem.id: problem.severity for problem in evaluation.gaps(FRENCH)}


def test_a_month_like_the_last_lacks_nothing(tmp_path: Path) -> None:
    client = Client(tmp_path).table("account_days", days(SEPTEMBER + OCTOBER, reach=10))
    assert told(client.october()) == []


def test_a_first_month_has_nothing_to_lack(tmp_path: Path) -> None:
    assert told(Client(tmp_path).table("account_days", days(OCTOBER, reach=10)).october()) == []


def test_a_network_that_is_gone_is_said_once_and_holds_the_mail(tmp_path: Path) -> None:
    rows = days(SEPTEMBER + OCTOBER, reach=10) + days(SEPTEMBER, "x", reach=5)
    client = Client(tmp_path).table("account_days", rows).table("posts", [post("a", "2026-09-02", "x", likes=3)])
    assert told(client.october()) == [
        ("network_gone", "X : aucune donnée pour la période, alors que septembre 2026 en avait "
                         "(résultats par jour, publications).")
    ]  # fmt: skip
    assert severities(client.october()) == {"network_gone": Severity.RESERVATION}
    [problem] = client.october().gaps(ENGLISH)
    assert (
        problem.message(ENGLISH) == "X: no data for the period, while September 2026 had some (results by day, posts)."
    )


def test_a_table_without_rows_is_a_hole_unless_it_is_known_to_be_covered(tmp_path: Path) -> None:
    rows = days(SEPTEMBER + OCTOBER, reach=10)
    posts = [post("a", "2026-09-02", likes=3)]
    hole = Client(tmp_path / "hole").table("account_days", rows).table("posts", posts).october()
    assert severities(hole) == {"table_gone": Severity.RESERVATION}
    later = [*posts, post("b", "2026-11-02", likes=3)]
    quiet = Client(tmp_path / "quiet").table("account_days", rows).table("posts", later).october()
    assert told(quiet) == [
        ("none_now", "publications, Facebook : rien dans la période, que les exports couvrent ; il y en avait en "
                     "septembre 2026.")
    ]  # fmt: skip
    assert severities(quiet) == {"none_now": Severity.WARNING}


def test_what_comes_and_goes_is_no_reason_to_hold_a_mail(tmp_path: Path) -> None:
    answers = [{"answer_id": "1", "at": "2026-09-03T10:00:00Z", "kind": "csat", "score": "5"}]
    client = Client(tmp_path).table("account_days", days(SEPTEMBER + OCTOBER, reach=10)).table("surveys", answers)
    assert severities(client.october()) == {"table_gone": Severity.WARNING}


def test_rows_of_no_network_are_looked_at_apart(tmp_path: Path) -> None:
    """That orders from Facebook say their amount does not say it of those that name no network."""
    orders = [
        {"order_id": f"{month}{network}", "at": f"2026-{month}-03T10:00:00Z", "network": network, "amount": amount}
        for month, network, amount in (
            ("09", "facebook", 40), ("09", "", 50), ("10", "facebook", 60), ("10", "", None),
        )
    ]  # fmt: skip
    client = Client(tmp_path).table("orders", orders).table("account_days", days(SEPTEMBER + OCTOBER, reach=10))
    [(name, text)] = told(client.october())
    assert name == "measures_gone" and text.startswith("commandes, tous réseaux : mesures absentes de la période")


def test_missing_days_are_counted_and_many_hold_the_mail(tmp_path: Path) -> None:
    few = Client(tmp_path / "few").table("account_days", days(SEPTEMBER + OCTOBER[:29], reach=10)).october()
    assert ("days_gone", "résultats par jour, Facebook : jours sans donnée dans la période : 2.") in told(few)
    assert severities(few)["days_gone"] is Severity.WARNING
    many = Client(tmp_path / "many").table("account_days", days(SEPTEMBER + OCTOBER[:20], reach=10)).october()
    assert severities(many)["days_gone"] is Severity.RESERVATION


def test_days_to_come_are_no_gap(tmp_path: Path) -> None:
    client = Client(tmp_path).table("account_days", days(SEPTEMBER + OCTOBER[:14], reach=10))
    assert told(client.october(today=dt.date(2026, 10, 15))) == []
    assert severities(client.october(today=dt.date(2026, 10, 17))) == {"days_gone": Severity.WARNING}


def test_days_that_lacked_before_too_are_not_news(tmp_path: Path) -> None:
    client = Client(tmp_path).table("account_days", days(SEPTEMBER[:20] + OCTOBER[:25], reach=10))
    assert told(client.october()) == []


def test_a_measure_that_is_gone_is_named_as_readers_know_it(tmp_path: Path) -> None:
    rows = days(SEPTEMBER, reach=10, followers_gained=2) + days(OCTOBER, reach=10)
    assert told(Client(tmp_path).table("account_days", rows).october()) == [
        ("measures_gone", "résultats par jour, Facebook : mesures absentes de la période, présentes en septembre "
                          "2026 : Nouveaux abonnés.")
    ]  # fmt: skip


def test_a_fall_to_nothing_is_said_from_thirty_on(tmp_path: Path) -> None:
    rows = days(SEPTEMBER, followers_gained=2) + days(OCTOBER, followers_gained=0)
    assert told(Client(tmp_path / "many").table("account_days", rows).october()) == [
        ("fell_to_zero", "résultats par jour, Facebook : à zéro sur toute la période, ce qui n’était pas le cas en "
                         "septembre 2026 : Nouveaux abonnés.")
    ]  # fmt: skip
    few = [*days(SEPTEMBER[:29], followers_gained=1), *days(OCTOBER, followers_gained=0)]
    assert told(Client(tmp_path / "few").table("account_days", few).october()) == []


def test_posts_exported_young_are_counted(tmp_path: Path) -> None:
    posts = [post(str(n), date.isoformat(), likes=4) for n, date in enumerate(OCTOBER[:30:3])]
    data = [{"path": "../data", "exported": "2026-10-30"}]
    assert told(Client(tmp_path, data=data).table("posts", posts).october()) == [
        ("young_posts", "Facebook : publications de moins de 7 jours à l’export, 2 sur 10 ; leurs chiffres vont encore "
                        "monter.")
    ]  # fmt: skip


def test_gaps_are_among_the_warnings_of_the_edition(tmp_path: Path) -> None:
    client = Client(tmp_path).table("account_days", days(SEPTEMBER + OCTOBER[:20], reach=10))
    assert "days_gone" in {problem.id for problem in client.october().warnings}
