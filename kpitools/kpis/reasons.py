"""Why a value can't be known, or not be compared: said in the reader's words."""

from functools import cache

from kpitools.catalogue.definition import LACKED
from kpitools.catalogue.redefinition import Redefinition
from kpitools.kpis.measures import Measure
from kpitools.language import Language, mark
from kpitools.problems import Problem, Severity
from kpitools.tables import TITLES


def table_name(table: str, language: Language) -> str:
    """What readers call a table."""
    return TITLES[table](language)


@cache
def no_table(measure: Measure) -> Problem:
    """No export of this kind at all for the scope."""
    return _reason("no_table", mark("Aucun export ne fournit les données nécessaires (table {table})."), measure)


@cache
def no_column(measure: Measure) -> Problem:
    """The exports never state the column."""
    return _reason("no_column", mark("Les exports ne donnent pas cette mesure ({table}.{column})."), measure)


def unnamed_paths() -> Problem:
    """Conversion paths lead through social networks that they do not name."""
    text = mark("Les parcours de conversion passent par des réseaux sociaux sans dire lesquels.")
    return Problem("unnamed_paths", text, severity=Severity.NOTE)


def lacks_part(part: str) -> Problem:
    """A part of a vendor's definition that no canonical table holds."""
    return Problem("lacks_part", LACKED[part], {"part": part}, Severity.NOTE)


@cache
def no_rows(measure: Measure) -> Problem:
    """Exports of the kind exist, but not for this period."""
    text = mark("Aucune ligne sur la période, et rien ne dit qu'un export la couvre (table {table}).")
    return _reason("no_rows", text, measure)


def no_level() -> Problem:
    """No follower level within the period."""
    return Problem("no_level", mark("Aucun nombre d'abonnés n'est connu sur la période."), severity=Severity.NOTE)


def no_start() -> Problem:
    """A level at the end, none in the week before the start."""
    text = mark("Le nombre d'abonnés n'est pas connu dans les 7 jours avant le début de la période.")
    return Problem("no_start", text, severity=Severity.NOTE)


@cache
def unknown_part(kpi: str) -> Problem:
    """A part of the formula is unknown."""
    return Problem("unknown_part", mark("Une partie de la formule est inconnue : {kpi}."), {"kpi": kpi}, Severity.NOTE)


@cache
def zero_denominator() -> Problem:
    """The denominator is zero or unknown."""
    text = mark("Le dénominateur est nul ou inconnu.")
    return Problem("zero_denominator", text, severity=Severity.NOTE)


@cache
def nothing_known() -> Problem:
    """Nothing known, for several reasons."""
    text = mark("Aucun réseau ne donne de quoi calculer cette mesure.")
    return Problem("nothing_known", text, severity=Severity.NOTE)


@cache
def whole_only() -> Problem:
    """A figure of all networks together, asked for on one."""
    text = mark("Ce chiffre n'existe que pour l'ensemble des réseaux.")
    return Problem("whole_only", text, severity=Severity.NOTE)


@cache
def other_basis() -> Problem:
    """Both values exist, on different bases or definitions."""
    text = mark("Les deux périodes ne sont pas mesurées de la même façon : elles ne sont pas comparées.")
    return Problem("other_basis", text, severity=Severity.NOTE)


def redefined(one: Redefinition) -> Problem:
    """A platform began to count the measure otherwise between the two periods."""
    text = mark("La mesure a été redéfinie le {day} : les deux périodes ne sont pas comparées.")
    return Problem("redefined", text, {"day": one.date, "redefinition": one.id}, Severity.NOTE)


def shared_costs() -> Problem:
    """Costs of the period that belong to no one network."""
    text = mark("Des coûts de la période ne sont attribués à aucun réseau : le coût d'un seul réseau n'est pas connu.")
    return Problem("shared_costs", text, severity=Severity.NOTE)


def no_budget() -> Problem:
    """The parameters give no budget for the period."""
    return Problem(
        "no_budget", mark("Les paramètres ne donnent pas de budget pour la période."), severity=Severity.NOTE
    )


def no_contest() -> Problem:
    """No contest of the parameters overlaps the period."""
    return Problem("no_contest", mark("Aucun concours dans la période."), severity=Severity.NOTE)


def no_days_before(days: int) -> Problem:
    """The data does not reach far enough back to compare a contest with."""
    text = mark("Les données ne remontent pas {days} jours avant le concours.")
    return Problem("no_days_before", text, {"days": days}, Severity.NOTE)


def no_days_after(days: int) -> Problem:
    """The data does not reach far enough to say who stayed after a contest."""
    text = mark("Aucun compte ne dit à la fois ses gains et ses pertes jusqu'à {days} jours après le concours.")
    return Problem("no_days_after", text, {"days": days}, Severity.NOTE)


def no_competitor() -> Problem:
    """No competitor to compare with."""
    text = mark("Aucun concurrent des paramètres n'a de données comparables.")
    return Problem("no_competitor", text, severity=Severity.NOTE)


def one_network_only() -> Problem:
    """A figure that exists on each network apart, never on all together."""
    return Problem("one_network_only", mark("Ce chiffre n'existe que réseau par réseau."), severity=Severity.NOTE)


def no_target_audience() -> Problem:
    """The parameters name no audience target."""
    text = mark("Les paramètres ne disent pas quelle audience est visée.")
    return Problem("no_target_audience", text, severity=Severity.NOTE)


def no_audience() -> Problem:
    """No known slice of the audience in the dimensions of the target."""
    text = mark("Aucun export d'audience ne connaît les critères visés.")
    return Problem("no_audience", text, severity=Severity.NOTE)


def too_few_reactions(fewest: int) -> Problem:
    """Too few reactions to say a share."""
    text = mark("Moins de {fewest} réactions détaillées : une part n'aurait pas de sens.")
    return Problem("too_few_reactions", text, {"fewest": fewest}, Severity.NOTE)


def _reason(identifier: str, text: str, measure: Measure) -> Problem:
    return Problem(identifier, text, {"table": measure.table, "column": measure.of}, Severity.NOTE)
