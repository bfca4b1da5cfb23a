"""A made-up client: its accounts, its seasons and what it means to publish, as its file in `clients/` says."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "clients"

START = dt.date(2025, 9, 1)
END = dt.date(2026, 10, 31)


@dataclass(frozen=True)
class Audience:
    """Who follows an account: shares in % by age for women and men, by city and by country."""

    women: Mapping[str, float]
    men: Mapping[str, float]
    cities: Mapping[str, float]
    countries: Mapping[str, float]


UNKNOWN = Audience({}, {}, {}, {})


@dataclass(frozen=True)
class Account:
    """A page or account. `gained` and `lost` are shares of the followers a day, `visits` a share of the day's reach,
    `around` the share of the followers reached on a day without any publication."""

    network: str
    name: str
    id: str
    page: str
    since: dt.date
    followers: int
    gained: float
    lost: float
    visits: float
    around: float
    audience: Audience = UNKNOWN


@dataclass(frozen=True)
class Slot:
    """A weekly appointment: `day` 0 is Monday, `on` says the format on each network, `skip` how often it is missed."""

    day: int
    at: dt.time
    themes: tuple[str, ...]
    on: Mapping[str, str]
    skip: float


@dataclass(frozen=True)
class Special:
    """A publication of one day. `paid` is the reach bought on Facebook, `talk` multiplies the comments, `luck` is how
    it fares against the usual (None: as it comes). Of a `collab`, made with a partner, the export
    keeps the reach to itself."""

    date: dt.date
    at: dt.time
    on: Mapping[str, str]
    text: str
    paid: int = 0
    talk: float = 1.0
    luck: float | None = None
    collab: bool = False


@dataclass(frozen=True)
class Theme:
    """What a slot talks about: captions whose braces are filled from the client's words."""

    texts: tuple[str, ...]
    tags: str


@dataclass(frozen=True)
class Site:
    """The client's site; `users` is a usual day's."""

    account: str
    property: str
    users: int
    outage: tuple[dt.date, ...]


@dataclass(frozen=True)
class Client:
    """All that is known of a made-up client before chance is asked."""

    id: str
    name: str
    seasons: tuple[float, ...]
    week: tuple[float, ...]
    closed: tuple[tuple[dt.date, dt.date], ...]
    accounts: Mapping[str, Account]
    plan: tuple[Slot, ...]
    specials: tuple[Special, ...]
    themes: Mapping[str, Theme]
    words: Mapping[str, tuple[str, ...]]
    site: Site | None
    shop: Mapping[str, Any] | None

    def season(self, day: dt.date) -> float:
        """How lively a day is against a usual one: the middle of a month has its month's figure, days between glide."""
        middle = 15
        along = (day.day - middle) / 30
        neighbour = self.seasons[(day.month - 1 + (1 if along > 0 else -1)) % 12]
        here = self.seasons[day.month - 1]
        return here + (neighbour - here) * abs(along)

    def is_closed(self, day: dt.date) -> bool:
        """True on the client's holidays: nothing is published."""
        return any(first <= day <= last for first, last in self.closed)


def load(name: str) -> Client:
    """The made-up client of that id."""
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    site = told.get("site")
    return Client(
        id=told["id"],
        name=told["name"],
        seasons=tuple(told["seasons"]),
        week=tuple(told["week"]),
        closed=tuple((span["from"], span["to"]) for span in told["closed"]),
        accounts={account["network"]: _account(account) for account in told["accounts"]},
        plan=tuple(Slot(**_timed(slot) | {"themes": tuple(slot["themes"])}) for slot in told["plan"]),
        specials=tuple(Special(**_timed(special)) for special in told["specials"]),
        themes={name: Theme(tuple(theme["texts"]), theme["tags"]) for name, theme in told["themes"].items()},
        words={name: tuple(words) for name, words in told["words"].items()},
        site=Site(**site | {"outage": tuple(site["outage"])}) if site else None,
        shop=told.get("shop"),
    )


def days(first: dt.date = START, last: dt.date = END) -> list[dt.date]:
    """Every day from the first to the last, both included."""
    return [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]


def _account(entry: dict[str, Any]) -> Account:
    return Account(**entry | ({"audience": Audience(**entry["audience"])} if "audience" in entry else {}))


def _timed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {**entry, "at": dt.time.fromisoformat(entry["at"])}
