"""Why a value can't be known, or not be compared: said in the reader's words."""

from kpitools.catalogue.definition import LACKED
from kpitools.kpis.measures import Measure
from kpitools.language import Language, mark
from kpitools.problems import Problem, Severity
from kpitools.tables import TITLES


def table_name(table: str, language: Language) -> str:
    """What readers call a table."""
    return TITLES[table](language)


def no_table(measure: Measure) -> Problem:
    """No export of this kind at all for the scope."""
    return _reason("no_table", mark("Aucun export ne fournit les données nécessaires (table {table})."), measure)


def no_column(measure: Measure) -> Problem:
    """The exports never state the column."""
    return _reason("no_column", mark("Les exports ne donnent pas cette mesure ({table}.{column})."), measure)


def lacks_part(part: str) -> Problem:
    """A part of a vendor's definition that no canonical table holds."""
    return Problem("lacks_part", LACKED[part], {"part": part}, Severity.NOTE)


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


def unknown_part(kpi: str) -> Problem:
    """A part of the formula is unknown."""
    return Problem("unknown_part", mark("Une partie de la formule est inconnue : {kpi}."), {"kpi": kpi}, Severity.NOTE)


def zero_denominator() -> Problem:
    """The denominator is zero or unknown."""
    text = mark("Le dénominateur est nul ou inconnu.")
    return Problem("zero_denominator", text, severity=Severity.NOTE)


def nothing_known() -> Problem:
    """Nothing known, for several reasons."""
    text = mark("Aucun réseau ne donne de quoi calculer cette mesure.")
    return Problem("nothing_known", text, severity=Severity.NOTE)


def whole_only() -> Problem:
    """A figure of all networks together, asked for on one."""
    text = mark("Ce chiffre n'existe que pour l'ensemble des réseaux.")
    return Problem("whole_only", text, severity=Severity.NOTE)


def other_basis() -> Problem:
    """Both values exist, on different bases or definitions."""
    text = mark("Les deux périodes ne sont pas mesurées de la même façon : elles ne sont pas comparées.")
    return Problem("other_basis", text, severity=Severity.NOTE)


def _reason(identifier: str, text: str, measure: Measure) -> Problem:
    return Problem(identifier, text, {"table": measure.table, "column": measure.of}, Severity.NOTE)
