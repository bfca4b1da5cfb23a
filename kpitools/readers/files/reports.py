"""Answers of reporting interfaces whose rows are bare lists of values, named once beside them.

Yandex.Metrica's is one: `query` names the dimensions and metrics that each row of `data` lists, and the period; a
report by time (`time_intervals`) has a list of values for each metric, one an interval.
"""

import re
from collections.abc import Iterator
from typing import Any

from kpitools.language import mark
from kpitools.problems import Problem, Severity

Row = dict[str, Any]
_DAY = "ym:s:date"  # a dimension that slices nothing
# By what a visit is attributed to its source, before the dimension's own name: `ym:s:lastsignTrafficSource`.
_MODELS = "<attribution>|automatic|(?:cross_device_)?(?:lastsign|last_significant|last_yandex_direct_click|last|first)"
_ATTRIBUTED = re.compile(rf"^(ym:s:)(?i:{_MODELS})(?=[A-Z])")


def rows(answer: Any) -> list[Row] | None:
    """The rows of a report by the names of their values, with their period; None where an answer is none.

    The value of a dimension is its name; its id has the label of the dimension and `.id`. A dimension has the same
    label by whichever model its visits are attributed. `dimensions` are the names of those that slice a day's visits.
    """
    query = answer.get("query") if isinstance(answer, dict) else None
    data = answer.get("data") if isinstance(query, dict) else None
    if not isinstance(data, list) or not isinstance(query, dict) or not all(map(_is_row, data)):
        return None
    dimensions, metrics = query.get("dimensions") or [], query.get("metrics")
    if not (_are_names(dimensions) and _are_names(metrics) and metrics):
        return None
    dimensions = [_ATTRIBUTED.sub(r"\1", name) for name in dimensions]
    slices = [name for name in dimensions if name != _DAY]
    period = {"date1": query.get("date1"), "date2": query.get("date2")}
    intervals = answer.get("time_intervals")
    made = []
    for item in data:
        told: Row = {"dimensions": ", ".join(slices)} if slices else {}
        told |= dict(_dimensions(dimensions, item.get("dimensions") or []))
        if isinstance(intervals, list):
            made += [{**told, **values} for values in _by_time(intervals, metrics, item["metrics"])]
        else:
            made.append({**told, **period, **dict(zip(metrics, item["metrics"], strict=False))})
    return made


def problems(answer: Any, file: str) -> tuple[Problem, ...]:
    """What a report says of itself that whoever reads its figures must know: that it is cut, or estimated."""
    found = []
    total, given = answer.get("total_rows"), len(answer["data"])
    offset = answer["query"].get("offset") or 1
    if isinstance(total, int) and isinstance(offset, int) and total > offset - 1 + given:
        text = mark("Cette réponse n'a que {rows} des {total} lignes du rapport : le reste manque.")
        remedy = mark("Demandez-la de nouveau avec « limit » (100000 au plus).")
        values = {"rows": given, "total": total}
        found.append(Problem("answer_cut", text, values, Severity.WARNING, remedy, file=file))
    if answer.get("sampled") is True:
        text = mark("Les chiffres de ce rapport sont estimés sur un échantillon des visites.")
        remedy = mark("Demandez-le de nouveau avec « accuracy=full ».")
        found.append(Problem("answer_sampled", text, {}, Severity.WARNING, remedy, file=file))
    return tuple(found)


def _is_row(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("metrics"), list)


def _are_names(names: Any) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) for name in names)


def _dimensions(names: list[str], values: list[Any]) -> Iterator[tuple[str, Any]]:
    for name, value in zip(names, values, strict=False):
        if isinstance(value, dict):
            yield name, value.get("name")
            if "id" in value:
                yield f"{name}.id", value["id"]


def _by_time(intervals: list[Any], metrics: list[str], values: list[Any]) -> Iterator[Row]:
    for at, interval in enumerate(intervals):
        if isinstance(interval, list) and len(interval) == 2:
            first, last = (str(day)[:10] for day in interval)  # an hour is of its day
            found = {
                name: series[at]
                for name, series in zip(metrics, values, strict=False)
                if isinstance(series, list) and at < len(series)
            }
            yield {"date1": first, "date2": last, **found}
