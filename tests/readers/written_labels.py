"""Which labels an export that is written from a layout has, and which columns read them."""

from hypothesis import strategies as st

from kpitools.readers.schema.layout import Layout, Section
from kpitools.readers.writing.heads import fold
from kpitools.tables import Kind

ZONE, CURRENCY = "America/New_York", "EUR"


def formats(section: Section, name: str) -> list[str]:
    """The ways in which a column's dates are written: days alone in a column of days; where the whole column decides
    how it is read, only those that one date decides."""
    column = section.columns[name]
    days = not name.startswith("_") and section.canonical[name].kind is Kind.DATE
    sure = [one for one in column.format if not column.one_format or "/" not in one]
    return ["YYYY-MM-DD" if one == "iso" and days else one for one in sure or column.format]


def languages(layout: Layout, section: Section) -> list[str]:
    """The languages in which all that a section requires has a label."""

    def speaks(code: str) -> bool:
        heads = [section.columns[name].heads for name in section.required if section.columns[name].heads]
        titled = not section.titles or any(head.language in (None, code) for head in section.titles)
        return titled and all(any(head.language in (None, code) for head in one) for one in heads)

    return [code for code in layout.languages if speaks(code)] or ["en"]


def filled(text: str) -> str:
    return text.replace("{currency}", CURRENCY).replace("{zone}", ZONE)


def readers_of(section: Section, label: str) -> list[str]:
    """The columns that read a label of the file."""
    return [
        name
        for name, column in section.columns.items()
        if any(fold(filled(head.text)) == fold(label) for head in column.heads) or (column.takes_any and label == "Any")
    ]


def drawn_labels(draw: st.DrawFn, section: Section, language: str) -> list[str]:
    """The labels of the file: one for each column that is required, one for some of the others."""
    made: list[str] = []
    # Nothing but keys is no table, and one label alone is a title.
    figures = sorted(name for name in section.kept if name not in section.canonical.key)
    spoken = [one for one in figures if any(head.language in (None, language) for head in section.columns[one].heads)]
    least = draw(st.sampled_from(spoken))
    order = sorted(section.columns, key=lambda name: name not in section.required)
    for name in order:
        needed = name in section.required or name == least
        if section.columns[name].heads and (needed or draw(st.booleans())):
            made += _labels_of(draw, section, name, language, made)
    if section.having and not any(fold(label) in {head.folded for head in section.having} for label in made):
        made.append(next(head.text for head in section.having if head.language in (None, language)))
    return made if len(made) > 1 else [*made, "Whatever"]


def _labels_of(draw: st.DrawFn, section: Section, name: str, language: str, made: list[str]) -> list[str]:
    """A label for a column, and those of what is added or taken off; none where a column would read two labels."""
    column = section.columns[name]
    taken = {one for label in made for one in readers_of(section, label)}
    if name in taken:
        return []
    spoken = [filled(head.text) for head in column.heads if head.language in (None, language)]
    choices = ["Any"] if column.takes_any else [label for label in spoken if _is_apart(section, label, taken)]
    if not choices and name in section.required:
        choices = spoken
    if not choices:
        return []
    label = draw(st.sampled_from(choices))
    beside = [head.text for head in column.plus if head.language in (None, language)]
    off = [head.text for head in column.minus if head.language in (None, language)]
    if off and not set(off) & set(made):
        free = [one for one in off if _is_apart(section, one, taken | set(readers_of(section, label)))]
        if not free:
            return []
        beside += free[:1]
    return [label, *(one for one in beside if one not in made)]


def _is_apart(section: Section, label: str, taken: set[str]) -> bool:
    """Whether a label may stand in the file: no column that has one reads it, nor does it tell another table."""
    told = any(head.folded == fold(label) for head in section.without)
    return not told and not any(name in taken for name in readers_of(section, label))
