"""What the labels of all known layouts mean: the words by which the columns of an unknown file are guessed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kpitools.readers.schema.layout import VALUE, Layout, Section
from kpitools.readers.writing.heads import ANY, Head, fold
from kpitools.tables import NETWORKS

Meaning = tuple[str, str]  # a canonical table, and one of its columns
_NAMES = frozenset(name for name in NETWORKS if len(name) > 2)
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|\{[^}]*\}")


def gist(label: str) -> str:
    """A label's words without a network's name, what stands in brackets and their order, as they are compared."""
    words = re.findall(r"[^\W_]+", _ASIDE.sub(" ", fold(label)))
    return " ".join(sorted(word for word in words if word not in _NAMES))


@dataclass
class Vocabulary:
    """The labels, titles and words of layouts.

    `labels` and `titles` say what a folded label, or the title of a table of one figure, means, and in how many
    layouts; `gists` the same of labels without brackets and order. `words` are the texts that stand for a canonical
    value, by column. `totals` are what rows of totals are called, `missing` the texts that mean unknown. `personal` are
    the columns that say who someone is.
    """

    labels: dict[str, Counter[Meaning]] = field(default_factory=dict)
    gists: dict[str, Counter[Meaning]] = field(default_factory=dict)
    titles: dict[str, Counter[Meaning]] = field(default_factory=dict)
    words: dict[Meaning, dict[str, str]] = field(default_factory=dict)
    spoken: dict[str, set[str]] = field(default_factory=dict)
    totals: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    personal: set[Meaning] = field(default_factory=set)

    @classmethod
    def of(cls, layouts: Sequence[Layout]) -> "Vocabulary":
        """The vocabulary of layouts; what they call of no use says nothing."""
        made = cls()
        for layout in layouts:
            made.missing |= {text for text in layout.missing if not any(map(str.isalnum, text)) or len(text) < 10}
            for section in layout.sections if layout.unusable is None else ():
                made._learn(section, next(iter(layout.languages)) if len(layout.languages) == 1 else None)
        return made

    def meanings(self, label: str) -> Counter[Meaning]:
        """What a label or a title means: as it stands, else without what is in brackets and the order of its words."""
        folded = fold(label)
        return self.titles.get(folded) or self.labels.get(folded) or self.gists.get(gist(label)) or Counter()

    def is_exact(self, label: str) -> bool:
        """Whether a label or a title is one of a known layout as it stands."""
        return fold(label) in self.labels or fold(label) in self.titles

    def knows(self, label: str) -> bool:
        """Whether a label, or a table's title, is one of a known layout."""
        return bool(self.meanings(label))

    def language(self, labels: Sequence[str]) -> str | None:
        """The language that most of some labels are of alone; None where nothing tells it."""
        counted = Counter(
            code for label in labels if len(codes := self.spoken.get(fold(label), ())) == 1 for code in codes
        )
        return counted.most_common(1)[0][0] if counted else None

    def _learn(self, section: Section, only: str | None) -> None:
        """The words of a section; `only`: the one language of its layout."""
        for name in section.kept:
            column, meaning = section.columns[name], (section.canonical.name, name)
            titled = column.takes_any or column.heads == (VALUE,)
            # What is cut out of a cell, or reckoned with another, is not what the label says.
            if not (column.of or column.described or column.minus or column.plus or column.extract):
                for head in section.titles if titled else _told(column.heads):
                    _count(self.titles if titled else self.labels, fold(head.text), meaning)
                    _count(self.gists, gist(head.text), meaning)
                    if code := head.language or only:
                        self.spoken.setdefault(head.folded, set()).add(code)
            for value, texts in column.values.items():
                self.words.setdefault(meaning, {}).update({fold(text): value for text in texts})
            if column.personal:
                self.personal.add(meaning)
        for wanted in (one for where in section.drop.get("total", ()) for one in where.values()):
            self.totals |= {fold(text) for text in wanted} if isinstance(wanted, tuple) else set()


def _told(heads: Sequence[Head]) -> Iterator[Head]:
    return (head for head in heads if head != ANY)


def _count(known: dict[str, Counter[Meaning]], label: str, meaning: Meaning) -> None:
    if label:
        known.setdefault(label, Counter())[meaning] += 1
