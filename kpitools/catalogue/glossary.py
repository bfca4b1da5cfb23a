"""The catalogue as a glossary: what each KPI means, how it is made, what it is taken for."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpitools.catalogue.benchmark import RATE
from kpitools.catalogue.catalogue import Catalogue
from kpitools.catalogue.definition import Definition, definitions
from kpitools.catalogue.kpi import Kpi
from kpitools.language import Language, language, mark

CATEGORIES = {
    "communication": mark("Communication"), "interaction": mark("Interaction"), "site": mark("Site"),
    "influence": mark("Influence"), "return": mark("Action et retour"), "production": mark("Production"),
    "custom": mark("Propres au client"),
}  # fmt: skip
_UNITS = {
    "n": mark("un nombre"), "%": mark("un pourcentage"), "€": mark("un montant, dans la monnaie du client"),
    "h": mark("des heures"), "s": mark("des secondes"), "ratio": mark("un rapport"),
}  # fmt: skip
_SIDES = {
    "up": mark("une hausse est bonne"),
    "down": mark("une baisse est bonne"),
    "neutral": mark("ni bon ni mauvais en soi"),
}
OBJECTIVES = {
    "trafic": mark("trafic"), "visibilite": mark("visibilité"), "image": mark("image"),
    "notoriete": mark("notoriété"), "engagement": mark("engagement"), "acquisition": mark("acquisition"),
    "conversion": mark("conversion"), "fidelisation": mark("fidélisation"),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One entry, in one language. `abroad` is the name in the other language, `confused` what it is taken for."""

    id: str
    name: str
    abroad: str
    category: str
    definition: str
    formula: str
    unit: str
    side: str
    objectives: str
    pitfall: str
    confused: tuple[tuple[str, str, str], ...]  # id, name, definition
    source: str

    def facts(self, words: Language) -> list[tuple[str, str]]:
        """What there is to say besides the definition, each under its label."""
        told = [
            (words.text("Formule"), self.formula),
            (words.text("Se lit"), f"{self.unit}, {self.side}"),
            (words.text("Objectif"), self.objectives),
            (words.text("Piège"), self.pitfall),
            (words.text("Source"), self.source),
        ]
        return [(label, text) for label, text in told if text]


def entry(catalogue: Catalogue, kpi: Kpi, words: Language) -> Entry:
    """A KPI's entry."""
    other = language("en" if words.code == "fr" else "fr")
    name, abroad = kpi.name(words), kpi.name(other)
    sources = [words.text("usage du métier") if one == "trade" else one for one in kpi.source]
    return Entry(
        kpi.id,
        name,
        "" if abroad == name else abroad,
        words.text(CATEGORIES[kpi.category]),
        kpi.definition(words),
        kpi.formula_text(words),
        words.text(_UNITS[kpi.unit]),
        words.text(_SIDES[kpi.better]),
        words.names([words.text(OBJECTIVES[one]) for one in kpi.objectives]),
        kpi.pitfalls(words),
        tuple(
            (one, catalogue[one].name(words), catalogue[one].definition(words))
            for one in kpi.confused_with
            if one in catalogue.kpis
        ),
        words.text(" ; ").join(sources),
    )


def profile_lines(definition: Definition, words: Language) -> list[str]:
    """What a vendor's engagement rate is: its formula, and what it does not publish or we can't know."""
    told = [(definition.formula(words) or words.text(", sinon ").join(definition.kpis)) + "."]
    if definition.unpublished:
        parts = words.names(definition.silent(words))
        told.append(words.text("Non publié : {parts} ; kpitools applique sa propre règle.", parts=parts))
    if lacked := definition.cannot(words):
        told.append(lacked)
    if definition.note:
        told.append(definition.note(words))
    return told


def page(catalogue: Catalogue, words: Language) -> str:
    """The whole glossary as a Markdown page."""
    return "\n".join(_lines(catalogue, words)) + "\n"


def _lines(catalogue: Catalogue, words: Language) -> Iterator[str]:
    yield from (_heading(1, words.text("Glossaire des indicateurs")), "")
    yield words.text("Page écrite par `tools/glossary.py` à partir du catalogue : c'est lui qu'il faut corriger.")
    for category, title in CATEGORIES.items():
        found = [kpi for kpi in catalogue.listed if kpi.category == category]
        if not found:
            continue
        yield from ("", _heading(2, words.text(title)))
        for kpi in found:
            yield from _entry_lines(entry(catalogue, kpi, words), words)
    yield from ("", _heading(2, words.text("Le taux d'engagement selon les éditeurs")), "")
    yield words.text(
        "Ce que chaque éditeur publie de sa formule (lu en {year}). `definitions` choisit celle du client, "
        "`compare_definitions` en montre d'autres à côté.",
        year=max(one.year for one in definitions().values()),
    )
    yield ""
    for one in definitions().values():
        yield f"- **{one.name}** (`{one.id}`) — {' '.join(profile_lines(one, words))}"


def _heading(level: int, text: str) -> str:
    return f"{'#' * level} {text}"


def _entry_lines(one: Entry, words: Language) -> Iterator[str]:
    yield from ("", _heading(3, f"{one.name} · `{one.id}`"), "")
    if one.abroad:
        yield from (f"*{one.abroad}*", "")
    yield from (one.definition, "")
    yield from (words.text("- **{label}** : {text}", label=label, text=text) for label, text in one.facts(words))
    if one.confused:
        names = words.names([f"{name} (`{kpi_id}`)" for kpi_id, name, _ in one.confused])
        yield words.text("- **À ne pas confondre avec** : {names}", names=names)


def has_definitions(kpi: Kpi) -> bool:
    """Whether vendors' definitions of it differ, so that its entry lists them."""
    return kpi.id == RATE
