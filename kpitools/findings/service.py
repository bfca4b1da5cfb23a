"""What answers, advertising and budgets say."""

from kpitools.findings.facts import DOWN, UP, Facts
from kpitools.findings.finding import Finding
from kpitools.findings.rule import finding, rule
from kpitools.findings.said import Amount
from kpitools.language import mark


def _target_hours(facts: Facts) -> float:
    """The client's own target of an answer's delay, else the threshold."""
    goals = (goal for objective in facts.parameters.objectives for goal in objective.kpis)
    aimed = [
        float(goal.target)
        for goal in goals
        if goal.id in ("response_time_median", "response_time") and isinstance(goal.target, int | float)
    ]
    return aimed[0] if aimed and "hours" not in facts.changed("slow_answers") else facts.limits["hours"]


@rule("slow_answers")
def slow_answers(facts: Facts) -> Finding | None:
    """The median answer takes longer than the target."""
    hours, replies = facts.number("response_time_median"), facts.number("replies")
    target = _target_hours(facts)
    if hours is None or hours <= target or (replies is not None and replies < facts.limits["posts"]):
        return None
    return finding(
        "slow_answers", facts, ("response_time_median",),
        mark("La moitié des réponses{where} prennent plus de {response_time_median}, pour un objectif de {target}."),
        mark("Organiser un relais pour les heures où personne ne répond, et des réponses types aux questions "
             "courantes."),
        target=Amount(target, "h"),
    )  # fmt: skip


@rule("unanswered")
def unanswered(facts: Facts) -> Finding | None:
    """Under 80 % of questions answered."""
    rate, questions = facts.number("response_rate"), facts.number("questions")
    if rate is None or questions is None or questions < facts.limits["events"] or rate >= facts.limits["rate"]:
        return None
    return finding(
        "unanswered", facts, ("response_rate", "questions"),
        mark("{response_rate} seulement des questions{where} ont eu une réponse : le service est là où une marque se "
             "perd ou "
             "se gagne."),
        mark("Répondre aux questions en attente, en commençant par les plus récentes."),
    )  # fmt: skip


@rule("ad_fatigue")
def ad_fatigue(facts: Facts) -> Finding | None:
    """The same people see an ad more often and click less."""
    if facts.moved("ad_frequency") != UP or facts.moved("ad_ctr") != DOWN:
        return None
    return finding(
        "ad_fatigue", facts, ("ad_frequency", "ad_ctr"),
        mark("Les publicités lassent{where} : vues {ad_frequency} fois par personne ({ad_frequency_change}), taux de "
             "clics "
             "{ad_ctr_change}."),
        mark("Changer la création, ou élargir le public."),
    )  # fmt: skip


def _spent(facts: Facts) -> float | None:
    """The share of the budget spent, once the period is over."""
    if facts.evaluation.today <= facts.period.end:
        return None
    return facts.number("budget_spent_share")


@rule("budget_overrun", whole=True)
def budget_overrun(facts: Facts) -> Finding | None:
    """Spent more than the budget."""
    share, cost, budget = _spent(facts), facts.number("social_cost"), facts.number("marketing_budget")
    if share is None or cost is None or budget is None or share <= facts.limits["share"]:
        return None
    return finding(
        "budget_overrun", facts, ("social_cost", "marketing_budget", "budget_spent_share"),
        mark("Budget dépassé de {over} : {social_cost} dépensés pour {marketing_budget} prévus."),
        mark("Plafonner les campagnes, ou revoir le budget avec le client avant de continuer."),
        over=Amount(cost - budget, "€"),
    )  # fmt: skip


@rule("budget_unspent", whole=True)
def budget_unspent(facts: Facts) -> Finding | None:
    """Spent much less than the budget."""
    share, cost, budget = _spent(facts), facts.number("social_cost"), facts.number("marketing_budget")
    if share is None or cost is None or budget is None or share >= facts.limits["share"]:
        return None
    return finding(
        "budget_unspent", facts, ("social_cost", "marketing_budget", "budget_spent_share"),
        mark("{left} du budget n'ont pas été dépensés : {social_cost} sur {marketing_budget} prévus."),
        mark("Reporter le reste sur les publications qui ont le mieux marché."),
        left=Amount(budget - cost, "€"),
    )  # fmt: skip


RULES = (slow_answers, unanswered, ad_fatigue, budget_overrun, budget_unspent)
