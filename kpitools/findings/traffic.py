"""What visits, conversions and leads say."""

from kpitools.findings.facts import DOWN, UP, Facts
from kpitools.findings.finding import Finding
from kpitools.findings.rule import finding, rule
from kpitools.findings.said import Name
from kpitools.language import mark


def is_poor(facts: Facts) -> bool:
    """At least two signs of visits without interest, or one far worse than its past."""
    limits = facts.limits
    visits = facts.number("social_visits")
    if visits is not None and visits < limits["events"]:
        return False
    signs = [
        (facts.number("bounce_rate"), limits["bounce"], True, "bounce_rate"),
        (facts.number("time_on_site"), limits["seconds"], False, "time_on_site"),
        (facts.number("engaged_visit_share"), limits["engaged"], False, "engaged_visit_share"),
    ]
    bad = sum(number is not None and (number >= limit if high else number < limit) for number, limit, high, _ in signs)
    return bad >= limits["signs"] or any(_far_worse(facts, kpi, high) for _, _, high, kpi in signs)


def _far_worse(facts: Facts, kpi: str, high: bool) -> bool:
    z = facts.from_its_past(kpi)
    return z is not None and (z if high else -z) > facts.limits["z"]


def _known_signs(facts: Facts) -> tuple[str, ...]:
    return tuple(kpi for kpi in ("bounce_rate", "time_on_site", "engaged_visit_share") if facts.number(kpi) is not None)


@rule("poor_traffic")
def poor_traffic(facts: Facts) -> Finding | None:
    """Visits without interest."""
    if not is_poor(facts):
        return None
    known = _known_signs(facts)
    texts = {
        ("bounce_rate", "time_on_site", "engaged_visit_share"): mark(
            "Des visites sans intérêt{where} : rebond de {bounce_rate}, {time_on_site} sur le site, "
            "{engaged_visit_share} de sessions avec engagement."
        ),
        ("bounce_rate", "time_on_site"): mark(
            "Des visites sans intérêt{where} : rebond de {bounce_rate}, {time_on_site} sur le site."
        ),
        ("bounce_rate", "engaged_visit_share"): mark(
            "Des visites sans intérêt{where} : rebond de {bounce_rate}, {engaged_visit_share} de sessions avec "
            "engagement."
        ),
        ("time_on_site", "engaged_visit_share"): mark(
            "Des visites sans intérêt{where} : {time_on_site} sur le site, {engaged_visit_share} de sessions avec "
            "engagement."
        ),
        ("bounce_rate",): mark("Des visites bien moins intéressées qu'avant{where} : rebond de {bounce_rate}."),
        ("time_on_site",): mark("Des visites bien moins intéressées qu'avant{where} : {time_on_site} sur le site."),
        ("engaged_visit_share",): mark(
            "Des visites bien moins intéressées qu'avant{where} : {engaged_visit_share} de sessions avec engagement."
        ),
    }
    return finding(
        "poor_traffic", facts, known, texts[known],
        mark("Vérifier que la page d'arrivée tient la promesse de la publication, surtout sur téléphone."),
        mark("une page lente ou mal adaptée au téléphone"), mark("une promesse que la page ne tient pas"),
        mark("un public mal ciblé"),
    )  # fmt: skip


@rule("fine_traffic")
def fine_traffic(facts: Facts) -> Finding | None:
    """Visitors stay and read."""
    time, bounce, visits = (facts.number(kpi) for kpi in ("time_on_site", "bounce_rate", "social_visits"))
    if time is None or bounce is None or time < facts.limits["seconds"] or bounce >= facts.limits["bounce"]:
        return None
    if (visits is not None and visits < facts.limits["events"]) or is_poor(facts.about("poor_traffic")):
        return None
    return finding(
        "fine_traffic", facts, ("time_on_site", "bounce_rate"),
        mark("Les visiteurs venus des réseaux restent et lisent{where} : {time_on_site} sur le site, rebond de "
             "{bounce_rate}."),
        mark("Amener davantage de visites de la même façon."),
    )  # fmt: skip


@rule("cheap_clicks", whole=True)
def cheap_clicks(facts: Facts) -> Finding | None:
    """A cheaper click that brings poor visits."""
    if facts.moved("cpc") != DOWN or not is_poor(facts.about("poor_traffic")):
        return None
    return finding(
        "cheap_clicks", facts, ("cpc",),
        mark("Le clic coûte moins cher ({cpc}, {cpc_change}), mais ceux qui cliquent ne restent pas sur le site."),
        mark("Viser un public plus proche, quitte à payer le clic un peu plus cher."),
    )  # fmt: skip


@rule("tracking_break")
def tracking_break(facts: Facts) -> Finding | None:
    """Clicks steady, visits down by half."""
    clicks, visits = facts.value("link_clicks"), facts.value("social_visits")
    if clicks is None or visits is None or clicks.change is None or visits.change is None:
        return None
    enough = facts.moved("link_clicks") is not None and facts.moved("social_visits") is not None
    if not enough or clicks.change < -facts.limits["steady"] or visits.change > -facts.limits["fall"]:
        return None
    return finding(
        "tracking_break", facts, ("link_clicks", "social_visits"),
        mark("Autant de clics sur les liens{where} ({link_clicks_change}), mais moitié moins de visites mesurées sur "
             "le site "
             "({social_visits_change})."),
        mark("Vérifier d'abord les balises de suivi, le consentement et les redirections."),
        mark("une balise retirée"), mark("un bandeau de consentement changé"), mark("une redirection qui perd "
                                                                                    "l'origine"),
    )  # fmt: skip


def _assists(facts: Facts) -> float | None:
    """The ratio of a single network with enough conversions."""
    if facts.scope == "all":
        return None
    counts = [facts.number("last_click_conversions"), facts.number("assisted_conversions")]
    known = [count for count in counts if count is not None]
    return facts.number("assist_ratio") if known and sum(known) >= facts.limits["conversions"] else None


@rule("nurturer")
def nurturer(facts: Facts) -> Finding | None:
    """A network that prepares sales."""
    ratio = _assists(facts)
    if ratio is None or ratio <= facts.limits["ratio"]:
        return None
    return finding(
        "nurturer", facts, ("assist_ratio", "assisted_conversions"),
        mark("{network} prépare les conversions plus qu'il ne les conclut ({assist_ratio} conversion assistée pour "
             "une au "
             "dernier clic).")
        if ratio < 2 else
        mark("{network} prépare les conversions plus qu'il ne les conclut ({assist_ratio} conversions assistées pour "
             "une "
             "au dernier clic)."),
        mark("Ne pas le juger au dernier clic : y faire connaître, et conclure ailleurs."), network=Name(facts.scope),
    )  # fmt: skip


@rule("closer")
def closer(facts: Facts) -> Finding | None:
    """A network that concludes sales."""
    ratio = _assists(facts)
    if ratio is None or ratio >= facts.limits["ratio"]:
        return None
    return finding(
        "closer", facts, ("assist_ratio", "last_click_conversions"),
        mark("{network} conclut les conversions ({assist_ratio} assistée pour une au dernier clic)."),
        mark("Y mettre les offres et les liens vers l'achat."), network=Name(facts.scope),
    )  # fmt: skip


@rule("leads_not_sold", whole=True)
def leads_not_sold(facts: Facts) -> Finding | None:
    """More leads, fewer of them sold."""
    if facts.moved("leads") != UP or facts.moved("lead_conversion_rate") != DOWN:
        return None
    return finding(
        "leads_not_sold", facts, ("leads", "lead_conversion_rate"),
        mark("Plus de leads ({leads_change}), moins de clients parmi eux : {lead_conversion_rate} "
             "({lead_conversion_rate_change})."),
        mark("Rappeler chaque lead vite, si possible dans les dix minutes, et noter ce qu'il devient."),
        mark("des réponses trop tardives"), mark("des leads moins qualifiés"),
    )  # fmt: skip


RULES = (
    poor_traffic, fine_traffic, cheap_clicks, tracking_break, nurturer, closer, leads_not_sold,
)  # fmt: skip
