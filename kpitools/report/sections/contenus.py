"""Contenus: what was published, which formats worked, the five posts seen most."""

from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from kpitools.charts.chart import Chart
from kpitools.language import mark
from kpitools.report import moments, pages, wording
from kpitools.report.context import Context, Post
from kpitools.report.drawing import buckets, ranked
from kpitools.report.figures import figure, number, said
from kpitools.report.section import Kind, nothing_known, sentence, standard
from kpitools.report.table import Column, Row, Table

KPIS = ("posts", "posting_frequency", "top_posts")


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, two comparisons of formats, formats and top posts as tables."""
    found = context.evaluation.moments
    grid, apart = (moments.chart(context, found), moments.table(context, found)) if found else (None, None)
    tables = [table for table in (_formats(context), apart, _top(context)) if table is not None]
    # Where no moment stands apart, the week is for those who look into it, on the screen.
    named = grid is not None and found is not None and bool(found.slots or found.weekdays or found.hours)
    charts = [*_charts(context), *([grid] if grid and named else [])]
    return standard(_lead(context), charts, tables, aside=[grid] if grid and not named else [])


def _lead(context: Context) -> list[Markup]:
    language, value = context.language, context.evaluation.value
    posts, pace = value("posts"), value("posting_frequency")
    amount = number(context, posts)
    if amount is None:
        return []
    during = wording.during(language, context.period)
    if amount == 0:
        return [sentence(context, "Aucune publication {period}.", period=during)]
    counted = language.plural("{n} publication", "{n} publications", amount)
    if number(context, pace) is None:
        return [sentence(context, "{posts} {period}.", posts=figure(context, posts, counted), period=during)]
    return [
        sentence(
            context, "{posts} {period}, soit {pace} par semaine.", posts=figure(context, posts, counted), period=during,
            pace=figure(context, pace),
        )
    ]  # fmt: skip


def _charts(context: Context) -> list[Chart]:
    language, drawn = context.language, []
    for kpi, unit, title in (
        ("err", "%", language.text("Taux d'engagement sur la portée, par format")),
        ("reach", "n", language.text("Portée par format")),
    ):
        found = buckets(context, kpi, "type")
        rows = [(wording.format_name(language, kind), amount) for kind, amount in found.items()]
        drawn.append(ranked(context, title, rows, unit, mark("Publications {period}")))
    return [chart for chart in drawn if chart is not None]


def _formats(context: Context) -> Table | None:
    language = context.language
    kpis = ("posts", "reach", "engagements", "err")
    found = {kpi: buckets(context, kpi, "type") for kpi in kpis}
    counted = found["posts"]
    if not set(counted) - {None}:
        return None  # no network says what its posts are
    shown = [kpi for kpi in kpis if any(amount is not None for amount in found[kpi].values())]
    heads = {
        "posts": language.text("Publications"), "reach": language.text("Portée"),
        "engagements": language.text("Réactions"), "err": language.text("Taux sur la portée"),
    }  # fmt: skip
    kinds = sorted(counted, key=lambda kind: (kind is None, -(counted[kind] or 0)))
    rows = tuple(
        Row(wording.format_name(language, kind), tuple(said(context, kpi, found[kpi].get(kind)) for kpi in shown))
        for kind in kinds
    )
    columns = (Column(language.text("Format"), text=True), *(Column(heads[kpi]) for kpi in shown))
    return Table(language.text("Formats publiés"), columns, rows, title=language.text("Formats publiés"))


def _top(context: Context) -> Table | None:
    language = context.language
    posts = context.evaluation.value("top_posts").value
    if not isinstance(posts, list) or not posts:
        return None
    measures = (
        ("reach", language.text("Portée")), ("likes", language.text("J'aime")),
        ("comments", language.text("Comm.")), ("shares", language.text("Partages")),
        ("err", language.text("Taux sur la portée")),
    )  # fmt: skip
    shown = [measure for measure in measures if any(post.get(measure[0]) is not None for post in posts)]
    rows = tuple(
        Row(_title(context, post), tuple(said(context, kpi, post.get(kpi)) for kpi, _ in shown)) for post in posts
    )
    columns = (Column(language.text("Publication"), text=True), *(Column(head) for _, head in shown))
    if any(post.get("reach") is not None for post in posts):
        title = language.plural("La publication la plus vue", "Les {n} publications les plus vues", len(posts))
    else:
        title = language.plural(
            "La publication qui a suscité le plus de réactions",
            "Les {n} publications qui ont suscité le plus de réactions",
            len(posts),
        )
    return Table(title, columns, rows, title=title, kind="posts")


def _title(context: Context, row: dict[str, Any]) -> Markup:
    """A post as a reader recognises it: its first words, linked, then network, format, day and hour."""
    language = context.language
    post = context.posts.get((row["network"], row["account"], row["post_id"]), Post())
    told = [wording.network(language, row["network"])]
    if post.type is not None:
        told.append(wording.format_name(language, post.type))
    if post.published_at is not None:
        told.append(language.day_and_hour(post.published_at))
    return pages.render(
        context.templates, language, "post", text=wording.shortened(post.text) or language.text("Sans texte"),
        link=_web_address(post.permalink), facts=" · ".join(told),
    )  # fmt: skip


def _web_address(link: str | None) -> str:
    """A link that a page may carry: http or https with a host, else none."""
    try:
        parts = urlsplit((link or "").strip())
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in ("http", "https") and parts.netloc else ""


SECTION = Kind("contenus", mark("Contenus"), lambda context: KPIS, body, nothing_known(*KPIS))
