"""The choice of objectives, as `kpitools.kpis.objectives` judges it: findings for the analyst."""

from collections.abc import Iterable

from kpitools.catalogue.finding import finding_kinds
from kpitools.findings.finding import Finding
from kpitools.findings.said import Given
from kpitools.kpis import objectives
from kpitools.kpis.evaluation import Evaluation
from kpitools.language import mark
from kpitools.problems import Problem


def remarks(evaluation: Evaluation) -> list[Finding]:
    """The remarks on the objectives that are findings, unless the client switched them off."""
    return list(_as_findings(evaluation, objectives.remarks(evaluation)))


def _as_findings(evaluation: Evaluation, problems: Iterable[Problem]) -> Iterable[Finding]:
    settings = evaluation.store.parameters.report.findings
    for problem in problems:
        if problem.id in finding_kinds() and settings.get(problem.id, True) is not False:
            kpi = problem.values.get("kpi")
            yield Finding(
                problem.id,
                "all",
                (str(kpi),) if kpi else (),
                problem.text,
                problem.remedy or mark("Revoir le choix des indicateurs avec le client."),
                parts={name: Given(problem, name) for name in problem.values},
            )
