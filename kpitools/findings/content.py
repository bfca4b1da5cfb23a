"""What single posts, topics, moments and mentions say; boosted posts and contest days are left out of content."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from statistics import median

from kpitools.findings.data import Post
from kpitools.findings.facts import Facts
from kpitools.findings.finding import Finding
from kpitools.findings.rule import finding, rule
from kpitools.findings.said import Amount, Counted, Day, Quoted
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.statistics import robust_z

PAUSES = 60  # between days with a post: what is usual
PROMOTION = frozenset({"promotion", "promo", "publicité", "publicite", "offre", "advertising"})


def _posts(facts: Facts, period: Period) -> list[Post]:
    """The scope's posts of a period."""
    return [post for post in facts.data.posts(period) if facts.scope in ("all", post.network)]


def _content(facts: Facts, period: Period) -> list[Post]:
    """Those that speak of content: not boosted, not of a contest."""
    return [post for post in _posts(facts, period) if not post.boosted and not facts.in_contest(post.day)]


@rule("one_hit")
def one_hit(facts: Facts) -> Finding | None:
    """One post carries over 40 % of the engagements of a network with at least 6 posts."""
    if facts.scope == "all" and len(facts.evaluation.networks) > 1:
        return None
    known = [post for post in _posts(facts, facts.period) if post.engagements is not None]
    whole = sum(post.engagements or 0 for post in known)
    if len(known) < facts.limits["posts"] or whole < facts.limits["events"]:
        return None
    best = max(known, key=lambda post: (post.engagements or 0, post.post_id))
    share = (best.engagements or 0) / whole * 100
    if share <= facts.limits["share"] or _early(facts):
        return None
    return finding(
        "one_hit", facts, ("engagements",),
        mark("Le mois repose sur une seule publication{where} : {post} fait {share} des réactions ; elle était "
             "sponsorisée.")
        if best.boosted else
        mark("Le mois repose sur une seule publication{where} : {post} fait {share} des réactions."),
        mark("Comprendre ce qui l'a portée, et le refaire sous un autre angle."),
        post=Quoted(best.text), share=Amount(share, "%"),
    )  # fmt: skip


def _early(facts: Facts) -> bool:
    return facts.evaluation.value("engagements", facts.scope).early


@rule("likes_only")
def likes_only(facts: Facts) -> Finding | None:
    """Likes up; comments, shares, saves not: over the content of both periods, per day."""
    if _early(facts):
        return None
    sums = []
    for period in (facts.period.previous, facts.period):
        posts = _content(facts, period)
        if len(posts) < facts.limits["posts"]:
            return None
        rows = [(post.likes, post.comments, post.shares, post.saves) for post in posts]
        sums.append([_per_day([row[place] for row in rows], period) for place in range(4)])
    (likes, *others), (more_likes, *more_others) = sums
    pairs = [(was, now) for was, now in zip(others, more_others, strict=True) if was is not None and now is not None]
    if not likes or more_likes is None or not pairs or likes * facts.period.days < facts.limits["events"]:
        return None
    grown = (more_likes / likes - 1) * 100
    if (
        grown <= facts.limits["change"]
        or facts.moved("likes") != "up"
        or any(now > was * (1 + facts.limits["change"] / 100) for was, now in pairs)
    ):
        return None
    return finding(
        "likes_only", facts, ("likes",),
        mark("Plus de J'aime{where} ({likes_change}), pas plus de commentaires ni de partages : un engagement facile."),
        mark("Poser une vraie question, et proposer un contenu à garder ou à envoyer."), seasonal="likes",
    )  # fmt: skip


def _per_day(figures: list[int | None], period: Period) -> float | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) / period.days if known else None


@rule("too_promotional")
def too_promotional(facts: Facts) -> Finding | None:
    """Over 40 % of the posts of a known topic are promotion."""
    topics = [post.topic.strip().lower() for post in _posts(facts, facts.period) if post.topic]
    promotion = sum(topic in PROMOTION for topic in topics)
    if len(topics) < facts.limits["posts"] or promotion / len(topics) * 100 <= facts.limits["share"]:
        return None
    return finding(
        "too_promotional", facts, ("posts",),
        mark("{promotion}{where} sur {topics} dont le sujet est connu : on suit une marque pour ses "
             "contenus, "
             "pas pour ses offres."),
        mark("Garder trois publications utiles pour une publication de promotion."),
        promotion=Counted("{n} publication de promotion", "{n} publications de promotion", promotion),
        topics=Amount(len(topics), "n"),
    )  # fmt: skip


@rule("posting_stopped")
def posting_stopped(facts: Facts) -> Finding | None:
    """No post for three times the usual pause, on days that exports are known to cover."""
    if facts.scope == "all" and len(facts.evaluation.networks) > 1:
        return None
    (network,) = facts.evaluation.networks if facts.scope == "all" else (facts.scope,)
    days = facts.data.publishing_days.get(network, [])
    before = [day for day in days if day < facts.period.start]
    pauses = [(later - earlier).days for earlier, later in pairwise(before)][-PAUSES:]
    if len(pauses) < facts.limits["posts"]:
        return None
    usual = median(pauses)
    end = min(facts.period.end + dt.timedelta(1), facts.evaluation.today)
    inside = [day for day in days if day >= facts.period.start]
    for since, until in sorted(pairwise([before[-1], *inside, end]), key=lambda gap: gap[0] - gap[1]):
        empty = Period(max(since + dt.timedelta(1), facts.period.start), until - dt.timedelta(1))
        if empty.days < facts.limits["days"] or (until - since).days < facts.limits["pauses"] * usual:
            return None
        if facts.data.covers_posts(network, empty):
            return finding(
                "posting_stopped", facts, ("posts",),
                mark("{pause} sans publication{where} à partir du {since}, pour une pause habituelle de {usual}."),
                mark("Préparer d'avance de quoi tenir les semaines creuses : un silence fait baisser la portée des "
                     "suivantes."),
                pause=Counted("{n} jour", "{n} jours", (until - since).days - 1), since=Day(since + dt.timedelta(1)),
                usual=Counted("{n} jour", "{n} jours", usual),
            )  # fmt: skip
    return None


@rule("contest_month", whole=True)
def contest_month(facts: Facts) -> Finding | None:
    """A contest in the period: compare with the baseline without it."""
    contests = [
        one for one in facts.parameters.contests if one.start <= facts.period.end and one.end >= facts.period.start
    ]
    if not contests:
        return None
    contest = contests[0]
    uplift = _uplift(facts, contest.name)
    if uplift is None:
        text = mark("Le concours {name} tombe dans la période : les hausses de ces jours-là ne disent rien du reste du "
                    "mois.")  # fmt: skip
    elif uplift >= 0:
        text = mark("Le concours {name} a fait monter les interactions de {uplift} par jour ; le reste du mois se juge "
                    "sans ces jours-là.")  # fmt: skip
    else:
        text = mark("Le concours {name} n'a pas fait monter les interactions par jour ({uplift} de moins que les "
                    "quatre "
                    "semaines d'avant).")  # fmt: skip
    return finding(
        "contest_month", facts, ("contest_uplift",), text,
        mark("Comparer avec les jours sans concours, et regarder combien d'abonnés restent deux semaines après."),
        name=Quoted(contest.name), uplift=Amount(abs(uplift or 0), "%"),
    )  # fmt: skip


def _uplift(facts: Facts, contest: str) -> float | None:
    """By how many % a contest's days had more interactions than the four weeks before."""
    if not facts.evaluation.knows("contest_uplift"):
        return None
    rows = facts.evaluation.value("contest_uplift").value
    found = [row["value"] for row in rows if row["contest"] == contest] if isinstance(rows, list) else []
    return None if not found or found[0] is None else float(found[0])


@rule("negative_wave")
def negative_wave(facts: Facts) -> Finding | None:
    """A day with at least 30 mentions or reactions and a negative share far from its past."""
    found: dict[dt.date, list[int]] = defaultdict(lambda: [0, 0])
    for one in facts.data.voices:
        if facts.scope in ("all", one.network):
            found[one.day][0] += one.negative
            found[one.day][1] += one.total
    enough = {
        day: negative / total * 100 for day, (negative, total) in found.items() if total >= facts.limits["mentions"]
    }
    past = [share for day, share in enough.items() if day < facts.period.start]
    waves = [
        (share, day)
        for day, share in enough.items()
        if facts.period.start <= day and (z := robust_z(share, past)) is not None and z > facts.limits["z"]
    ]
    if not waves:
        return None
    share, day = max(waves)
    return finding(
        "negative_wave", facts, ("mentions",),
        mark("Le {day}, {share} des avis exprimés{where} étaient négatifs, bien plus que d'habitude ({voices} ce "
             "jour-là)."),
        mark("Relire les publications et les mentions de ce jour, et répondre à celles qui attendent une réponse."),
        day=Day(day), share=Amount(share, "%"),
        voices=Counted("{n} avis", "{n} avis", found[day][1]),
    )  # fmt: skip


RULES = (one_hit, likes_only, too_promotional, posting_stopped, contest_month, negative_wave)
