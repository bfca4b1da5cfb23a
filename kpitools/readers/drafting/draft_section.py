"""One section of a drafted layout, line by line."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from babel.numbers import list_currencies

from kpitools.language import Language, mark
from kpitools.readers.drafting.assign import Assigned, Guess, makes_ids
from kpitools.readers.drafting.guess import NUMBERS
from kpitools.readers.drafting.samples import Sample
from kpitools.readers.schema.vocabulary import Vocabulary
from kpitools.readers.writing.persons import is_harmless
from kpitools.tables import NETWORKS, Kind

_SHOWN = 3  # how many values a line shows of a column that is not read
_WORDS = 12  # how many words are asked for one by one
_FIGURES = 3  # how many columns of figures are required, beside those that place a row
_SURE = 3  # how many columns tell the table by themselves
_TELLING = 3  # so few required columns could be any file's: one of some other labels has to be there as well
_CURRENCY = re.compile(r"\(([A-Z]{3})\)")
# What all rows of a table may be alike without a cell that says it.
_ALIKE = {"audience": ("dimension",), "surveys": ("kind",), "actions": ("goal",), "interactions": ("kind",)}


@dataclass
class Pen:
    """What all lines are written with: the language of the labels, that of the questions, and those asked so far."""

    language: str
    vocabulary: Vocabulary
    words: Language
    several: bool = False
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str, indent: int = 0) -> str:
        """A question as a comment."""
        self.asked.append(question)
        return f"{' ' * indent}# ? {question}"

    def heads(self, sample: Sample, at: int) -> str:
        """The label at a place, by its language."""
        return f"{{{self.language}: {quoted(sample.labels[at])}}}"

    def money(self, sample: Sample, at: int) -> str:
        """The label of an amount: the currency in it is what this file has, and another may have another."""
        label, found = sample.labels[at], _CURRENCY.search(sample.labels[at])
        if found and found[1] in list_currencies():
            label = label.replace(found[0], "({currency})")
        return f"{{{self.language}: {quoted(label)}}}"


def section_lines(one: Assigned, pen: Pen) -> Iterator[str]:
    """The lines of one section."""
    yield f"  - table: {one.table.name}"
    if not one.figures:
        yield pen.ask(pen.words.text("Quelle table ces lignes remplissent-elles ? Rien ne le dit."), 4)
    elif len(one.guesses) < _SURE and not one.rivals:
        yield pen.ask(pen.words.text("Est-ce la bonne table ? Peu de libellés sont connus."), 4)
    elif one.rivals:
        question = mark("Est-ce la bonne table ? Les libellés conviendraient aussi à : {others}.")
        yield pen.ask(pen.words.text(question, others=", ".join(one.rivals)), 4)
    if pen.several and one.sample.sheet:
        yield f"    sheet: {quoted(one.sample.sheet)}"
    if one.sample.title:
        yield f"    titles: [{quoted(one.sample.title)}]"
    yield from _alike(one, pen)
    required = list(dict.fromkeys(name for name in (*one.placing, *one.figures[:_FIGURES]) if one.guess(name)))
    if required:
        yield f"    required: [{', '.join(required)}]"
    if len(required) < _TELLING and one.left:
        labels = (quoted(one.sample.labels[at]) for at in one.left[:_TELLING])
        yield f"    having: {{{pen.language}: [{', '.join(labels)}]}}"
    columns = [*_guessed(one, pen), *_lacking(one, pen)]
    if dropped := _dropped(one):
        reasons = (f"{reason}: {{{name}: {texts}}}" for reason, (name, texts) in dropped.items())
        yield f"    drop: {{{', '.join(reasons)}}}"
    totals = next((odd.says[0] for odd in one.odd if odd.says), None)
    if totals is not None and totals in one.left:
        columns.append(f"      _total: {pen.heads(one.sample, totals)}")
    yield "    columns:" + ("" if any("#" not in line[:8] for line in columns) else " {}")
    yield from columns
    yield from (f"      # {_unread(one.plain, at, pen)}" for at in one.left if at != totals)


def _dropped(one: Assigned) -> dict[str, tuple[str, str]]:
    """The rows to leave out, by reason: the column that tells them, and the texts that it has in them."""
    made: dict[str, tuple[str, str]] = {}
    said = [odd.says for odd in one.odd if odd.says]
    if said:
        name = next((guess.column.name for guess in one.guesses if guess.at == said[0][0]), "_total")
        texts = dict.fromkeys(quoted(text) for at, text in said if at == said[0][0])
        made["total"] = name, f"[{', '.join(texts)}]"
    for odd in one.odd:
        name = _blank_alone(odd.cells, one)
        if not odd.says and name:
            made[odd.reason] = name, "blank"
    return made


def _blank_alone(cells: list[str], one: Assigned) -> str:
    """A column that is blank in a row, and in no row of the table proper."""
    every = len(one.plain.records)
    blank = (guess for guess in one.guesses if guess.at >= len(cells) or not cells[guess.at].strip())
    return next((guess.column.name for guess in blank if len(one.plain.texts(guess.at)) == every), "")


def _alike(one: Assigned, pen: Pen) -> Iterator[str]:
    """What the file is without saying it in a cell: only a person knows."""
    if "network" in one.table.key and one.guess("network") is None:
        question = mark("De quel réseau est-ce ? Ici, ou fichier par fichier dans les paramètres. Choix : {choices}.")
        yield pen.ask(pen.words.text(question, choices=", ".join(NETWORKS)), 4)
        yield "    # set: {network: …}"
    for name in _ALIKE.get(one.table.name, ()):
        if one.guess(name) is None:
            known = sorted(set(pen.vocabulary.words.get((one.table.name, name), {}).values()))
            question = mark("Que vaut « {name} » pour toutes ses lignes, par exemple {known} ?")
            yield pen.ask(pen.words.text(question, name=name, known=", ".join(known) or "…"), 4)
            yield f"    # set: {{{name}: …}}"
    if one.period_is_asked:
        question = mark(
            "Le fichier ne dit pas sa période : les paramètres la diront (covers: [AAAA-MM-JJ, AAAA-MM-JJ])."
        )
        yield pen.ask(pen.words.text(question), 4)


def _guessed(one: Assigned, pen: Pen) -> Iterator[str]:
    order = [column.name for column in one.table]
    for guess in sorted(one.guesses, key=lambda guess: order.index(guess.column.name)):
        label = one_line(one.sample.labels[guess.at])
        if not guess.sure:
            question = mark("« {label} » est-il bien « {name} » ?")
            yield pen.ask(pen.words.text(question, label=label, name=guess.column.name), 6)
        if len(guess.formats) > 1:
            question = mark("« {text} » se lit de plusieurs façons : gardez la bonne.")
            yield pen.ask(pen.words.text(question, text=one_line(one.plain.texts(guess.at)[0])), 6)
        if guess.unknown:
            words = (
                ", ".join(f"« {one_line(word)} »" for word in guess.unknown) if len(guess.unknown) <= _WORDS else "…"
            )
            question = mark("Que valent ces mots de « {label} » : {words} ?")
            yield pen.ask(pen.words.text(question, label=label, words=words), 6)
        # Under a title that says what is counted, the label of the figures says nothing.
        alone = one.sample.title and len(one.sample.labels) == 2 and guess.column.kind in NUMBERS
        written = pen.money if guess.column.kind is Kind.MONEY else pen.heads
        heads = '"*"' if alone else written(one.sample, guess.at)
        said = "".join(f", {part}" for part in _said(guess, one, pen))
        yield f"      {guess.column.name}: " + (f"{{heads: {heads}{said}}}" if said else heads)


def _said(guess: Guess, one: Assigned, pen: Pen) -> Iterator[str]:
    """What is said of a column beside its label."""
    column = guess.column
    if len(guess.formats) > 1:
        yield f"format: [{', '.join(map(quoted, guess.formats))}], one_format: true"
    elif guess.formats:
        yield f"format: {quoted(guess.formats[0])}"
    if guess.values:
        values = (f"{quoted(value)}: [{', '.join(map(quoted, texts))}]" for value, texts in guess.values.items())
        yield f"values: {{{', '.join(values)}}}"
    if guess.unknown and column.name in ("type", "category"):
        yield "otherwise: other"
    if column.kind is Kind.NETWORK:
        yield "source: true"
        if column.key:
            yield "otherwise: other"
    if (one.table.name, column.name) in pen.vocabulary.personal:
        yield "personal: true"
    if makes_ids(one.table) and column.name == one.table.key[-1]:
        yield "made: each row"


def _lacking(one: Assigned, pen: Pen) -> Iterator[str]:
    """The columns that place a row and that no label stands for."""
    for name in one.placing:
        if one.guess(name) or (one.period_is_asked and name in ("date", "start", "end")):
            continue
        if makes_ids(one.table) and name == one.table.key[-1]:
            yield f"      {name}: {{made: each row}}"
        elif name == "post_id" and (link := one.guess("permalink")):
            yield pen.ask(pen.words.text("L'adresse tient lieu d'identifiant : y en a-t-il un autre ?"), 6)
            yield f"      post_id: {pen.heads(one.sample, link.at)}"
        else:
            question = mark("Quel libellé est « {name} » ? Sans lui, ces lignes n'ont pas de place.")
            yield pen.ask(pen.words.text(question, name=name), 6)
            dated = one.table[name].kind in (Kind.DATE, Kind.TIME)
            yield f"      # {name}: {{heads: …{', format: …' if dated else ''}}}"


def _unread(sample: Sample, at: int, pen: Pen) -> str:
    """A label that no column is guessed for, with some of its values where they tell of nobody."""
    shown = [one_line(text) for text in dict.fromkeys(sample.texts(at)) if is_harmless(text)][:_SHOWN]
    values = f" ({', '.join(shown)})" if shown else ""
    return pen.words.text("« {label} »{values} : pas lu.", label=one_line(sample.labels[at]), values=values)


def quoted(text: str) -> str:
    """A text as YAML in double quotes; what can't be seen is written by its number."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else _escaped(ord(letter)) for letter in written)


def _escaped(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def one_line(text: str) -> str:
    """A text within a comment or a message: on one line, and short."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:60]
