"""Données et méthode: the files, the days they cover, what could not be computed, and the proof of every figure."""

from typing import Any

from kpitools.charts.chart import Chart, Words
from kpitools.charts.coverage import coverage
from kpitools.language import mark
from kpitools.report import files, method, wording
from kpitools.report.annex import annex
from kpitools.report.asked import kinds
from kpitools.report.context import Context
from kpitools.report.section import Kind, always


def body(context: Context) -> tuple[str, dict[str, Any]]:
    """Files, days covered, remarks, proofs."""
    language = context.language
    numbered, of_period = list(enumerate(context.files, 1)), files.of_period(context)
    few = len(of_period) <= files.LISTED
    others = len(numbered) - len(of_period)
    return "methode", {
        "files": (files.table if few else files.by_kind)(context, of_period, language.text("Fichiers de la période")),
        "all_files": None if few and not others else files.table(context, numbered, language.text("Tous les fichiers")),
        "others": language.plural("{n} autre fichier", "{n} autres fichiers", others) if others else "",
        "calendar": _calendar(context),
        "gaps": method.gaps(context),
        "remarks": method.remarks(context),
        "unknown": method.unknown(context),
        "absent": method.absent(context),
        "excluded": method.excluded(context),
        "proofs": annex(context),
        "defined": "glossaire" not in [kind.id for kind in kinds(context)],
        "networks": len(context.networks),
    }


def _calendar(context: Context) -> Chart | None:
    sources = files.covered(context)
    if not sources:
        return None
    language = context.language
    words = Words(
        language.text("Jours couverts par les données"),
        language.text(
            "Case pleine : jour avec des données, ou avec au moins une publication, {period}",
            period=wording.during(language, context.period),
        ),
    )
    return coverage(context.house, sources, context.period, words)


SECTION = Kind("methode", mark("Données et méthode"), lambda context: (), body, always)
