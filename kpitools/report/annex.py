"""The annex of proofs: every KPI of the report by its name, with its definition and how each figure was made."""

from dataclasses import dataclass

from kpitools.kpis.values import Value
from kpitools.report import wording
from kpitools.report.asked import headlines, kpis_shown
from kpitools.report.context import Context
from kpitools.report.figures import bare, calculation, number
from kpitools.report.files import runs


@dataclass(frozen=True)
class Line:
    """One figure of a KPI: its scope, value, calculation where it is a ratio, and basis, coverage, rows and files."""

    scope: str
    value: str
    calculation: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Proven:
    """One KPI: its name, what it means, its formula, what to beware of, and its figures.

    Paper holds those of the `headline` ones, the cards' and the objectives'; the screen all of them.
    """

    id: str
    name: str
    definition: str
    formula: str
    pitfalls: str
    lines: tuple[Line, ...]
    headline: bool = False


def annex(context: Context) -> list[Proven]:
    """The KPIs that have a value on some scope, in the report's order."""
    proven, first = [], headlines(context)
    for kpi_id in kpis_shown(context):
        lines = tuple(_line(context, value, first=not place) for place, value in enumerate(_values(context, kpi_id)))
        if lines:
            kpi = context.evaluation.kpi(kpi_id)
            words = context.language
            name = context.parameters.report.labels.get(kpi_id) or words.text(kpi.name(words))
            pitfalls, meaning = words.text(kpi.pitfalls(words)), words.text(kpi.definition(words))
            proven.append(Proven(kpi_id, name, meaning, kpi.formula_text(words), pitfalls, lines, kpi_id in first))
    return proven


def _values(context: Context, kpi_id: str) -> list[Value]:
    """What is known on all networks together and on each; where one alone knows it, its figure says it all."""
    value, kpi = context.evaluation.value, context.evaluation.kpi(kpi_id)
    networks = context.networks if len(context.networks) > 1 and kpi.scope != "all" else ()
    whole, *apart = (value(kpi_id, scope) for scope in ("all", *networks))
    known = [one for one in apart if number(context, one) is not None]
    if len(known) == 1 and known[0].value == whole.value:
        return known
    return [*([whole] if number(context, whole) is not None else []), *known]


def _line(context: Context, value: Value, *, first: bool) -> Line:
    language = context.language
    # That posts are those of the month goes without saying: it is in the definition.
    details = [
        language.text("partages par publication") if first and value.kpi in wording.PER_POST else "",
        wording.basis(language, value) if value.basis != ("published",) else "",
    ]
    if value.coverage is not None and value.coverage < 1:
        details.append(language.text("couverture {share}", share=language.percent(value.coverage * 100, 0)))
    details.append(_sources(context, value))
    return Line(
        wording.scope_name(language, value.scope),
        bare(context, value.kpi, number(context, value)),
        calculation(context, value) if value.proof.denominator is not None else "",
        tuple(detail for detail in details if detail),
    )


def _sources(context: Context, value: Value) -> str:
    """Files by their numbers in the list of files, and how many rows."""
    numbers = {file.name: place for place, file in enumerate(context.files, 1)}
    cited = runs([numbers[source.file] for source in value.proof.sources if source.file in numbers])
    cited += [source.file for source in value.proof.sources if source.file not in numbers]
    if not cited:
        return ""
    rows = context.language.plural("{n} ligne", "{n} lignes", value.proof.rows)
    return context.language.plural(
        "{rows}, fichier {files}",
        "{rows}, fichiers {files}",
        len(value.proof.sources),
        rows=rows,
        files=", ".join(cited),
    )
