"""A KPI in a notebook: its value and change at a glance, its proof, its breakdowns and its past on request."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kpitools.catalogue.benchmark import published
from kpitools.kpis import Value
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.proof_rows import rows_behind
from kpitools.report import pages
from kpitools.report.changes import movement, year
from kpitools.report.context import Context
from kpitools.report.figures import figure, number, said
from kpitools.report.proof_view import ProofView


@dataclass(frozen=True)
class KpiView:
    """One KPI on one scope for the report's period."""

    _evaluation: Evaluation
    _context: Context
    data: Value

    @property
    def name(self) -> str:
        """The KPI's name, in the client's words where the parameters give some."""
        labels = self._context.parameters.report.labels
        return labels.get(self.data.kpi) or self._evaluation.kpi(self.data.kpi).name(self._context.language)

    @property
    def value(self) -> Any:
        """The value, unrounded; None where it can't be known (see `reason`)."""
        return self.data.value

    @property
    def change(self) -> float | None:
        """The change against the period before, in %."""
        return self.data.change

    @property
    def target(self) -> Any:
        """The target of the client's objectives, brought to the period."""
        return self.data.target

    @property
    def signal(self) -> str | None:
        """Whether the change is more than the usual swing."""
        return self.data.signal

    @property
    def reason(self) -> str:
        """Why there is no value, in words; empty where there is one."""
        return self.data.reason.message(self._context.language) if self.data.reason else ""

    def proof(self) -> ProofView:
        """Formula, numerator, denominator, files, and the rows behind the value."""
        return ProofView(self._context, self.data, rows_behind(self._evaluation, self.data.kpi, self.data.scope))

    def by(self, dimension: str) -> pd.DataFrame:
        """The value in each bucket of a dimension (network, day, week, month, type, topic, weekday, hour, account).

        Columns `bucket` and `value`; empty where a part of the formula lacks the dimension.
        """
        buckets = self._evaluation.by(self.data.kpi, dimension, self.data.scope)
        return pd.DataFrame([(one.bucket, one.value) for one in buckets], columns=[dimension, "value"])

    def series(self) -> pd.Series:
        """The value in 13 months up to the period's last, indexed by month."""
        points = self._evaluation.series(self.data.kpi, self.data.scope)
        months = pd.PeriodIndex([point.period.start for point in points], freq="M")
        return pd.Series([point.value for point in points], months, name=self.data.kpi, dtype="object")

    def definitions(self) -> pd.DataFrame:
        """The value by the client's definition and by those that the parameters compare it with.

        Columns `definition`, `value` and `reason` (why there is none); empty for KPIs of one definition.
        """
        own = [(self.data.definition, self.data.value, self.reason)] if self.data.definition else []
        others = [
            (one.definition, one.value, one.reason.message(self._context.language) if one.reason else "")
            for one in self.data.alternatives
        ]
        return pd.DataFrame([*own, *others], columns=["definition", "value", "reason"])

    def benchmarks(self) -> pd.DataFrame:
        """Published benchmarks of the KPI on its network: columns `benchmark`, and `refused` (why not beside this).

        Empty on all networks together: what is published is of one network.
        """
        words, definition = self._context.language, self.data.definition or self.data.kpi
        found = published(self.data.kpi, self.data.scope)
        rows = [(one.text(words), one.refusal(definition, words)) for one in found]
        return pd.DataFrame(rows, columns=["benchmark", "refused"])

    def __repr__(self) -> str:
        text = said(self._context, self.data.kpi, number(self._context, self.data))
        return f"{self.name} ({self.data.kpi}) : {text}"

    def _repr_html_(self) -> str:
        return pages.render(
            self._context.templates,
            self._context.language,
            "kpi",
            title=self.name,
            figure=figure(self._context, self.data),
            movement=movement(self._context, self.data),
            in_a_year=year(self._context, self.data),
            reason=self.reason,
        )
