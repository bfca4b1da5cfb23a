"""Concours: what each contest of the period brought, and what stayed of it."""

from typing import Any

from markupsafe import Markup

from kpitools.language import mark
from kpitools.params.goals import Contest
from kpitools.report.context import Context
from kpitools.report.drawing import daily
from kpitools.report.section import Kind, sentence, standard
from kpitools.report.table import Column, Row, Table

EFFECTS = {
    "contest_uplift": mark("Interactions par jour"),
    "contest_followers_uplift": mark("Abonnements par jour"),
    "contest_retention": mark("Abonnés conservés"),
}
KPIS = tuple(EFFECTS)


def _held(context: Context) -> list[Contest]:
    """The contests that overlap the period."""
    period = context.period
    return [one for one in context.parameters.contests if one.start <= period.end and one.end >= period.start]


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence a contest, followers and interactions by day, one table."""
    charts = [chart for kpi in ("new_followers", "interactions") if (chart := daily(context, kpi))]
    return standard([_told(context, one) for one in _held(context)], charts[:1], [_table(context)])


def _told(context: Context, contest: Contest) -> Markup:
    language, found = context.language, _effect(context, "contest_uplift", contest)
    dates = {"name": contest.name, "start": language.date(contest.start, year=False), "end": language.date(contest.end)}
    if found is None:
        return sentence(context, "« {name} », du {start} au {end}.", **dates)
    size = language.percent(abs(found), 0)
    if found >= 0:
        text = mark("« {name} », du {start} au {end} : {change} d'interactions par jour de plus qu'avant.")
    else:
        text = mark("« {name} », du {start} au {end} : {change} d'interactions par jour de moins qu'avant.")
    return sentence(context, text, change=size, **dates)


def _line(context: Context, kpi: str, contest: Contest) -> dict[str, Any]:
    """A KPI's line on a contest: its value, or the reason why there is none."""
    found = context.evaluation.value(kpi).value
    lines = found if isinstance(found, list) else []
    return next((line for line in lines if line["contest"] == contest.name), {})


def _effect(context: Context, kpi: str, contest: Contest) -> float | None:
    value = _line(context, kpi, contest).get("value")
    return None if value is None else float(value)


def _table(context: Context) -> Table:
    language = context.language
    rows = []
    for contest in _held(context):
        effects = {kpi: _effect(context, kpi, contest) for kpi in EFFECTS}
        cost = context.parameters.client.currency
        rows.append(
            Row(
                contest.name,
                (
                    f"{language.short_date(contest.start)[:5]} – {language.short_date(contest.end)[:5]}",
                    language.text("n.d.") if contest.cost is None else language.money(contest.cost, cost),
                    *(
                        language.text("n.d.")
                        if amount is None
                        else language.percent(amount, 0, signed=kpi != "contest_retention")
                        for kpi, amount in effects.items()
                    ),
                ),
            )
        )
    columns = (
        Column(language.text("Concours"), text=True), Column(language.text("Dates")), Column(language.text("Coût")),
        *(Column(language.text(head)) for head in EFFECTS.values()),
    )  # fmt: skip
    return Table(language.text("Effet des concours"), columns, tuple(rows), note=_note(context))


def _note(context: Context) -> str:
    """What the effects are compared with, and why some are unknown."""
    language = context.language
    told = [language.text("Par rapport aux 28 jours d'avant, sans concours. Conservés : 14 jours après la fin.")]
    for contest in _held(context):
        reasons = {str(reason) for kpi in EFFECTS if (reason := _line(context, kpi, contest).get("reason"))}
        told += [language.text("{name} : {reason}", name=contest.name, reason=reason) for reason in sorted(reasons)]
    return " ".join(told)


def absent(context: Context) -> str:
    """Absent where no contest was held."""
    return "" if _held(context) else context.language.text("Aucun concours sur la période.")


SECTION = Kind("concours", mark("Concours"), lambda context: KPIS if _held(context) else (), body, absent)
