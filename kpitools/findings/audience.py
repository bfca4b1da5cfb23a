"""What the followers say."""

from kpitools.findings.causes import of_fall
from kpitools.findings.facts import DOWN, FLAT, UP, Facts
from kpitools.findings.finding import Finding
from kpitools.findings.rule import finding, rule
from kpitools.findings.said import Amount, Change, Counted
from kpitools.language import mark

GAIN = "new_followers"


def _rate(facts: Facts) -> str:
    """The engagement rate that fell: over reach where it is known, else over followers."""
    return next((kpi for kpi in ("err", "er") if facts.moved(kpi) == DOWN), "")


@rule("vanity_growth")
def vanity_growth(facts: Facts) -> Finding | None:
    """Followers up, engagement rate down: growth without activity, or dilution where the volume rises too."""
    rate, volume = _rate(facts), facts.moved("engagements")
    if facts.moved("followers") != UP or not rate or volume is None:
        return None
    kpis = ("followers", rate, "engagements")
    if volume == UP:
        return finding(
            "vanity_growth", facts, kpis,
            mark("La communauté grandit{where} ({followers_change}) et réagit plus ({engagements_change} de "
                 "réactions) ; "
                 "rapporté à tous, le taux d'engagement se dilue ({rate_change})."),
            mark("Rien à corriger : une dilution est normale quand le nombre d'abonnés augmente."),
            rate_change=Change(facts.sure(rate)), seasonal="followers",
        )  # fmt: skip
    causes, points = of_fall(facts, rate)
    return finding(
        "vanity_growth", facts, kpis,
        mark("La communauté grandit{where} ({followers_change}) sans réagir davantage : {engagements_change} de "
             "réactions, taux d'engagement {rate_change}."),
        mark("Regarder qui sont les nouveaux abonnés, et publier de nouveau ce qui a fait réagir les anciens."),
        *causes, mark("un public moins ciblé"), mark("des contenus qui intéressent moins"), mark("des abonnés achetés"),
        rate_change=Change(facts.sure(rate)), seasonal="followers", **points,
    )  # fmt: skip


@rule("healthy_growth")
def healthy_growth(facts: Facts) -> Finding | None:
    """Followers, reach and engagements up, social cost within the budget."""
    if any(facts.moved(kpi) != UP for kpi in ("followers", "reach", "engagements")):
        return None
    cost, budget = facts.number("social_cost", "all"), facts.number("marketing_budget", "all")
    if cost is not None and budget is not None and cost > budget:
        return None
    return finding(
        "healthy_growth", facts, ("followers", "reach", "engagements"),
        mark("Tout progresse ensemble{where} : abonnés {followers_change}, portée {reach_change}, réactions "
             "{engagements_change}."),
        mark("Continuer, et noter ce qui a changé ce mois-ci pour le refaire."), seasonal="reach",
    )  # fmt: skip


@rule("suspicious_followers")
def suspicious_followers(facts: Facts) -> Finding | None:
    """Gains far outside the past without as much more reach or engagement, or sudden losses, outside contests."""
    contest = any(facts.in_contest(day) for day in facts.days())
    if contest or not facts.far_up(GAIN) or facts.moved(GAIN) != UP:
        return None
    gain = facts.sure(GAIN).change
    if gain is None or gain <= 0:
        return None
    others = [value.change for kpi in ("reach", "engagements") if (value := facts.value(kpi)) is not None]
    known = [change for change in others if change is not None]
    if not known or any(change >= gain * facts.limits["share"] for change in known):
        return None
    return finding(
        "suspicious_followers", facts, (GAIN, "reach", "engagements"),
        mark("{gained}{where}, bien au-delà de l'habitude ({new_followers_change}), sans que la portée et les "
             "réactions "
             "suivent."),
        mark("Ouvrir les comptes des derniers arrivés avant de se réjouir."),
        mark("des robots ou des comptes à vendre"), mark("une offre relayée ailleurs"),
        gained=Counted("{n} nouvel abonné", "{n} nouveaux abonnés", facts.number(GAIN) or 0),
    )  # fmt: skip


@rule("churn")
def churn(facts: Facts) -> Finding | None:
    """Losses far above their past."""
    if not facts.far_up("lost_followers") or (facts.sure("lost_followers").change or 0) <= 0:
        return None
    return finding(
        "churn", facts, ("lost_followers",),
        mark("{lost}{where}, bien plus que d'habitude ({lost_followers_change})."),
        mark("Chercher le jour des départs, et la publication ou l'annonce qui les précède."),
        mark("une publication mal reçue"), mark("la fin d'un concours"), mark("une purge de faux comptes"),
        lost=Counted("{n} abonné perdu", "{n} abonnés perdus", facts.number("lost_followers") or 0),
    )  # fmt: skip


@rule("off_target")
def off_target(facts: Facts) -> Finding | None:
    """The share of the target audience below the floor of the parameters."""
    target = facts.parameters.audience_target
    share, floor = facts.number("target_audience_share"), target.floor if target else None
    if share is None or floor is None or share >= float(floor):
        return None
    return finding(
        "off_target", facts, ("target_audience_share",),
        mark("{target_audience_share} des abonnés{where} sont dans la cible, pour {floor} voulus au moins."),
        mark("Resserrer le ciblage des publicités et les sujets sur les personnes visées."),
        floor=Amount(float(floor), "%"),
    )  # fmt: skip


@rule("few_direct_visits")
def few_direct_visits(facts: Facts) -> Finding | None:
    """Few people come to the profile on purpose."""
    share, visits = facts.number("direct_visit_share"), facts.number("profile_visits")
    if share is None or visits is None or visits < facts.limits["events"] or share >= facts.limits["share"]:
        return None
    return finding(
        "few_direct_visits", facts, ("direct_visit_share", "profile_visits"),
        mark("Seulement {direct_visit_share} des visites du profil{where} sont directes : peu de gens viennent "
             "exprès."),
        mark("Donner une raison de revenir : un rendez-vous régulier, une rubrique annoncée."),
    )  # fmt: skip


@rule("rising_acquisition_cost")
def rising_acquisition_cost(facts: Facts) -> Finding | None:
    """A follower costs more while followers rise; not where the price of advertising itself rose."""
    if facts.moved("cost_per_new_follower") != UP or facts.moved("followers") != UP:
        return None
    if facts.moved("cpm", "all") == UP:
        return finding(
            "rising_acquisition_cost", facts, ("cost_per_new_follower", "cpm"),
            mark("Un nouvel abonné coûte plus cher{where} ({cost_per_new_follower}, {cost_per_new_follower_change}) : "
                 "les enchères publicitaires ont monté."),
            mark("Attendre que les prix de la saison redescendent avant de juger les campagnes."),
        )  # fmt: skip
    if facts.moved("cpm", "all") not in (FLAT, DOWN):
        return None
    return finding(
        "rising_acquisition_cost", facts, ("cost_per_new_follower",),
        mark("Un nouvel abonné coûte plus cher{where} ({cost_per_new_follower}, {cost_per_new_follower_change}), alors "
             "qu'il devrait coûter moins à mesure que la communauté grandit."),
        mark("Renouveler le public et la création des campagnes d'acquisition."),
        mark("un public épuisé"), mark("une création qui lasse"),
    )  # fmt: skip


RULES = (
    vanity_growth, healthy_growth, suspicious_followers, churn, off_target, few_direct_visits, rising_acquisition_cost,
)  # fmt: skip
