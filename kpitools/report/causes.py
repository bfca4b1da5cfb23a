"""Where the change of a rate comes from, as a table: mix, own rates, and the post without which it would be another."""

from kpitools.kpis.causes import FORMAT, Why
from kpitools.report import wording
from kpitools.report.context import Context
from kpitools.report.table import Column, Row, Table

KPIS = ("engagement_rate", "err", "er_impressions", "er", "ctr")
NOISE = "noise"
SHOWN = 60  # letters of a post


def tables(context: Context) -> list[Table]:
    """The first rate whose change can be told apart, those beyond the usual swing first; none where there is none.

    Paper tells of changes beyond the usual swing alone: there is nothing to explain in chance.
    """
    found = [(kpi, why) for kpi in KPIS if (why := context.evaluation.why(kpi)) is not None]
    found.sort(key=lambda one: context.evaluation.value(one[0]).signal == NOISE)
    return [_table(context, *found[0])] if found else []


def _table(context: Context, kpi: str, why: Why) -> Table:
    language = context.language
    usual = context.evaluation.value(kpi).signal == NOISE
    group = language.text("Format") if why.dimension == FORMAT else language.text("Réseau")
    heads = (language.text("Répartition"), language.text("Taux propre"), language.text("Ensemble"))
    columns = (Column(group, text=True), *(Column(language.text("{name} (points)", name=head)) for head in heads))
    rows = [
        Row(_group(context, why, part.group), _cells(context, part.mix, part.rate, part.whole)) for part in why.parts
    ]
    rows.append(Row(language.text("Total"), _cells(context, why.mix, why.rate, why.change), "total"))
    title = language.text("{name} : d'où vient l'évolution", name=wording.kpi_name(context, kpi))
    return Table(title, columns, tuple(rows), _note(context, why, usual=usual), title, "causes", paper=not usual)


def _group(context: Context, why: Why, group: str | None) -> str:
    if why.dimension == FORMAT:
        return wording.format_name(context.language, group)
    return wording.network(context.language, group or "")


def _cells(context: Context, *points: float) -> tuple[str, ...]:
    return tuple(context.language.number(one, 2, signed=True) for one in points)


def _note(context: Context, why: Why, *, usual: bool) -> str:
    language = context.language
    told = [
        language.text(
            "Répartition : l'effet de la place que chacun a prise ou perdue ; taux propre : celui de son propre taux. "
            "Les deux s'additionnent."
        )
    ]
    if usual:
        told.append(language.text("Cette évolution reste dans la fourchette habituelle."))
    post = context.posts.get(why.post) if why.post else None
    if post is not None and why.without is not None:
        rate = language.percent(why.without)
        told.append(
            language.text(
                "Sans la publication « {post} », le taux serait de {rate}.",
                post=wording.shortened(post.text, SHOWN),
                rate=rate,
            )
            if post.text
            else language.text("Sans une seule publication, le taux serait de {rate}.", rate=rate)
        )
    return " ".join(told)
