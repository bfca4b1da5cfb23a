"""Google Analytics 4's "Instantané des rapports", in French: cards under each other, days counted from the start."""

import datetime as dt
from collections.abc import Mapping, Sequence

from kpitools.demo.client import Site
from kpitools.demo.site import Visits

_RULE = "# ----------------------------------------\n"
_NBSP = "\u00a0"


def snapshot(site: Site, visits: Sequence[Visits]) -> bytes:
    """The snapshot of a span of days, from the first of the visits to the last."""
    dates = f"# Date de début{_NBSP}: {visits[0].date:%Y%m%d}\n# Date de fin{_NBSP}: {visits[-1].date:%Y%m%d}\n"
    title = (
        f"{_RULE}# Instantané des rapports\n# Compte{_NBSP}: {site.account}\n"
        f"# Propriété{_NBSP}: {site.property}\n{_RULE}"
    )
    cards = [
        "#  \n" + dates + _by_day("Utilisateurs actifs", visits, "users"),
        dates + _by_day("Nouveaux utilisateurs", visits, "new_users"),
        dates + _by_day("Sessions", visits, "sessions"),
        dates + _by_day("Vues", visits, "pageviews"),
        "#  \n" + dates + _ranking("Pays,Utilisateurs actifs", _countries(visits)),
        "# Quelles sont les tendances des utilisateurs actifs" + _NBSP + "?\n" + dates + _trends(visits),
        "# Quelle est l'activité des utilisateurs sur les différentes plates-formes" + _NBSP + "?\n" + dates
        + "Plate-forme,Événements clés\n",
    ]  # fmt: skip
    return (title + "\n".join(cards)).encode()


def name(first: dt.date, last: dt.date) -> str:
    """The file of some months, as the agency named it."""
    return f"Instantané_des_rapports_{first:%Y-%m}_{last:%Y-%m}.csv"


def _by_day(label: str, visits: Sequence[Visits], measure: str) -> str:
    lines = "".join(f"{number:04d},{getattr(day, measure)}\n" for number, day in enumerate(visits))
    return f"Nième jour,{label}\n{lines}"


def _trends(visits: Sequence[Visits]) -> str:
    """Active users of the last 30, 7 and 1 days; people who come back count once."""
    head = f"Nième jour,30{_NBSP}jours,7{_NBSP}jours,1{_NBSP}jour\n"
    lines = []
    for number, day in enumerate(visits):
        month, week = (
            sum(earlier.users for earlier in visits[max(0, number + 1 - span) : number + 1]) * came_once // 100
            for span, came_once in ((30, 71), (7, 83))
        )
        lines.append(f"{number:04d},{max(day.users, month)},{max(day.users, week)},{day.users}\n")
    return head + "".join(lines)


def _countries(visits: Sequence[Visits]) -> Mapping[str, int]:
    users = sum(day.users for day in visits) * 71 // 100
    shares = {"FR": 902, "BE": 31, "CA": 17, "CH": 12, "US": 9, "DE": 4}
    return {country: users * share // 1000 for country, share in shares.items()}


def _ranking(head: str, counts: Mapping[str, int]) -> str:
    return head + "\n" + "".join(f"{name},{count}\n" for name, count in counts.items())
