"""Weekdays by hours: one cell an hour, by how posts do there beside the usual, with how many they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kpitools.charts import words as alt
from kpitools.charts.canvas import NARROW, SMALL, WIDE, Canvas, text_width
from kpitools.charts.chart import Chart, Figures, House, Words

ROW, HEAD = 15.0, 14.0
LEAST = 6  # posts in an hour that say something
WORSE, BETTER = 0.8, 1.25  # multiples of the usual between which a cell is about as usual

Slot = tuple[int, int]  # ISO weekday, hour


@dataclass(frozen=True)
class Hour:
    """The posts of an hour: how many, and how many times the usual their median is."""

    n: int
    multiple: float


def week(house: House, cells: Mapping[Slot, Hour], words: Words, *, best: Collection[Slot] = ()) -> Chart:
    """Seven rows of hours, from the first with a post to the last; `best` are framed. Raises ValueError for no post."""
    if not cells:
        raise ValueError("no post to show")
    language = house.language
    days = [language.weekday(day) for day in range(1, 8)]
    hours = range(min(hour for _, hour in cells), max(hour for _, hour in cells) + 1)
    told = [
        language.text(
            "{day} {hour} : {multiple} fois l'habitude, {n} publication(s)",
            day=days[day - 1],
            hour=language.hour(hour),
            multiple=language.number(cells[day, hour].multiple, 1),
            n=cells[day, hour].n,
        )
        for day, hour in sorted(best)
    ]
    most = max(cells, key=lambda slot: cells[slot].n)
    told.append(
        language.text(
            "le plus de publications : {day} {hour} ({n})",
            day=days[most[0] - 1],
            hour=language.hour(most[1]),
            n=cells[most].n,
        )
    )
    text = alt.sentence(words.title, language.text("Grille des jours de la semaine et des heures"), " ; ".join(told))
    rows = tuple(
        (
            f"{days[day - 1]} {language.hour(hour)}",
            language.number(cells[day, hour].n),
            language.number(cells[day, hour].multiple, 2),
        )
        for day, hour in sorted(cells)
    )
    return Chart(
        draw=lambda width: _draw(house, cells, days, hours, frozenset(best), width),
        width=WIDE,
        narrow_width=NARROW,
        alt=text,
        words=words,
        figures=Figures(
            (language.text("Créneau"), language.text("Publications"), language.text("Multiple de l'habitude")),
            rows,
            tuple((cells[slot].n, cells[slot].multiple) for slot in sorted(cells)),
            "",
        ),
        data_label=language.text("Données du graphique"),
    )


def _draw(
    house: House, cells: Mapping[Slot, Hour], days: list[str], hours: range, best: frozenset[Slot], width: float
) -> Canvas:
    canvas = Canvas(width, ROW * 7 + HEAD)
    left = max(text_width(day[:3], SMALL) for day in days) + 6
    step = (width - left) / len(hours)
    numbered = step >= 12  # a phone's cells are too narrow for a number
    every = 1 if step >= 17 else 3
    for place, hour in enumerate(hours):
        if place % every == 0:
            x = left + (place + 0.5) * step
            canvas.text(x, ROW * 7 + 4, house.language.hour(hour), house.palette.muted, align="center")
    for day in range(1, 8):
        bottom = ROW * (7 - day)
        canvas.text(0, bottom + 4.5, days[day - 1][:3], house.palette.muted)
        for place, hour in enumerate(hours):
            found = cells.get((day, hour))
            box = (left + place * step + 0.6, bottom + 0.6, step - 1.2, ROW - 1.2)
            if found is None:
                canvas.boxes([box], house.palette.line, outline=0.5)
                continue
            ground, ink = _look(house, found)
            canvas.boxes([box], ground)
            canvas.boxes([box], house.palette.line, outline=0.5)
            if (day, hour) in best:
                canvas.boxes([box], house.palette.accent_ink, outline=1.6)
            if numbered:
                canvas.text(box[0] + box[2] / 2, bottom + 4.5, str(found.n), ink, align="center")
    return canvas


def _look(house: House, hour: Hour) -> tuple[str, str]:
    """Ground and ink: white under the usual, grey about it, the brand's colour above; apart in grey print too.

    Too few posts are counted, in a muted ink, and not judged.
    """
    if hour.n < LEAST:
        return house.palette.ground, house.palette.muted
    if hour.multiple > BETTER:
        return house.palette.brand_ink, house.palette.ground
    return (house.palette.ground if hour.multiple < WORSE else house.palette.line), house.palette.ink
