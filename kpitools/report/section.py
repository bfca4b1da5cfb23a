"""A section of the report: what the notebook shows, on its own or as part of the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from kpitools.charts.canvas import HALF
from kpitools.charts.chart import Chart
from kpitools.report import changes, pages, wording
from kpitools.report.context import Context
from kpitools.report.figures import figure
from kpitools.report.table import Table
from kpitools.report.told import of_section

# In JupyterLab a section carries its own style after this mark; a page, which has its own, shows what stands before it.
LAB = "<!--lab-->"


@dataclass(frozen=True)
class Section:
    """A finished section; `absent` says in one sentence why it has nothing to show, and is empty where it has."""

    id: str
    title: str
    html: str
    style: str = ""
    absent: str = ""

    def _repr_html_(self) -> str:
        return f"{self.html}{LAB}{self.style}"


@dataclass(frozen=True)
class Kind:
    """How a section is made: the KPIs it shows, its body, and why it may be absent.

    `body` gives the name of a partial and what it is filled with.
    """

    id: str
    title: str
    kpis: Callable[[Context], Sequence[str]]
    body: Callable[[Context], tuple[str, dict[str, Any]]]
    absent: Callable[[Context], str]

    def charts(self, context: Context) -> list[Chart]:
        """The charts of its body."""
        _, values = self.body(context)
        names = ("charts", "pairs", "aside", "aside_pairs")
        found = [*(chart for name in names for chart in values.get(name, ())), values.get("calendar")]
        return [chart for chart in found if chart is not None]

    def make(self, context: Context) -> Section:
        """The section, or the one sentence that stands in its place."""
        language = context.language
        title = language.text(self.title)
        style = pages.lab_style(context.templates, context.house.palette)
        reason = self.absent(context)
        if reason:
            html = pages.render(context.templates, language, "absent", id=self.id, title=title, reason=reason)
            return Section(self.id, title, html, style, reason)
        name, values = self.body(context)
        html = pages.render(
            context.templates, language, name, id=self.id, title=title, findings=of_section(context, self.id), **values
        )
        return Section(self.id, title, html, style)


def nothing_known(*kpis: str) -> Callable[[Context], str]:
    """Absent where none of these KPIs has a value on any scope; the first one's reason is told."""

    def absent(context: Context) -> str:
        scopes = ("all", *context.networks)
        if any(context.known(kpi, scope) for kpi in kpis for scope in scopes):
            return ""
        reason = context.evaluation.value(kpis[0]).reason
        return reason.message(context.language) if reason else context.language.text("Aucune donnée sur la période.")

    return absent


def always(context: Context) -> str:
    """Never absent."""
    return ""


def sentence(context: Context, message: str, **values: object) -> Markup:
    """A sentence whose figures open their proofs: what is markup stays so, everything else is escaped."""
    return Markup(escape(context.language.text(message))).format(**values)


def stated(context: Context, kpi: str, amount: str = "") -> Markup:
    """A KPI, or a text that stands for it, as a sentence: "1 212 visiteurs uniques en octobre, 10 % de moins…"."""
    value, during = context.evaluation.value(kpi), wording.during(context.language, context.period)
    change = changes.compared(context, value)
    if amount:
        shown = figure(context, value, amount)
        return sentence(context, "{amount} {period}{change}.", amount=shown, period=during, change=change)
    return sentence(
        context, "{name} : {value} {period}{change}.", name=wording.kpi_name(context, kpi),
        value=figure(context, value), period=during, change=change,
    )  # fmt: skip


def first_known(context: Context, kpis: Sequence[str]) -> list[Markup]:
    """The first of some KPIs that is known, as a sentence: what a section says that has nothing better."""
    return [stated(context, kpi) for kpi in kpis if context.known(kpi)][:1]


def standard(
    lead: Sequence[Markup], charts: Sequence[Chart] = (), tables: Sequence[Table] = (), *, aside: Sequence[Chart] = ()
) -> tuple[str, dict[str, Any]]:
    """The body of an ordinary section: one sentence, charts (half ones in pairs), tables.

    Charts `aside` stand on the screen alone: paper is kept to what is read in the meeting.
    """
    parts = {"lead": Markup(" ").join(lead), **_laid_out("charts", "pairs", charts), "tables": list(tables)}
    return "section", {**parts, **_laid_out("aside", "aside_pairs", aside)}


def _laid_out(wide: str, half: str, charts: Sequence[Chart]) -> dict[str, list[Chart]]:
    return {
        wide: [chart for chart in charts if chart.width > HALF],
        half: [chart for chart in charts if chart.width <= HALF],
    }
