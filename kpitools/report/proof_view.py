"""The proof of a value in a notebook: formula, numerator, denominator, files, and the very rows."""

from dataclasses import dataclass

import pandas as pd

from kpitools.kpis.proof_rows import add_up, sums
from kpitools.kpis.values import Number, ProofRow, Source, Value
from kpitools.language import Language
from kpitools.report import pages, wording
from kpitools.report.context import Context
from kpitools.report.figures import proof_lines

SHOWN = 200  # rows in a display; `rows` holds all of them
WHAT = ("kpi", "side", "table", "network", "account", "key", "day", "numerator", "denominator")
WHERE = ("file", "sheet", "row")


@dataclass(frozen=True)
class ProofView:
    """How a value was made. `rows` are the canonical rows behind it; where `adds_up`, their sum is the value's."""

    _context: Context
    _value: Value
    _rows: tuple[ProofRow, ...]

    @property
    def formula(self) -> str:
        """The formula in words and columns."""
        return self._value.proof.formula

    @property
    def numerator(self) -> Number | None:
        """The exact numerator; the value itself where nothing divides."""
        return self._value.proof.numerator

    @property
    def denominator(self) -> Number | None:
        """The exact denominator."""
        return self._value.proof.denominator

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files that gave figures, with their hashes and how many rows each gave."""
        return self._value.proof.sources

    @property
    def adds_up(self) -> bool:
        """Whether the sum of the rows is the numerator (and the denominator); not so for people counted once."""
        return add_up(self._value.proof, self._rows)

    @property
    def rows(self) -> pd.DataFrame:
        """The rows, one line a row and file that gave it a figure: which KPI of the formula, where from, how much."""
        return pd.DataFrame(
            [
                (
                    row.part,
                    row.side,
                    row.table,
                    row.network,
                    row.account,
                    row.what,
                    row.day,
                    row.of,
                    row.by,
                    place.file,
                    place.sheet,
                    place.row,
                )
                for row in self._rows
                for place in row.places
            ],
            columns=[*WHAT, *WHERE],
        )

    def __repr__(self) -> str:
        below = f" / {self.denominator}" if self.denominator is not None else ""
        return f"{self._value.kpi} = {self.numerator}{below}"

    def _repr_html_(self) -> str:
        words = self._context.language
        above, below = sums(self._rows)
        return pages.render(
            self._context.templates,
            words,
            "proof",
            proof=proof_lines(self._context, self._value),
            rows=[self._line(row) for row in self._rows[:SHOWN]],
            more=max(0, len(self._rows) - SHOWN),
            adds_up=self.adds_up,
            above=_said(words, above),
            below=_said(words, below) if self.denominator is not None and below else "",
        )

    def _line(self, row: ProofRow) -> tuple[str, ...]:
        """A row as the display shows it."""
        words = self._context.language
        place = words.text(" ; ").join(place.render(words) for place in row.places)
        below = "" if row.by is None else _said(words, row.by)
        above = "" if row.of is None else _said(words, row.of)
        above, below = ("", above) if row.side == "denominator" else (above, below)
        network = wording.network(words, row.network) if row.network else ""
        return wording.kpi_name(self._context, row.part), network, row.what, above, below, place


def _said(words: Language, number: Number) -> str:
    return words.number(number, 0 if number == int(number) else 4)
