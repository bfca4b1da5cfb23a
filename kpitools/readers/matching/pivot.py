"""Tables of which each row is one figure: its name becomes the label of a column, the rest of the row stays."""

from collections.abc import Iterable, Sequence

from kpitools.readers.schema.layout import Pivot, Section
from kpitools.readers.writing.heads import fold

_JOIN = " / "


def possible(cells: Sequence[str], section: Section, pivot: Pivot) -> list[str] | None:
    """The labels that such a table may come to have: those of its other columns and all that the section knows; None
    where a column that names figures or holds them is not there."""
    places = _places(cells, pivot)
    if places is None:
        return None
    taken = {*places[0], places[1]}
    return [
        *(cell for at, cell in enumerate(cells) if at not in taken),
        *(head.text for column in section.columns.values() for head in column.heads),
    ]


def pivoted(
    cells: Sequence[str], records: Iterable[tuple[int, list[str]]], pivot: Pivot
) -> list[tuple[int, list[str]]]:
    """The header, and a row for each combination of the other cells; of a figure that stands twice the first counts."""
    places = _places(cells, pivot)
    if places is None:
        return []
    naming, value = places
    others = [at for at in range(len(cells)) if at != value and at not in naming]
    labels: dict[str, int] = {}
    rows: dict[tuple[str, ...], tuple[int, dict[int, str]]] = {}
    for number, record in records:
        line = [*record, *[""] * (len(cells) - len(record))]
        label = _JOIN.join(line[at].strip() for at in naming if line[at].strip())
        place = labels.setdefault(label, len(labels))
        _, figures = rows.setdefault(tuple(line[at] for at in others), (number, {}))
        figures.setdefault(place, line[value])
    header = [*(cells[at] for at in others), *labels]
    made = [
        (number, [*base, *(figures.get(at, "") for at in range(len(labels)))])
        for base, (number, figures) in rows.items()
    ]
    return [(1, header), *made]


def _places(cells: Sequence[str], pivot: Pivot) -> tuple[list[int], int] | None:
    """Where the columns stand that name a figure, and the one that holds it."""
    folded = [fold(cell) for cell in cells]
    wanted = [fold(name) for name in (*pivot.names, pivot.value)]
    if not all(name in folded for name in wanted):
        return None
    *naming, value = (folded.index(name) for name in wanted)
    return naming, value
