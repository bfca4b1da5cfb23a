"""Where the change of a rate comes from, as a table: mix, own rates, and the post without which it would be another."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

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
    change = _hundredths(why.change)
    mix = _hundredths(why.mix)
    mixes = _adding_up([part.mix for part in why.parts], mix)
    rates = _adding_up([part.rate for part in why.parts], change - mix)
    rows = [
        Row(_group(context, why, part.group), _cells(context, by_mix, by_rate))
        for part, by_mix, by_rate in zip(why.parts, mixes, rates, strict=True)
    ]
    rows.append(Row(language.text("Total"), _cells(context, mix, change - mix), "total"))
    title = language.text("{name} : d'où vient l'évolution", name=wording.kpi_name(context, kpi))
    return Table(title, columns, tuple(rows), _note(context, why, usual=usual), title, "causes", paper=not usual)


def _group(context: Context, why: Why, group: str | None) -> str:
    if why.dimension == FORMAT:
        return wording.format_name(context.language, group)
    return wording.network(context.language, group or "")


def _hundredths(points: float) -> int:
    return round(points * 100)


def _adding_up(points: Sequence[float], total: int) -> list[int]:
    """Points in whole hundredths that add up to their total: a reader who adds up what is printed finds no gap.

    The running sum is rounded, not each part, so that no part is off by a whole hundredth or more; the last takes what
    the total was rounded by.
    """
    sums = [_hundredths(one) for one in accumulate(points)]
    return [end - start for start, end in pairwise([0, *sums[:-1], total])]


def _cells(context: Context, mix: int, rate: int) -> tuple[str, ...]:
    return tuple(context.language.number(one / 100, 2, signed=True) for one in (mix, rate, mix + rate))


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
