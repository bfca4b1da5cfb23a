"""Every KPI of one scope and period, from what its networks tell; and its change by rule 6."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.kpis.by_row import networks as n
from tests.kpis.by_row.returns import WHOLE
from tests.kpis.by_row.tables import Days, Number, Row, Tables, Told, added, over, value

Networks = frozenset[str]
Answer = tuple[Any, frozenset[str]]
UNKNOWN: Answer = (None, frozenset())
PEOPLE = {
    "reach", "reach_organic", "reach_paid", "reach_viral", "engaged_users", "contributors", "active_contributors",
    "active_core", "brand_advocates", "organic_reach_share",
}  # fmt: skip
INTERACTS = ("comment", "share", "save", "forward", "post", "review")


def _week(tables: Tables, row: Row) -> tuple[int, int]:
    day = tables.day("interactions", row)
    assert day
    return day.isocalendar()[:2]


def _link_clicks(tables: Tables, days: Days, network: str) -> Told:
    of_posts = tables.column("posts.link_clicks", days, network)
    received = tables.column("account_days.link_clicks", days, network)
    profile = tables.column("account_days.website_clicks", days, network)
    bases = {"published"} if of_posts is not None else {"received"} if received is not None else set()
    bases |= {"received"} if profile is not None else set()
    return Told(added([received if of_posts is None else of_posts, profile]), basis=frozenset(bases))


def _negative(tables: Tables, days: Days, network: str) -> Told:
    names = ("love", "care", "haha", "wow", "sad", "angry")

    def of(row: Row, some: tuple[str, ...]) -> Number | None:
        return sum(row[name] for name in some) if all(row.get(name) is not None for name in names) else None

    return Told(
        tables.sum("posts", days, network, lambda row: of(row, names[4:])),
        tables.sum("posts", days, network, lambda row: of(row, names)),
    )


def _hours(row: Row) -> float | None:
    received, replied = row.get("received_at"), row.get("replied_at")
    if not received or not replied:
        return None
    # Two times of one zone are subtracted by the clock on the wall, which jumps twice a year.
    hours = (replied.astimezone(dt.UTC) - received.astimezone(dt.UTC)).total_seconds() / 3600
    return hours if hours >= 0 else None


def _visits(name: str) -> n.Tell:
    """Σ over the visits of a network; a network without a row on the site's days had 0.

    Visits none of which says where it came from say nothing of any network.
    """

    def tell(tables: Tables, days: Days, network: str) -> Told:
        site = tables.own("web_visits")
        told = any(row.get(name) is not None for row in site) and any(
            row.get(origin) for row in site for origin in ("source", "medium", "network")
        )
        if not network or not told or not tables.within("web_visits", days):
            return Told()
        rows = tables.within("web_visits", days, network)
        return Told(added(row.get(name) for row in rows) if rows else 0)

    return tell


def _social(of: str, by: str, least: tuple[str, ...] = ()) -> n.Tell:
    def tell(tables: Tables, days: Days, network: str) -> Told:
        return n.pair("web_visits", of, by)(tables, days, network) if network else Told()

    return tell


def _ad_reach(tables: Tables, days: Days, network: str) -> Told:
    """Never deduplicated: one person sees several ads."""
    return Told(tables.column("ads.reach", days, network), basis=frozenset({"not_deduplicated"}))


def _mentions(count: Callable[[Row], bool], column: str) -> n.Tell:
    """Count of mentions, else Σ of the days that only count them."""

    def tell(tables: Tables, days: Days, network: str) -> Told:
        of = tables.sum("mentions", days, network, lambda row: int(count(row)))
        return Told(tables.column(f"mention_days.{column}", days, network) if of is None else of)

    return tell


def _tone(tone: Callable[[str], int], column: str) -> n.Tell:
    def tell(tables: Tables, days: Days, network: str) -> Told:
        told = n.share("mentions", "sentiment", tone)(tables, days, network)
        if told.of is not None:
            return told
        names = ("positive", "neutral", "negative")

        def whole(row: Row) -> Number | None:
            return None if any(row.get(name) is None for name in names) else sum(row[name] for name in names)

        def part(row: Row) -> Number | None:
            return None if whole(row) is None else sum(tone(name) * row[name] for name in names)

        sides = (tables.sum("mention_days", days, network, get) for get in (part, whole))
        return Told(*sides)

    return tell


TOLD: dict[str, n.Tell] = {
    "followers": n.followers,
    "new_followers": n.total("account_days.followers_gained"),
    "lost_followers": n.total("account_days.followers_lost"),
    "net_new_followers": n.net_new_followers,
    "follower_change_rate": n.follower_change,
    **{name: n.reach(name) for name in ("reach", "reach_organic", "reach_paid", "reach_viral")},
    "organic_reach_share": n.organic_reach_share,
    "ad_reach": _ad_reach,
    "post_reach_avg": n.mean("posts", lambda row: row.get("reach")),
    "cost_per_1000_reached": n.pair("ads", "spend", "reach"),
    "impressions": n.total("account_days.impressions", "account_periods.impressions", "posts.impressions"),
    "frequency": n.frequency,
    "views": n.total("posts.views", "posts.impressions", "account_days.views"),
    "profile_visits": n.total("account_days.profile_visits"),
    "direct_visit_share": n.pair("account_days", "profile_visits_direct", "profile_visits"),
    **{name: n.reactions(name) for name in ("likes", "comments", "shares", "saves", "engagements")},
    "interactions": n.reactions("interactions", "reactions"),
    "forwards": n.total("posts.forwards"),
    "engaged_users": n.engaged_users,
    "err": n.pair("posts", "engagements", "reach", basis="published"),
    "er_impressions": n.pair("posts", "engagements", "impressions", basis="published"),
    "er_view": n.mean(
        "posts", lambda row: over(value(row, "engagements"), row.get("views"), 100), "published"
    ),
    "amplification_rate": n.mean("posts", lambda row: row.get("shares"), "published"),
    "interactions_per_post": n.mean("posts", lambda row: value(row, "interactions"), "published"),
    "negative_reaction_share": _negative,
    "link_clicks": _link_clicks,
    "clicks": n.total("posts.clicks", "account_days.clicks"),
    "ctr": n.pair("posts", "link_clicks", "impressions"),
    "ad_ctr": n.pair("ads", "clicks", "impressions"),
    "video_views": n.total("posts.video_views", "account_days.video_views"),
    "average_watch_time": n.pair("posts", "watch_time_s", "video_views"),
    "cost_per_engagement": n.pair("ads", "spend", "engagements"),
    "reviews": n.counted("reviews"),
    "average_rating": n.mean("reviews", lambda row: row.get("rating")),
    "contributors": n.people("interactions", "user_id", lambda row: row["kind"] in INTERACTS),
    "active_contributors": n.often(3, lambda _, row: id(row), lambda row: row["kind"] in INTERACTS),
    "active_core": n.often(3, _week),
    "questions": n.share("conversations", "is_question", int),
    "replies": n.share("conversations", "is_question", int),
    "response_time": n.mean("conversations", _hours),
    "problems": n.share("conversations", "is_problem", int),
    "social_visits": _visits("sessions"),
    "time_on_site": _social("duration_s", "sessions"),
    "bounce_rate": _social("bounces", "sessions"),
    "pages_per_session": _social("pageviews", "sessions"),
    "engaged_visit_share": _social("engaged_sessions", "sessions"),
    "satisfaction": n.share("surveys", "score", lambda s: int(s >= 4), lambda row: row.get("kind") == "csat"),
    "brand_recall": n.share("surveys", "score", int, lambda row: row.get("kind") == "recall"),
    "nps": n.share("surveys", "score", lambda s: (s >= 9) - (s <= 6), lambda row: row.get("kind") == "nps"),
    **{f"sentiment_{t}": _tone(lambda s, t=t: int(s == t), t) for t in ("positive", "neutral", "negative")},
    "net_sentiment": _tone(lambda s: (s == "positive") - (s == "negative"), ""),
    "mentions": _mentions(lambda row: True, "mentions"),
    "brand_advocates": n.advocates,
    "signups": n.share("actions", "goal", lambda goal: int(goal in ("signup", "newsletter"))),
    "ad_spend": n.total("ads.spend"),
    "ad_impressions": n.total("ads.impressions"),
    "ad_clicks": n.total("ads.clicks"),
    "ad_conversions": n.total("ads.conversions"),
    "ad_frequency": n.pair("ads", "impressions", "reach"),
    "ad_conversion_rate": n.pair("ads", "conversions", "clicks"),
    "cost_per_conversion": n.pair("ads", "spend", "conversions"),
    "roas": n.pair("ads", "value", "spend"),
    "cpm": n.pair("ads", "spend", "impressions"),
    "posts": n.counted("posts"),
}  # fmt: skip
TIMES = {
    "follower_change_rate": 100, "organic_reach_share": 100, "post_reach_avg": 1, "cost_per_1000_reached": 1000,
    "frequency": 1, "direct_visit_share": 100, "err": 100, "er_impressions": 100, "er_view": 1,
    "amplification_rate": 100, "interactions_per_post": 1, "negative_reaction_share": 100, "ctr": 100, "ad_ctr": 100,
    "average_watch_time": 1, "cost_per_engagement": 1, "average_rating": 1, "response_time": 1, "time_on_site": 1,
    "bounce_rate": 100, "pages_per_session": 1, "engaged_visit_share": 100, "satisfaction": 100, "brand_recall": 100,
    "nps": 100, "sentiment_positive": 100, "sentiment_neutral": 100, "sentiment_negative": 100, "net_sentiment": 100,
    "ad_frequency": 1, "ad_conversion_rate": 100, "cost_per_conversion": 1, "roas": 1, "cpm": 1000,
}  # fmt: skip
DIVIDED = {  # KPI by KPI, cut to the networks that know both (rule 4)
    "follower_growth_rate": ("new_followers", "followers", 100),
    "net_follower_growth_rate": ("net_new_followers", "followers", 100),
    "reach_rate": ("post_reach_avg", "followers", 100),
    "er_unique": ("engaged_users", "followers", 100), "er_reached": ("engaged_users", "reach", 100),
    "er": ("engagements", "followers", 100), "love_rate": ("likes", "followers", 100),
    "talk_rate": ("comments", "followers", 100), "response_rate": ("replies", "questions", 100),
}  # fmt: skip

# Figures of the client as a whole, or with a cost in them: taken whole, never cut to networks (rule 4).
TAKEN_WHOLE = {
    "social_cost", "cost_per_lead", "cost_per_sale", "net_profit", "roi", "search_visits", "repeat_customer_share",
    "repeat_customer_share_other", "lifetime_value", "revenue_per_lead", "revenue_per_customer",
}  # fmt: skip


class ByRow:
    """The KPIs of a client's rows."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.all: Networks = frozenset(tables.networks())

    def scope(self, scope: str) -> Networks:
        """The networks of a scope."""
        return self.all if scope == "all" else frozenset({scope})

    def answer(self, kpi: str, days: Days, places: Networks) -> Answer:
        """The KPI's value and basis over a set of networks."""
        if kpi in WHOLE:
            return WHOLE[kpi](self.tables, days, places, places == self.all), frozenset()
        if kpi in DIVIDED:
            return self._divided(kpi, days, places)
        told = {
            place: TOLD[kpi](self.tables, days, place) for place in (*places, *([""] if places == self.all else []))
        }
        if kpi == "questions" or kpi == "replies":
            return self._flagged(kpi, days, told), frozenset()
        times = TIMES.get(kpi)
        known = [one for one in told.values() if one.of is not None and (times is None or one.by is not None)]
        basis = frozenset(name for one in known for name in one.basis)
        if kpi in PEOPLE and sum(one.accounts for one in known) > 1:
            basis |= {"not_deduplicated"}
        of = added(one.of for one in known)
        if times is None:
            return of, basis
        return over(of, added(one.by for one in known), times), basis

    def _flagged(self, kpi: str, days: Days, told: dict[str, Told]) -> Number | None:
        if kpi == "questions":
            return added(one.of for one in told.values())
        stated = {row["network"] for row in self.tables.own("conversations") if row.get("replied_at")}

        def reply(row: Row) -> Number | None:
            return None if row.get("is_question") is None else int(row["is_question"] and bool(row.get("replied_at")))

        return added(self.tables.sum("conversations", days, place, reply) for place in told if place in stated)

    def _divided(self, kpi: str, days: Days, places: Networks) -> Answer:
        of, by, times = DIVIDED[kpi]
        both = frozenset(
            place
            for place in places
            if None not in (self.answer(part, days, frozenset({place}))[0] for part in (of, by))
        )
        if not both:
            return UNKNOWN
        (above, one), (below, other) = self.answer(of, days, both), self.answer(by, days, both)
        return over(above, below, times), one | other

    def change(self, kpi: str, days: Days, past: Days, places: Networks) -> float | None:
        """Percent at constant perimeter: the networks known in both, on one basis (rule 6)."""
        whole, before = (self.answer(kpi, one, places) for one in (days, past))
        if whole[0] is None or before[0] is None:
            return None
        kept = frozenset(p for p in places if self._alike(kpi, days, past, frozenset({p})))
        if kpi in TAKEN_WHOLE:
            kept = places
        if not kept:
            return None
        now, then = self.answer(kpi, days, kept), self.answer(kpi, past, kept)
        if now[0] is None or then[0] is None or then[0] <= 0 or now[1] != then[1]:
            return None
        return (float(now[0]) / float(then[0]) - 1) * 100

    def _alike(self, kpi: str, days: Days, past: Days, place: Networks) -> bool:
        now, then = self.answer(kpi, days, place), self.answer(kpi, past, place)
        return now[0] is not None and then[0] is not None and now[1] == then[1]
