"""A layout drafted for a file that none knows: what its heads and values tell is written, what they don't is asked."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kpitools.errors import AmbiguousExport, UnknownExport, UnreadableExport
from kpitools.language import Language, mark
from kpitools.problems import Problem
from kpitools.readers.drafting.assign import Assigned, assigned
from kpitools.readers.drafting.draft_section import Pen, one_line, quoted, section_lines
from kpitools.readers.drafting.guess import NUMBERS, number_styles
from kpitools.readers.drafting.samples import samples
from kpitools.readers.files import remedies
from kpitools.readers.files.source import Source, open_source
from kpitools.readers.matching.recognise import recognise
from kpitools.readers.schema.layout import Layout
from kpitools.readers.schema.vocabulary import Vocabulary
from kpitools.readers.writing import dates
from kpitools.tables import Kind


@dataclass(frozen=True)
class Draft:
    """The text of a layout file, and what is left to be said in it."""

    text: str
    questions: tuple[str, ...]


def draft(path: Path, layout_id: str, layouts: Sequence[Layout], words: Language) -> Draft:
    """A layout of a file, valid as it stands; its questions are comments in the language of `words`.

    Raises AmbiguousExport where a layout knows the file already, UnreadableExport where it is no table.
    """
    source = open_source(path)
    _refuse_known(source, layouts)
    vocabulary = Vocabulary.of(layouts)
    found = samples(source, vocabulary.knows)
    if not found:
        text = mark("Aucune ligne de libellés n'a été trouvée au début de ce fichier.")
        raise UnreadableExport(Problem("no_labels", text, remedy=remedies.AS_TABLE, file=path.name))
    language = vocabulary.language([label for sample in found for label in sample.labels])
    pen = Pen(language or words.code, vocabulary, words, several=len(found) > 1)
    sections = [assigned(sample, vocabulary, pen.language) for sample in found]
    understood = [one for one in sections if one.figures] or sections[:1]
    lines = [
        "# " + words.text("Brouillon écrit par « kpitools layout new » d'après {file}.", file=one_line(path.name)),
        "# " + words.text("« # ? » marque ce qu'il reste à dire ; « kpitools layout try » montre ce qui est lu."),
        f"id: {layout_id}",
        "version: 1",
        f"platform: {layout_id}",
        f"title: {{fr: {quoted(layout_id)}, en: {quoted(layout_id)}}}",
        *_languages(understood, pen, sure=language is not None),
        *_signs(understood, pen),
        *_zone(understood, pen),
        *(["stacked: true"] if any(one.sample.stacked for one in sections) else []),
        "sections:",
        *(line for section in understood for line in section_lines(section, pen)),
        *(line for section in sections if section not in understood for line in _unknown(section, pen)),
    ]
    return Draft("\n".join([*lines, ""]), tuple(pen.asked))


def _refuse_known(source: Source, layouts: Sequence[Layout]) -> None:
    if source.is_parquet:
        text = mark("Un fichier Parquet n'a pas de mise en page : ses colonnes sont celles d'une table canonique.")
        raise UnreadableExport(Problem("parquet", text, file=source.path.name))
    with suppress(UnknownExport):
        known = recognise(source, layouts).layout
        text = mark("Ce fichier est déjà lu par la mise en page « {id} ».")
        remedy = mark(
            "« kpitools layout try {id} {file} » montre ce qu'elle lit. Pour la changer, copiez son fichier dans "
            "params/layouts : de deux mises en page du même id, celle de l'espace de travail l'emporte."
        )
        values = {"id": known.id, "file": source.path.name}
        raise AmbiguousExport(Problem("known_layout", text, values, remedy=remedy, file=source.path.name))


def _unknown(one: Assigned, pen: Pen) -> Iterator[str]:
    """A table of which no figure is understood, beside others that are."""
    name = one.sample.title or one.sample.sheet or ", ".join(filter(None, one.sample.labels))
    question = mark("La table « {name} » n'est pas lue : aucun de ses libellés n'est connu. En faut-il une section ?")
    yield pen.ask(pen.words.text(question, name=one_line(name)), 2)


def _languages(sections: Sequence[Assigned], pen: Pen, *, sure: bool) -> Iterator[str]:
    if not sure:
        question = mark("En quelle langue sont les libellés ? « {code} » est supposé.")
        yield pen.ask(pen.words.text(question, code=pen.language))
    years = sorted(at.year for at in _dates(sections, pen.language))
    seen = f", years: [{years[0]}, {years[-1]}]" if years else ""
    yield f"languages: {{{pen.language}: {{verified: real file{seen}}}}}"


def _dates(sections: Sequence[Assigned], language: str) -> Iterator[dt.datetime]:
    """The dates of a file's first rows that can be read in one way alone."""
    for one in sections:
        for guess in one.guesses:
            if len(guess.formats) == 1 and guess.formats[0] != dates.DAY_MONTH:
                read = dates.parser(guess.formats, (language, "en"))
                for text in one.sample.texts(guess.at):
                    with suppress(ValueError, OverflowError):
                        yield read(text)


def _signs(sections: Sequence[Assigned], pen: Pen) -> Iterator[str]:
    """How numbers are punctuated, and which texts mean unknown, where that is not as everywhere."""
    missing = pen.vocabulary.missing
    if found := sorted({text for one in sections for at in one.places for text in one.sample.texts(at)} & missing):
        yield f"missing: [{', '.join(map(quoted, found))}]"
    written = [
        (guess.column.kind, [text for text in one.plain.texts(guess.at) if text not in missing])
        for one in sections
        for guess in one.guesses
        if guess.column.kind in NUMBERS
    ]
    delimiter = sections[0].sample.delimiter
    styles = number_styles(written, delimiter)
    if len(styles) == 1:
        decimal, thousands = styles[0]
        if decimal != ".":
            yield f"decimal: {quoted(decimal)}"
        if thousands:
            yield f"thousands: {quoted(thousands)}"
        return
    every = (text for kind, texts in written for text in texts if len(number_styles([(kind, [text])], delimiter)) > 1)
    doubtful = next(every, "")
    question = mark("Comment se lit « {text} » ? Dites le signe décimal et celui des milliers.")
    yield pen.ask(pen.words.text(question, text=one_line(doubtful)))
    yield '# decimal: ","'
    yield '# thousands: "."'


def _zone(sections: Sequence[Assigned], pen: Pen) -> Iterator[str]:
    if any(guess.column.kind is Kind.TIME for one in sections for guess in one.guesses):
        yield pen.ask(pen.words.text("De quel fuseau sont ses heures ? Sans cette ligne, de celui du client."))
        yield "# time_zone: UTC"
