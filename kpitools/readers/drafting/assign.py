"""Which canonical table a file's table is likely to fill, and which of its labels stand for which columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kpitools.readers.drafting.guess import NUMBERS, Texts, in_words
from kpitools.readers.drafting.odd_rows import Odd, odd_rows, without
from kpitools.readers.drafting.samples import Sample
from kpitools.readers.schema.canonical import identifying
from kpitools.readers.schema.vocabulary import Vocabulary, gist
from kpitools.readers.writing.heads import fold
from kpitools.tables import TABLES, Column, Kind, Table

_DATED = (Kind.DATE, Kind.TIME)
# Columns that only certain words can fill.
WORDED = frozenset({"type", "kind", "category", "sentiment", "goal", "dimension"})
# What brackets say of a part of a measure, which is not the measure.
_PART = re.compile(r"\(.*(organi|sponsor|paid|payant|viral|uni[qc]).*\)")
_OF_ADS = ("campaign", "ad_set", "ad", "spend")  # without one of them, impressions and clicks may be of anything
_ID_WORDS = frozenset({"id", "identifiant", "identifier", "ref", "reference"})
_ADDRESS = re.compile(r"(https?://|www\.)\S+$|\S+\.\w+/\S*$")
_BRAND = "brand"  # whose rows are of rivals is for the analyst to say


@dataclass(frozen=True)
class Guess:
    """A canonical column and the label it is likely read from, by its place.

    `formats` are the ways in which its dates can be read, `values` the texts of each canonical value, `unknown` the
    texts that no layout has a word for. `sure`: a known layout uses the very label.
    """

    column: Column
    at: int
    formats: tuple[str, ...] = ()
    values: dict[str, list[str]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class Assigned:
    """A table of a file as a canonical table; `odd` are its rows of totals and remarks, which `plain` is without;
    `rivals` are the tables that its labels would fill as well."""

    sample: Sample
    plain: Sample
    table: Table
    guesses: tuple[Guess, ...]
    odd: tuple[Odd, ...]
    rivals: tuple[str, ...] = ()

    def guess(self, name: str) -> Guess | None:
        """The guess of a canonical column."""
        return next((one for one in self.guesses if one.column.name == name), None)

    @property
    def places(self) -> set[int]:
        """The labels that columns are read from."""
        return {one.at for one in self.guesses}

    @property
    def left(self) -> list[int]:
        """The labels that no column is read from."""
        return [at for at, label in enumerate(self.sample.labels) if label and at not in self.places]

    @property
    def placing(self) -> tuple[str, ...]:
        """The columns that tell a row from others and place it in time."""
        return tuple(dict.fromkeys((*identifying(self.table), *((self.table.when,) if self.table.when else ()))))

    @property
    def period_is_asked(self) -> bool:
        """Whether its figures are of a period that the file does not state, and that the parameters can say."""
        askable = "end" in self.table.key or self.table.name == "audience"
        return askable and not any(map(self.guess, ("date", "start")))

    @property
    def is_identified(self) -> bool:
        """Whether its rows can be told apart and placed in time: by their cells, an id that is made, or a period that
        the parameters say."""
        made = {self.table.key[-1]} if makes_ids(self.table) else set()
        made |= {"post_id"} if self.guess("permalink") else set()
        asked = {"date", "start", "end"} if self.period_is_asked else set()
        named = self.table.name != "ads" or any(map(self.guess, _OF_ADS))
        return named and all(self.guess(name) or name in made | asked for name in self.placing)

    @property
    def figures(self) -> list[str]:
        """The columns that are no key."""
        return [one.column.name for one in self.guesses if one.column.name not in (*self.table.key, self.table.when)]


def makes_ids(table: Table) -> bool:
    """Whether an id can be made of a row where the file has none: each row is one thing that happened."""
    return table.event and table.key[-1].endswith("_id") and "at" not in table.key and table.name != "posts"


def assigned(sample: Sample, vocabulary: Vocabulary, language: str) -> Assigned:
    """The canonical table that most of a sample's labels have a column of, and those columns."""
    odd = odd_rows(sample, vocabulary.totals)
    plain = without(sample, odd)
    known = [
        tuple(text for text in plain.texts(at) if text not in vocabulary.missing) for at in range(len(plain.labels))
    ]
    below = [Texts(texts, language, plain.delimiter) for texts in known]
    made = [
        Assigned(sample, plain, table, tuple(_guesses(plain, below, table, vocabulary)), odd)
        for table in TABLES.values()
    ]
    made.sort(key=_rank, reverse=True)
    best = made[0]
    rivals = tuple(one.table.name for one in made[1:] if _rank(one) == _rank(best))
    return replace(best, rivals=rivals)


def _rank(one: Assigned) -> tuple[bool, bool, int, int]:
    """How well a table fits: its rows have their place and are apart, and it says most of the labels, ids above all."""
    named = ("permalink", *(column.name for column in one.table if column.name.endswith("_id")))
    ids = sum(2 for guess in one.guesses if guess.column.name in named and guess.sure)
    known = len(one.guesses) + ids
    fits = bool(one.figures) and one.is_identified
    return fits, fits and _are_apart(one), known, sum(guess.sure for guess in one.guesses)


def _are_apart(one: Assigned) -> bool:
    """Whether no two rows have the same key, as far as it is known: what has a day twice is no table of days."""
    if one.table.adds_up or makes_ids(one.table):
        return True
    places = [guess.at for guess in one.guesses if guess.column.key or guess.column.name == "permalink"]
    keys = [tuple(cells[at] if at < len(cells) else "" for at in places) for cells in one.plain.records]
    told = [key for key in keys if any(key)]
    return len(set(told)) == len(told)


def _guesses(sample: Sample, below: Sequence[Texts], table: Table, vocabulary: Vocabulary) -> Iterator[Guess]:
    """The columns of one table: those that a label says, then the only one that can be its date."""
    taken: dict[int, set[Kind]] = {}
    found: dict[str, Guess] = {}
    for name, at in _meant(sample, below, table, vocabulary):
        column = table[name]
        # One label may tell a text and the network in it, or an id and an address; a figure is one column's alone.
        shared = {Kind.TEXT, Kind.NETWORK} - taken.get(at, set())
        if name in found or (at in taken and (column.kind not in shared) and name != "permalink"):
            continue
        guess = _fitting(column, at, below[at], sample, table, vocabulary)
        if guess is not None:
            found[name] = guess
            taken.setdefault(at, set()).add(column.kind)
    yield from found.values()
    left = [at for at, label in enumerate(sample.labels) if label and at not in taken]
    if table.when and table.when not in found:
        yield from _only_date(table[table.when], left, below)
    if table.key[-1].endswith("_id") and table.key[-1] not in found:
        named = [at for at in left if set(gist(sample.labels[at]).split()) & _ID_WORDS]
        if len(named) == 1 and below[named[0]].are_ids:
            yield Guess(table[table.key[-1]], named[0], sure=False)


def _only_date(column: Column, left: Sequence[int], below: Sequence[Texts]) -> Iterator[Guess]:
    """The one label left whose cells are dates."""
    dated = [at for at in left if below[at].are_written_dates and (column.kind is Kind.TIME or below[at].are_days)]
    if len(dated) == 1:
        yield Guess(column, dated[0], below[dated[0]].formats, sure=False)


def _meant(sample: Sample, below: Sequence[Texts], table: Table, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """The columns that labels stand for, in this table or else in another, those that most layouts have first; under a
    title, what the title says of the one label that is left."""
    ranked: list[tuple[bool, bool, int, int, str]] = []
    for at, label in enumerate(sample.labels):
        near = not vocabulary.is_exact(label)
        if not label or (near and _PART.search(fold(label))):
            continue
        for (name, column), count in vocabulary.meanings(label).items():
            if name == table.name and column != _BRAND:
                ranked.append((False, near, -count, at, column))
            elif column in table and table[column].kind in (Kind.COUNT, Kind.NET):  # the same figure, of something else
                ranked.append((True, near, -count, at, column))
    said = vocabulary.meanings(sample.title)
    known = {at for *_, at, _ in ranked}
    unknown = (at for at, label in enumerate(sample.labels) if label and at not in known)
    left = [at for at in unknown if not below[at].are_written_dates]
    if len(left) == 1:
        ranked += [(name != table.name, False, 0, left[0], column) for name, column in said if column in table]
    yield from ((column, at) for *_, at, column in sorted(ranked))


def _fitting(
    column: Column, at: int, texts: Texts, sample: Sample, table: Table, vocabulary: Vocabulary
) -> Guess | None:
    """A guess whose column can hold the texts below the label."""
    means = vocabulary.meanings(sample.title) if sample.title else vocabulary.meanings(sample.labels[at])
    sure = (table.name, column.name) in means and vocabulary.is_exact(sample.title or sample.labels[at])
    if column.kind in NUMBERS:
        return Guess(column, at, sure=sure) if texts.are_numbers(column.kind) else None
    if column.kind in _DATED:
        told = bool(texts.formats) and (column.kind is Kind.TIME or texts.are_days)
        return Guess(column, at, texts.formats, sure=sure) if told else None
    if column.name == "permalink" and not all(_ADDRESS.match(text) for text in texts.all):
        return None
    if column.name.endswith("_id") and column.key and not texts.are_ids:
        return None
    known = vocabulary.words.get((table.name, column.name), {})
    if column.kind is Kind.FLAG:
        values, unknown = in_words(texts.all, {**known, "true": "true", "false": "false", "1": "true", "0": "false"})
        return None if unknown else Guess(column, at, values=values, sure=sure)
    if column.name in WORDED and known:
        values, unknown = in_words(texts.all, known)
        return Guess(column, at, values=values, unknown=tuple(unknown), sure=sure) if values else None
    return Guess(column, at, sure=sure)
