"""Contests that a spreadsheet lists, added to those of the parameters: each once, and what differs is said."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kpitools.language import mark
from kpitools.params import Parameters
from kpitools.params.goals import Contest
from kpitools.problems import Problem, Severity
from kpitools.readers.export import ROW
from kpitools.readers.writing.heads import fold
from kpitools.store.record import Parsed

NAME = "contests"


def added(parameters: Parameters, read: Sequence[Parsed]) -> tuple[Parameters, list[Parsed], list[Problem]]:
    """The parameters with the contests of all spreadsheets, the files without them, and what there is to say."""
    contests = list(parameters.contests)
    problems: list[Problem] = []
    for parsed in read:
        for row in _rows(parsed):
            found = _wrong(row)
            if found is None:
                contest = Contest.model_construct(**{key: row[key] for key in ("name", "start", "end", "cost")})
                held = next((one for one in contests if _same(one, contest)), None)
                contests += [contest] if held is None else []
                found = _differing(held, contest) if held is not None else None
            if found is not None:
                problems.append(found.at(file=parsed.record.name, row=row[ROW]))
    if len(contests) > len(parameters.contests):
        parameters = parameters.model_copy(update={NAME: tuple(contests)})
    return parameters, [_without_them(parsed) for parsed in read], problems


def _rows(parsed: Parsed) -> Iterator[dict[str, Any]]:
    part = parsed.parts.get(NAME)
    if part is not None:
        yield from (part if isinstance(part, pa.Table) else pq.read_table(part)).to_pylist()


def _without_them(parsed: Parsed) -> Parsed:
    return replace(parsed, parts={name: rows for name, rows in parsed.parts.items() if name != NAME})


def _wrong(row: dict[str, Any]) -> Problem | None:
    """What keeps a row from being a contest: it has no name, a day is missing, or it ends before it begins."""
    lacking = not row["name"] or row["start"] is None or row["end"] is None
    if not lacking and row["start"] <= row["end"] and (row["cost"] or 0) >= 0:
        return None
    text = mark("Ce concours est laissé de côté : il lui faut un nom, un début, une fin qui ne le précède pas.")
    return Problem("contest_unread", text, severity=Severity.WARNING, remedy=mark("Complétez ou corrigez cette ligne."))


def _same(one: Contest, other: Contest) -> bool:
    """Whether two contests are one: of one name, on days that they share."""
    return fold(one.name) == fold(other.name) and one.start <= other.end and other.start <= one.end


def _differing(held: Contest, other: Contest) -> Problem | None:
    """What to say of a contest that is known already: nothing where both say the same of it."""
    if (held.start, held.end) == (other.start, other.end) and other.cost in (None, held.cost):
        return None
    text = mark(
        "« {name} » est déjà connu avec d'autres dates ou un autre coût : c'est la première mention qui compte."
    )
    remedy = mark("Corrigez l'une des deux ; les paramètres passent avant les tableaux.")
    return Problem("contest_differs", text, {"name": other.name}, Severity.WARNING, remedy)
