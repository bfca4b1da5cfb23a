"""Visits of a client's site: a usual day, its season, and those who followed a link on a network."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kpitools.demo.activity import Activity
from kpitools.demo.client import START, Client, Site, days
from kpitools.demo.dice import Dice

# Most people who follow a link are counted as users; some leave before the page has loaded.
ARRIVING = 0.82
# The site's own growth, a day.
GROWTH = 0.0004


@dataclass(frozen=True)
class Visits:
    """One day of a site."""

    date: dt.date
    users: int
    new_users: int
    sessions: int
    pageviews: int


def visited(client: Client, site: Site, activities: Iterable[Activity], dice: Dice) -> list[Visits]:
    """Every day of the site, fed by the links that people followed on the networks."""
    followed: dict[dt.date, int] = {}
    for activity in activities:
        for day in activity.days:
            links = day.received["link_clicks"] + day.received["profile_links"]
            followed[day.date] = followed.get(day.date, 0) + links
    return [_day(client, site, date, followed.get(date, 0), dice) for date in days()]


def _day(client: Client, site: Site, date: dt.date, followed: int, dice: Dice) -> Visits:
    if date in site.outage:
        return Visits(date, 0, 0, 0, 0)
    usual = site.users * (1 + GROWTH * (date - START).days) * client.season(date) * client.week[date.weekday()]
    users = dice.rounded(usual * dice.noise(0.1) + followed * ARRIVING)
    sessions = int(users * (1.16 + 0.1 * dice.noise(0.3)))
    return Visits(date, users, int(users * 0.68 * dice.noise(0.05)), sessions, int(sessions * 2.3 * dice.noise(0.06)))
