"""Texts that can't be read as what their column holds: what is wrong, where, and what was expected."""

import pyarrow as pa

from kpitools.language import mark
from kpitools.problems import Problem
from kpitools.readers.files import remedies
from kpitools.readers.matching.match import Match
from kpitools.readers.schema.column import Column
from kpitools.readers.values.reading import LISTED
from kpitools.readers.writing import dates
from kpitools.readers.writing.persons import shown
from kpitools.readers.writing.turned import is_date
from kpitools.tables import Kind

_BAD = {
    Kind.DATE: (
        "bad_date",
        mark("« {value} » n'est pas une date lisible ici."),
        mark("Date attendue : {expected}, entre {first} et {last}."),
    ),
    Kind.TIME: (
        "bad_time",
        mark("« {value} » n'est pas une date suivie d'une heure, lisibles ici."),
        mark("Date et heure attendues : {expected}, entre {first} et {last}."),
    ),
    Kind.NETWORK: (
        "bad_network",
        mark("« {value} » n'est pas un réseau connu."),
        mark("Écrivez par exemple facebook ou instagram."),
    ),
    Kind.FLAG: ("bad_flag", mark("« {value} » n'est ni vrai ni faux."), mark("Écrivez true ou false.")),
    Kind.TEXT: (
        "bad_id",
        mark("« {value} » est un identifiant abîmé par un tableur : ses derniers chiffres sont perdus."),
        remedies.UNTOUCHED,
    ),
}
_NO_ID = ("no_id", mark("« {value} » ne contient pas d'identifiant lisible ici."), remedies.UNTOUCHED)
# An example says more than the name of a form that is no pattern.
_EXPECTED = {
    (Kind.DATE, dates.ISO): "2026-10-31",
    (Kind.TIME, dates.ISO): "2026-10-31T18:05:00+01:00",
    (Kind.DATE, dates.NTH_DAY): "0000",
    (Kind.DATE, dates.DAY_MONTH): "31 October",
    (Kind.TIME, dates.DAY_MONTH): "31 October",
}
_TURNED = (
    "turned_into_date",
    mark("« {value} » est une date là où il faut un nombre : un tableur a changé ce qui s'y trouvait."),
    remedies.UNTOUCHED,
)
_BAD_NUMBER = (
    "bad_number",
    mark("« {value} » n'est pas un nombre lisible ici."),
    mark("Nombre attendu : des chiffres seuls, positif et entier pour un compte."),
)


def unreadable(
    file: str,
    texts: pa.ChunkedArray,
    bad: pa.ChunkedArray,
    numbers: pa.ChunkedArray,
    kind: Kind,
    match: Match,
    name: str,
) -> list[Problem]:
    """The first texts of a column that can't be read, as a message may show them."""
    column = match.section.columns[name]
    values, places = texts.filter(bad), numbers.filter(bad)
    label = match.cells[match.columns[name][0]].strip() or name
    form = " / ".join(column.format)
    expected = _EXPECTED.get((kind, form), form)
    years = {"first": dates.YEARS[0], "last": dates.YEARS[-1]}
    problems = []
    for value, row in zip(values[:LISTED].to_pylist(), places[:LISTED].to_pylist(), strict=True):
        problem_id, text, remedy = _wrong(value, kind, column)
        said = {"value": shown(value, match.section.table or ""), "expected": expected, **years}
        problems.append(Problem(problem_id, text, said, remedy=remedy, file=file, row=row, column=label))
    return problems


def _wrong(value: str, kind: Kind, column: Column) -> tuple[str, str, str]:
    """What is wrong with a value: its problem's id, message and remedy."""
    if kind not in _BAD:
        return _TURNED if is_date(value) else _BAD_NUMBER
    return _NO_ID if kind is Kind.TEXT and column.extract else _BAD[kind]
