"""What a client wants and what happened: objectives, targets, own KPIs, events, contests, advice."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from kpitools.catalogue import Better, Unit
from kpitools.params.references import CustomKpiId, FormulaText, KpiId
from kpitools.params.section import Section, Span
from kpitools.params.types import NOT_EMPTY, Amount, Day, Month, Number, OneOf, Percentage, Prose, Scope, Text
from kpitools.params.vocabulary import EVENTS, OBJECTIVES

# Tags of the two ways to write a target; in brackets, so that no key of the file is mistaken for one.
_NUMBER, _CHANGE = "(number)", "(change)"


class Change(Section):
    """Une cible relative : tant de % par rapport à l'an dernier ou à la période précédente."""

    change: Number
    """Évolution visée, en %."""
    against: Annotated[str, OneOf(("year_ago", "previous"))]
    """Par rapport à quoi : year_ago ou previous."""


def _target_kind(value: Any) -> str:
    return _CHANGE if isinstance(value, (dict, Change)) else _NUMBER


Target = Annotated[Annotated[Number, Tag(_NUMBER)] | Annotated[Change, Tag(_CHANGE)], Discriminator(_target_kind)]


class Goal(Section):
    """Un indicateur d'un objectif et sa cible."""

    id: KpiId
    """Identifiant de l'indicateur."""
    target: Target | None = None
    """Cible : un nombre, ou {change: 10, against: year_ago}."""
    scope: Scope = "all"
    """Un réseau, ou all pour tous ensemble."""
    direction: Annotated[str, OneOf(("up", "down"))] | None = None
    """Sens voulu, si ce n'est pas celui de l'indicateur."""
    per: Annotated[str, OneOf(("month", "week", "quarter", "year"))] = "month"
    """Durée à laquelle la cible se rapporte."""


class Objective(Section):
    """Un objectif du client et les 2 ou 3 indicateurs qui le mesurent."""

    name: Annotated[str, OneOf(OBJECTIVES)]
    """Lequel."""
    kpis: Annotated[tuple[Goal, ...], NOT_EMPTY]
    """Ses indicateurs."""


class AudienceTarget(Section):
    """L'audience que le client veut toucher."""

    age: tuple[Text, ...] = ()
    """Tranches d'âge, comme dans les exports : 25-34."""
    gender: tuple[Text, ...] = ()
    """Genres, comme dans les exports."""
    country: tuple[Text, ...] = ()
    """Pays, comme dans les exports."""
    city: tuple[Text, ...] = ()
    """Villes, comme dans les exports."""
    language: tuple[Text, ...] = ()
    """Langues, comme dans les exports."""
    interest: tuple[Text, ...] = ()
    """Centres d'intérêt, comme dans les exports."""
    floor: Percentage | None = None
    """Part minimale voulue, en %."""

    @property
    def dimensions(self) -> dict[str, tuple[str, ...]]:
        """The target buckets of each dimension that names any."""
        return {name: buckets for name, buckets in self if name != "floor" and buckets}


class Event(Span):
    """Un événement, marqué sur les graphiques."""

    name: Text
    """Nom affiché."""
    end: Day = Field(default_factory=lambda values: values.get("start"))
    """Dernier jour, inclus ; le premier si rien n'est écrit."""
    kind: Annotated[str, OneOf(EVENTS)]
    """campaign (campagne), launch (lancement), break (rupture de mesure ou pause) ou outage (panne)."""


class Contest(Span):
    """Un concours, et ce qu'il a coûté."""

    name: Text
    """Nom affiché."""
    cost: Amount | None = None
    """Coût, montré à côté des coûts social media et jamais ajouté."""


class CustomKpi(Section):
    """Un indicateur propre au client : de l'arithmétique sur d'autres indicateurs."""

    id: CustomKpiId
    """Identifiant, en minuscules."""
    name: Text
    """Nom affiché."""
    formula: FormulaText
    """+ - * / ( ), nombres, min, max, abs, identifiants, réseau entre crochets : reach[facebook]."""
    unit: Annotated[Unit, OneOf(tuple(Unit))]
    """n, %, €, h, s ou ratio."""
    better: Annotated[Better, OneOf(tuple(Better))] = Better.NEUTRAL
    """Ce qui est bon : up, down ou neutral."""


class Recommendation(Section):
    """Un conseil donné, et ce qu'il est devenu."""

    month: Month
    """Mois du rapport qui l'a donné."""
    text: Prose
    """Le conseil."""
    status: Annotated[str, OneOf(("done", "doing", "dropped"))] | None = None
    """done (fait), doing (en cours), dropped (abandonné) ; rien tant qu'il attend."""
    kpis: tuple[KpiId, ...] = ()
    """Les indicateurs qu'il doit faire bouger."""
