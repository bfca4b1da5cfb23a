"""The report's recurring words: what KPIs, networks, formats, bases and periods are called."""

from collections.abc import Sequence

from kpitools.catalogue import Better
from kpitools.catalogue.networks import network_name
from kpitools.kpis.values import Period, Value
from kpitools.language import Language, mark
from kpitools.report.context import Context

FORMATS = {
    "text": mark("Texte"), "link": mark("Lien"), "image": mark("Photo"), "carousel": mark("Carrousel"),
    "video": mark("Vidéo"), "reel": mark("Réel"), "story": mark("Story"), "live": mark("Direct"),
    "poll": mark("Sondage"), "event": mark("Événement"), "reply": mark("Réponse"), "other": mark("Autre format"),
}  # fmt: skip

BASES = {
    "period_unique": mark("dédoublonnée sur la période"),
    "sum_of_days": mark("somme des jours"),
    "sum_of_posts": mark("somme des publications"),
    "distinct_users": mark("personnes distinctes"),
    "published": mark("publications du mois"),
    "received": mark("reçu dans le mois"),
    "stated": mark("relevé à l'écran"),
    "not_deduplicated": mark("comptes additionnés"),
    "service_hours": mark("heures de service"),
    "all_clicks": mark("clics de toute sorte"),
}

STATUSES = {
    "reached": mark("atteint"), "on_track": mark("en bonne voie"), "behind": mark("en retard"),
    "missed": mark("manqué"),
}  # fmt: skip

SIGNALS = {
    "up": mark("hausse marquée"), "down": mark("baisse marquée"), "noise": mark("dans la fourchette habituelle"),
    "not_enough_history": mark("historique trop court pour conclure"),
}  # fmt: skip

# Percentages that readers understand better as so many a post.
PER_POST = frozenset({"amplification_rate"})

_CUMULATED = {
    "reach": mark("Portée cumulée"),
    "reach_organic": mark("Portée organique cumulée"),
    "reach_paid": mark("Portée payante cumulée"),
    "reach_viral": mark("Portée virale cumulée"),
}


def network(language: Language, name: str) -> str:
    """A network as it writes itself."""
    return network_name(language, name)


def networks(language: Language, names: Sequence[str]) -> str:
    """Several networks as a list in words."""
    return language.names([network(language, name) for name in names])


def scope_name(language: Language, scope: str) -> str:
    """A scope in words: a network, or all together."""
    return language.text("Ensemble") if scope == "all" else network(language, scope)


def format_name(language: Language, kind: object) -> str:
    """A post's format in words."""
    return language.text(FORMATS[str(kind)]) if kind in FORMATS else language.text("Format inconnu")


def kpi_name(context: Context, kpi_id: str, scope: str = "all") -> str:
    """What the client calls a KPI; a sum of several accounts' reach is never called people."""
    own = context.parameters.report.labels.get(kpi_id)
    if own:
        return own
    language = context.language
    if kpi_id in _CUMULATED and "not_deduplicated" in (context.evaluation.value(kpi_id, scope).basis or ()):
        return language.text(_CUMULATED[kpi_id])
    return language.text(context.evaluation.kpi(kpi_id).name(language))


def scoped_name(context: Context, kpi_id: str, scope: str) -> str:
    """A KPI's name with its network, where it is one network's."""
    name = kpi_name(context, kpi_id, scope)
    if scope == "all":
        return name
    return context.language.text("{name} sur {network}", name=name, network=network(context.language, scope))


def measured_name(context: Context, kpi_id: str, scope: str = "all") -> str:
    """A KPI's name beside a bare number: with its network, and with the unit that the number leaves out."""
    name = scoped_name(context, kpi_id, scope)
    return context.language.text("{name} (partages par publication)", name=name) if kpi_id in PER_POST else name


def basis(language: Language, value: Value) -> str:
    """How a value was counted, in words; empty where nothing needs saying."""
    told = value.basis or ()
    known = [base for base in BASES if base in told]
    return ", ".join(
        language.text(BASES.get(base, base)) for base in (*known, *(base for base in told if base not in BASES))
    )


def before(context: Context) -> str:
    """The previous period as a short comparison: "vs septembre"."""
    previous = context.period.previous
    if previous.is_month:
        return context.language.text("vs {month}", month=context.language.month_name(previous.start))
    return context.language.text("vs période précédente")


def since_before(context: Context) -> str:
    """The previous period as a start: "depuis septembre"."""
    previous = context.period.previous
    if previous.is_month:
        return context.language.text("depuis {month}", month=context.language.month_name(previous.start))
    return context.language.text("depuis la période précédente")


def than_before(context: Context) -> str:
    """The previous period within a sentence: "qu'en septembre"."""
    previous = context.period.previous
    if previous.is_month:
        return context.language.text("qu'en {month}", month=context.language.month_name(previous.start))
    return context.language.text("que sur la période précédente")


def during(language: Language, period: Period) -> str:
    """A period within a sentence: "en octobre", "du 5 au 18 octobre 2026"."""
    if period.is_month:
        return language.text("en {month}", month=language.month_name(period.start))
    return language.period(period.start, period.end)


def incomplete_before(context: Context, known: str) -> str:
    """ "décembre incomplet : 8 jours sur 31 connus"."""
    previous = context.period.previous
    if previous.is_month:
        month = context.language.month_name(previous.start)
        return context.language.text("{month} incomplet : {known}", month=month, known=known)
    return context.language.text("période précédente incomplète : {known}", known=known)


def compared_only(context: Context, names: Sequence[str]) -> str:
    """That changes are those of some networks: "comparable avec février sur Facebook seulement"."""
    language, previous = context.language, context.period.previous
    if previous.is_month:
        return language.text(
            "comparable avec {month} sur {networks} seulement",
            month=language.month_name(previous.start), networks=networks(language, names),
        )  # fmt: skip
    return language.text(
        "comparable avec la période précédente sur {networks} seulement", networks=networks(language, names)
    )


def column_of(language: Language, period: Period) -> str:
    """A period at the head of a column: "oct. 2026", "05/10 – 18/10"."""
    if period.is_month:
        return f"{language.short_month(period.start)} {period.start.year}"
    return f"{language.short_date(period.start)[:5]} – {language.short_date(period.end)[:5]}"


def tone(better: Better, amount: float) -> str:
    """`good`, `bad` or `neutral`: what a change of that sign is worth."""
    if not amount or better == Better.NEUTRAL:
        return "neutral"
    return "good" if (amount > 0) == (better == Better.UP) else "bad"


def shortened(text: str, length: int = 90) -> str:
    """The beginning of a post, in one line and whole words, at most `length` characters with its ellipsis."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    if not line[length - 1].isspace() and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.!?-–—") + "…"
