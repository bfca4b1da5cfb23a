"""What reach says, beside what it brought."""

from itertools import pairwise

from kpitools.findings.causes import of_fall
from kpitools.findings.facts import DOWN, FLAT, UP, Facts
from kpitools.findings.finding import Finding
from kpitools.findings.rule import finding, rule
from kpitools.findings.said import Amount, Change
from kpitools.kpis.values import Period
from kpitools.language import mark


@rule("reach_without_interest")
def reach_without_interest(facts: Facts) -> Finding | None:
    """Reach up, engagement rate on it down, engagements flat or down."""
    reach = "reach_organic" if facts.moved("reach_organic") is not None else "reach"
    if facts.moved(reach) != UP or facts.moved("err") != DOWN or facts.moved("engagements") not in (FLAT, DOWN):
        return None
    causes, points = of_fall(facts, "err")
    return finding(
        "reach_without_interest", facts, (reach, "err", "engagements"),
        mark("Vu par plus de monde{where} ({seen_change}), sans plus de réactions : taux d'engagement {err_change}."),
        mark("Garder les sujets qui ont le plus fait réagir, et revoir la première image et la première phrase des "
             "autres."),
        *causes, mark("un public plus large, moins concerné"), mark("des contenus vus sans être lus"),
        seen_change=Change(facts.sure(reach)), seasonal=reach, **points,
    )  # fmt: skip


@rule("reach_to_clicks")
def reach_to_clicks(facts: Facts) -> Finding | None:
    """Reach up, and clicks up, or not."""
    clicks = facts.moved("link_clicks")
    if facts.moved("reach") != UP or clicks is None:
        return None
    kpis = ("reach", "link_clicks")
    if clicks == UP:
        return finding(
            "reach_to_clicks", facts, kpis,
            mark("La portée amène des visites{where} : {reach_change} de portée, {link_clicks_change} de clics sur les "
                 "liens."),
            mark("Mettre un lien dans davantage de publications de ce type."), seasonal="reach",
        )  # fmt: skip
    return finding(
        "reach_to_clicks", facts, kpis,
        mark("La portée monte{where} ({reach_change}), pas les clics sur les liens ({link_clicks_change}) : on "
             "regarde, on "
             "ne vient pas."),
        mark("Dire dans la publication ce que le lecteur trouvera derrière le lien."), seasonal="reach",
    )  # fmt: skip


@rule("volume_reach")
def volume_reach(facts: Facts) -> Finding | None:
    """More reach from more posts, each of which reaches fewer; not where reach is itself a sum of posts."""
    reach = facts.value("reach")
    if reach is None or not reach.basis or "sum_of_posts" in reach.basis:
        return None
    posts = facts.value("posts")
    more = posts is not None and posts.change is not None and posts.change > facts.limits["change"]
    if facts.moved("reach") != UP or facts.moved("post_reach_avg") != DOWN or not more:
        return None
    return finding(
        "volume_reach", facts, ("reach", "post_reach_avg", "posts"),
        mark("La portée monte{where} ({reach_change}) parce qu'on publie plus ({posts_change}) : chaque publication "
             "touche "
             "moins de monde ({post_reach_avg_change})."),
        mark("Essayer un rythme intermédiaire, avec des publications plus travaillées."),
    )  # fmt: skip


@rule("organic_decline")
def organic_decline(facts: Facts) -> Finding | None:
    """Organic reach down three periods in a row, 15 % in all, at comparable posting."""
    steps = int(facts.limits["periods"])
    value = facts.value("reach_organic")
    if value is None or not facts.period.is_month or facts.moved("reach_organic") not in (DOWN, FLAT):
        return None
    periods = [facts.period.months_ago(ago) for ago in range(steps + 1)]
    found = [facts.past("reach_organic", period) for period in periods]
    if any(one is None for one in found):
        return None
    known = [one for one in found if one is not None]
    paces = [one / period.days for one, period in zip(known, periods, strict=True)]
    if any(later >= earlier for later, earlier in pairwise(paces)):
        return None
    fall = (1 - paces[0] / paces[-1]) * 100
    if fall < facts.limits["fall"] or not _posted_alike(facts, periods[0], periods[-1]):
        return None
    return finding(
        "organic_decline", facts, ("reach_organic",),
        mark("La portée organique baisse{where} depuis trois mois : {fall} de moins par jour, à rythme de publication "
             "comparable.")
        if steps == 3 else
        mark("La portée organique baisse{where} depuis plusieurs mois : {fall} de moins par jour, à rythme de "
             "publication "
             "comparable."),
        mark("Soutenir les meilleures publications par un petit budget, et demander aux collègues de les relayer."),
        mark("des plateformes qui poussent la portée payante"), mark("des formats moins montrés qu'avant"),
        fall=Amount(fall, "%"),
    )  # fmt: skip


def _posted_alike(facts: Facts, now: Period, then: Period) -> bool:
    """Whether as many posts a day were published, within a tolerance; unknown posting tells nothing."""
    posts, before = facts.past("posts", now), facts.past("posts", then)
    if not posts or not before:
        return False
    return abs(posts / now.days / (before / then.days) - 1) * 100 <= facts.limits["posting"]


@rule("viral_content")
def viral_content(facts: Facts) -> Finding | None:
    """The viral share of reach far above its past, not in a contest."""
    viral, reach = facts.value("reach_viral"), facts.value("reach")
    if viral is None or reach is None or not facts.far_up("reach_viral") or facts.moved("reach_viral") != UP:
        return None
    if (viral.change or 0) <= (reach.change or 0) or any(facts.in_contest(day) for day in facts.days()):
        return None
    return finding(
        "viral_content", facts, ("reach_viral",),
        mark("Le contenu circule{where} : portée virale de {reach_viral}, bien plus que d'habitude "
             "({reach_viral_change})."),
        mark("Retrouver les publications partagées, et en faire une série."),
    )  # fmt: skip


RULES = (reach_without_interest, reach_to_clicks, volume_reach, organic_decline, viral_content)
