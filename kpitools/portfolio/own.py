"""What arrays don't hold of a client, by its own evaluation: distinct people, medians, contests, lists of posts.

Beside the client's shelf each month that was asked for is kept as JSON, so that it is evaluated once.
"""

import contextlib
import json
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from kpitools.catalogue import Catalogue
from kpitools.kpis.document import plain
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.lens import Lens
from kpitools.kpis.values import Period
from kpitools.portfolio.cells import Cell, Own
from kpitools.store import Store


def evaluated(store: Store, catalogue: Catalogue, months: Collection[Period], ids: Iterable[str]) -> Own:
    """KPIs of some months on every scope: one evaluation serves all that its series reach back to."""
    ids, left, found = tuple(ids), sorted(months), {}
    while left:
        last = left[-1]
        evaluation = Evaluation(store, catalogue, last, today=last.end)  # that day only judges targets and doubts
        for month in evaluation.months:
            if month in left:
                left.remove(month)
                for kpi in ids:
                    for scope in evaluation.scopes(kpi):
                        result = evaluation.result(kpi, Lens(month), evaluation.networks_of(scope))
                        known = result.value is not None
                        basis = (tuple(sorted(result.basis)) or None) if known else None
                        found[month, kpi, scope] = Cell(result.value, basis, result.coverage if known else None)
    return found


def kept(folder: Path, month: Period) -> Own:
    """What was kept of a month; nothing where there is none, or where it is damaged."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        rows = json.loads(_file(folder, month).read_text(encoding="utf-8"))
        return {
            (month, kpi, scope): Cell(value, tuple(basis) if basis else None, coverage)
            for kpi, scope, value, basis, coverage in rows
        }
    return {}


def keep(folder: Path, month: Period, found: Own) -> None:
    """Keep a month's values; where the folder can't be written they are evaluated again."""
    rows = [
        [kpi, scope, plain(one.value), one.basis, one.coverage]
        for (period, kpi, scope), one in found.items()
        if period == month
    ]
    with contextlib.suppress(OSError):
        with tempfile.NamedTemporaryFile("w", dir=folder, encoding="utf-8", delete=False) as draft:
            json.dump(rows, draft, ensure_ascii=False)
        Path(draft.name).replace(_file(folder, month))


def _file(folder: Path, month: Period) -> Path:
    return folder / f"{month.start:%Y-%m}.json"
