"""Production: what the team made."""

from typing import Any

from markupsafe import Markup

from kpitools.charts.chart import Chart
from kpitools.kpis.values import Number
from kpitools.language import Language, mark
from kpitools.report import wording
from kpitools.report.context import Context
from kpitools.report.drawing import monthly, ranked
from kpitools.report.figures import figure, number
from kpitools.report.section import Kind, nothing_known, sentence, standard
from kpitools.report.table import statement

MADE = ("posts", "videos", "blog_articles", "ebooks", "presentations", "forum_posts")
ASIDE = ("videos", "blog_articles", "ebooks", "presentations", "forum_posts")  # posts alone are told under Contenus
KPIS = (*MADE, "posting_frequency", "facebook_posts", "tweets", "hours_spent")


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """One sentence, posts by month and what else was made, one table."""
    aside = [chart for chart in (monthly(context, "posts"), _made(context)) if chart is not None]
    table = statement(context, context.language.text("Production"), KPIS, paper=4)
    return standard([_lead(context)], (), [table], aside=aside)


def _counted(language: Language, kpi: str, amount: Number) -> str:
    """ "3 vidéos"; a plural of each kind, as agreement wants."""
    plural = language.plural
    return {
        "posts": plural("{n} publication", "{n} publications", amount),
        "videos": plural("{n} vidéo", "{n} vidéos", amount),
        "blog_articles": plural("{n} article de blog", "{n} articles de blog", amount),
        "ebooks": plural("{n} e-book", "{n} e-books", amount),
        "presentations": plural("{n} présentation", "{n} présentations", amount),
        "forum_posts": plural("{n} message de forum", "{n} messages de forum", amount),
    }[kpi]


def _lead(context: Context) -> Markup:
    value, language = context.evaluation.value, context.language
    known = [(kpi, amount) for kpi in MADE if (amount := number(context, value(kpi)))]
    during = wording.during(language, context.period)
    if not known:
        return sentence(context, "Rien n'a été produit {period}, d'après ce qui est connu.", period=during)
    shown = [figure(context, value(kpi), _counted(language, kpi, amount)).markup for kpi, amount in known]
    *first, last = shown
    made = last if not first else sentence(context, "{first} et {last}", first=Markup(", ").join(first), last=last)
    return sentence(context, "{made} {period}.", made=made, period=during)


def _made(context: Context) -> Chart | None:
    language = context.language
    rows = [
        (wording.kpi_name(context, kpi), amount)
        for kpi in MADE
        if (amount := number(context, context.evaluation.value(kpi)))
    ]
    return ranked(context, language.text("Ce qui a été produit"), rows, "n")


SECTION = Kind("production", mark("Production"), lambda context: KPIS, body, nothing_known(*ASIDE, "hours_spent"))
