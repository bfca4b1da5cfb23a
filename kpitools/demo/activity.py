"""What happens on an account, day after day: publications, the people they reach, the followers won and lost.

Everything else is derived from here, so that the exports agree with each other: the figures of a publication at the
day of an export are what was received until then, the account's days are the sums of what was received that day.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kpitools.demo import networks
from kpitools.demo.client import Account, Client, Special, days
from kpitools.demo.dice import Dice
from kpitools.demo.planning import Planned

# Share of its final figures that a publication has at an age in days; in between it stands still.
SETTLED = ((20, 1.0), (3, 0.96), (2, 0.89), (1, 0.79), (0, 0.56))
# People who see two publications of one day, or come back the next, count once a day.
SEEN_ONCE = 0.88

Figures = Mapping[str, int]


@dataclass(frozen=True)
class Publication:
    """A post and its final figures, people and counts."""

    network: str
    id: str
    at: dt.datetime
    format: str
    text: str
    permalink: str
    seconds: int
    collab: bool
    final: Figures

    @property
    def day(self) -> dt.date:
        """The day of publication where the client is."""
        return self.at.date()

    def figures(self, exported: dt.date) -> dict[str, int]:
        """The figures that an export of that day shows."""
        return {name: settled(count, (exported - self.day).days) for name, count in self.final.items()}


@dataclass(frozen=True)
class Day:
    """A day of an account: followers at its end, and what was received."""

    date: dt.date
    followers: int
    received: Figures


@dataclass(frozen=True)
class Activity:
    """All that happened on an account."""

    account: Account
    publications: tuple[Publication, ...]
    days: tuple[Day, ...]


def settled(count: int, age: int) -> int:
    """How much of a final count has come at an age in days."""
    share = next((share for oldest, share in SETTLED if age >= oldest), 0.0)
    return int(count * share + 0.5)


def live(client: Client, account: Account, plan: Iterable[Planned], dice: Dice) -> Activity:
    """Lets an account live from its first day to the end of the sample."""
    waiting = [post for post in plan if account.network in post.on and post.date >= account.since]
    published: list[Publication] = []
    made: list[Day] = []
    followers = account.followers
    for date in days(account.since):
        mood = client.season(date) * client.week[date.weekday()]
        published += [_publish(account, post, followers, mood, dice) for post in waiting if post.date == date]
        received = _receive(account, followers, mood, date, published, dice)
        followers += received["gained"] - received["lost"]
        made.append(Day(date, followers, received))
    return Activity(account, tuple(published), tuple(made))


def _publish(account: Account, post: Planned, followers: int, mood: float, dice: Dice) -> Publication:
    format_ = post.on[account.network]
    habits = networks.HABITS[account.network][format_]
    special = post.special or Special(post.date, post.at.time(), post.on, post.text)
    luck = dice.luck() if special.luck is None or account.network == "x" else special.luck * dice.noise(0.06)
    paid = int(special.paid * dice.noise(0.05)) if account.network == "facebook" else 0
    organic = max(12, int(followers * habits.reach * (0.4 + 0.6 * mood) * luck * dice.noise(0.08)))
    reach = organic + int(paid * 0.94)
    # Strangers, brought by money or by luck, look more than they act.
    moved = (organic + 0.3 * paid) / (1 + 0.04 * max(0.0, luck - 2))

    def count(rate: float) -> int:
        return dice.rounded(moved * rate * dice.noise(0.16))

    views_organic = max(organic, int(organic * habits.views * dice.noise(0.03)))
    views_paid = int(paid * 1.3)
    link_clicks, other_clicks = count(habits.links), count(habits.clicks * 0.6)
    photo_clicks = count(habits.clicks * 0.4) if format_ in ("image", "carousel") else 0
    video = int((views_organic + views_paid) * 0.46) if format_ == "reel" else 0
    seconds = dice.integer(12, 58) if format_ == "reel" else 0
    final = {
        "reach": reach, "reach_organic": organic, "reach_paid": paid,
        "views": views_organic + views_paid, "views_organic": views_organic, "views_paid": views_paid,
        "impressions": max(reach, int((views_organic + views_paid) * 0.94)),
        "likes": count(habits.likes), "comments": count(habits.comments * special.talk),
        "shares": count(habits.shares), "saves": count(habits.saves), "follows": count(habits.follows),
        "link_clicks": link_clicks, "other_clicks": other_clicks,
        "photo_clicks": photo_clicks,
        "video_views": video, "seconds_viewed": int(video * seconds * 0.4), "visits": count(0.004),
    }  # fmt: skip
    id_ = networks.identity(account.network, post.at, dice)
    return Publication(
        account.network, id_, post.at, format_, post.caption(account.network),
        networks.permalink(account, id_, post.at, format_), seconds, special.collab, final,
    )  # fmt: skip


def _receive(
    account: Account, followers: int, mood: float, date: dt.date, published: Iterable[Publication], dice: Dice
) -> dict[str, int]:
    came = dict.fromkeys(("reach", "views", "likes", "comments", "shares", "saves", "follows", "link_clicks",
                          "other_clicks", "video_views", "visits"), 0)  # fmt: skip
    new = 0
    for post in published:
        age = (date - post.day).days
        new += age == 0
        if age <= SETTLED[0][0]:
            for name in came:
                came[name] += settled(post.final[name], age) - settled(post.final[name], age - 1)
    around = int(followers * account.around * mood * dice.noise(0.14))
    reach = int(came["reach"] * SEEN_ONCE) + around
    visits = dice.rounded(reach * account.visits * dice.noise(0.15)) + came["visits"]
    return {
        **came,
        "reach": reach,
        "views": came["views"] + int(around * 1.7),
        "visits": visits,
        "interactions": came["likes"] + came["comments"] + came["shares"] + came["saves"],
        "profile_links": dice.rounded(visits * 0.11),
        "gained": dice.rounded(followers * account.gained * mood * dice.noise(0.32)) + came["follows"],
        "lost": dice.rounded(followers * account.lost * dice.noise(0.4)),
        "published": new,
    }
