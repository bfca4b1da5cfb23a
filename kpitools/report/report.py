"""`Report`: what a notebook talks to."""

import datetime as dt
from functools import cached_property
from pathlib import Path

import pandas as pd

from kpitools.editions.last import last_edition
from kpitools.editions.place import Place
from kpitools.errors import ParametersError
from kpitools.findings import findings, told
from kpitools.kpis import Period
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.opening import evaluate, last_complete_month, open_store
from kpitools.language import Language, mark
from kpitools.language import language as words_of
from kpitools.params import Parameters, commentary_for
from kpitools.problems import Problem
from kpitools.report import pages
from kpitools.report.context import Context, Post
from kpitools.report.kpi_view import KpiView
from kpitools.report.section import Section
from kpitools.report.sections import SECTIONS
from kpitools.tables import TABLES
from kpitools.workspace import find


class Report:
    """One client, one period: its KPIs, its canonical tables, its sections.

    Each canonical table is an attribute that gives a pandas DataFrame: `report.posts`, `report.account_days` …
    """

    def __init__(self, evaluation: Evaluation, words: Language) -> None:
        self._evaluation = evaluation
        self._words = words

    @classmethod
    def load(
        cls, params: str | Path, month: str = "", *, start: str = "", end: str = "", language: str = ""
    ) -> "Report":
        """The report of a parameter file for a month (`2026-10`), or for the days from `start` to `end` (ISO).

        By default the last complete month, in the client's language. Raises ParametersError, NoData.
        """
        store = open_store(Path(params), "render")
        client = store.parameters.client
        period = _period(month, start, end) or last_complete_month(client.timezone)
        return cls(evaluate(store, period), words_of(language or client.language))

    @property
    def parameters(self) -> Parameters:
        """The client's parameters."""
        return self._evaluation.store.parameters

    @property
    def period(self) -> Period:
        """The days that the report is about."""
        return self._evaluation.period

    @property
    def networks(self) -> tuple[str, ...]:
        """The client's networks with data."""
        return self._evaluation.networks

    def kpi(self, kpi_id: str, scope: str = "all") -> KpiView:
        """A KPI's value, change and target on all networks or on one; raises UnknownKpi with the nearest id."""
        return KpiView(self._evaluation, self._context, self._evaluation.value(kpi_id, scope))

    def section(self, section_id: str) -> Section:
        """What the report shows under a heading; raises ParametersError with the sections there are."""
        if section_id not in SECTIONS:
            problem = Problem(
                "unknown_section",
                mark("Aucune partie du rapport ne s'appelle « {section} »."),
                {"section": section_id, "names": ", ".join(SECTIONS)},
                remedy=mark("Parties : {names}."),
            )
            raise ParametersError(problem)
        return SECTIONS[section_id].make(self._context)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in TABLES:
            return self._evaluation.store.frame(name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *TABLES})

    def __repr__(self) -> str:
        client = self.parameters.client
        return f"Report({client.id!r}, {self.period.start.isoformat()} – {self.period.end.isoformat()})"

    def _repr_html_(self) -> str:
        store, words = self._evaluation.store, self._words
        return pages.render(
            self._context.templates,
            words,
            "summary",
            client=self.parameters.client.name,
            period=words.period(self.period.start, self.period.end),
            networks=self.networks,
            files=store.files,
            problems=[problem.render(words) for problem in self._evaluation.warnings],
        )

    @cached_property
    def _context(self) -> Context:
        store, parameters = self._evaluation.store, self.parameters
        workspace = find(parameters.path)
        own = workspace.template(parameters.report.template)
        base = workspace.template("base")
        return Context(
            evaluation=self._evaluation,
            parameters=parameters,
            files=store.files,
            language=self._words,
            comment=commentary_for(parameters, self.period.start) if self.period.is_month else None,
            posts=_posts(self.posts),
            findings=told(findings(self._evaluation)),
            last=last_edition(Place(workspace.output, parameters.client.id, self.period.previous)),
            templates=tuple(dict.fromkeys((own, base))),
        )


def _posts(frame: pd.DataFrame) -> dict[tuple[str, str, str], Post]:
    own = frame[frame["brand"] == ""]
    columns = ("network", "account", "post_id", "text", "type", "permalink", "published_at")
    return {
        (network, account, post_id): Post(
            text if isinstance(text, str) else "",
            kind if isinstance(kind, str) else None,
            link if isinstance(link, str) else None,
            None if pd.isna(at) else at.to_pydatetime(),
        )
        for network, account, post_id, text, kind, link, at in zip(*(own[name] for name in columns), strict=True)
    }


def _period(month: str, start: str, end: str) -> Period | None:
    try:
        if start and end:
            return Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
        return Period.month(dt.date.fromisoformat(f"{month}-01")) if month else None
    except ValueError:
        text = mark("« {text} » n'est pas un mois. Écrivez par exemple 2026-10.")
        raise ParametersError(Problem("month", text, {"text": month or f"{start}, {end}"})) from None
