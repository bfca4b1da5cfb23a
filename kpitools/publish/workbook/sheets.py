"""The sheets of `report.xlsx`, one function each."""

from collections.abc import Iterator, Sequence

from kpitools.catalogue import Catalogue
from kpitools.catalogue import definition as profiles
from kpitools.catalogue.glossary import entry
from kpitools.charts.chart import Chart
from kpitools.kpis.evaluation import Evaluation
from kpitools.kpis.figures import ALL
from kpitools.kpis.proof_rows import add_up, rows_behind, sums
from kpitools.kpis.values import Number, ProofRow, Rows, Value
from kpitools.publish.workbook.sheet import Amount, Book, Cell, Column
from kpitools.report import wording
from kpitools.report.asked import kinds
from kpitools.report.context import Context

Line = Sequence[Cell | Amount]
MOST_ROWS = 500_000  # half of what a sheet holds


def values(book: Book, context: Context, every: Sequence[Value]) -> None:
    """Every value with its change, target, basis and coverage; KPIs that are tables follow on a sheet of their own."""
    text = book.words.text
    columns = (
        Column(text("Indicateur"), 40), Column("id", 24), Column(text("Réseau"), 12), Column(text("Valeur"), 14),
        Column(text("Unité"), 7), Column(text("Période précédente"), 14), Column(text("Évolution"), 11, "%"),
        Column(text("Points"), 9, "ratio"), Column(text("Un an avant"), 14), Column(text("Cible"), 14),
        Column(text("Résultat"), 13), Column(text("Signal"), 24), Column(text("Base"), 34),
        Column(text("Définition"), 18), Column(text("Couverture"), 11, "%"), Column(text("Pourquoi inconnu"), 60),
    )  # fmt: skip
    numbers = [value for value in every if not context.evaluation.kpi(value.kpi).is_table]
    note = text("Valeurs à pleine précision. Une cellule vide est une valeur inconnue, jamais un zéro.")
    book.table(text("Valeurs"), note, columns, [_value(context, value) for value in numbers])
    _lists(book, context, [value for value in every if isinstance(value.value, list) and value.value])


def _value(context: Context, value: Value) -> Line:
    language = context.language

    def amount(number: Number | Rows | None) -> Amount:
        return Amount(None if isinstance(number, list) else number, value.unit)

    return (
        _name(context, value), value.kpi, wording.scope_name(language, value.scope), amount(value.value), value.unit,
        amount(value.previous), value.change, value.change_points, amount(value.year_ago), amount(value.target),
        language.text(wording.STATUSES[value.target_status]) if value.target_status else None,
        language.text(wording.SIGNALS[value.signal]) if value.signal else None,
        wording.basis(language, value), value.definition,
        None if value.coverage is None else value.coverage * 100,
        value.reason.message(language) if value.reason else None,
    )  # fmt: skip


def _name(context: Context, value: Value) -> str:
    return wording.kpi_name(context, value.kpi, value.scope)


def _lists(book: Book, context: Context, tables: Sequence[Value]) -> None:
    """KPIs whose value is a list, one under the other."""
    text = book.words.text
    blocks = []
    for value in tables:
        assert isinstance(value.value, list)
        heads = list(value.value[0])
        title = wording.scoped_name(context, value.kpi, value.scope)
        rows = [[_plain(row.get(head)) for head in heads] for row in value.value]
        blocks.append((title, "", [Column(head, 16) for head in heads], rows))
    if blocks:
        book.blocks(text("Listes"), text("Les indicateurs dont la valeur est une liste."), blocks)


def _plain(cell: object) -> Cell:
    return cell if isinstance(cell, str | int | float) or cell is None else str(cell)


def definitions(book: Book, context: Context, every: Sequence[Value]) -> None:
    """The engagement rate by every definition that the parameters compare it with."""
    text = book.words.text
    rows: list[Line] = [
        (
            wording.scope_name(book.words, value.scope), one.definition, profiles.definitions()[one.definition].name,
            one.value, one.numerator, one.denominator, profiles.definitions()[one.definition].formula(book.words),
            one.reason.message(book.words) if one.reason else None,
        )
        for value in every
        for one in value.alternatives
    ]  # fmt: skip
    if not rows:
        return
    columns = (
        Column(text("Réseau"), 12), Column("id", 22), Column(text("Définition"), 28), Column(text("Valeur"), 12, "%"),
        Column(text("Numérateur"), 14), Column(text("Dénominateur"), 14), Column(text("Formule"), 60),
        Column(text("Pourquoi inconnu"), 60),
    )  # fmt: skip
    note = text("Le taux d'engagement tel que d'autres outils l'auraient affiché.")
    book.table(text("Définitions"), note, columns, rows)


def proofs(book: Book, context: Context, every: Sequence[Value]) -> None:
    """How each known value was made: formula, numerator, denominator, and the rows that each file gave."""
    text = book.words.text
    columns = (
        Column(text("Indicateur"), 40), Column("id", 24), Column(text("Réseau"), 12), Column(text("Valeur"), 14),
        Column(text("Formule"), 50), Column(text("Numérateur"), 14), Column(text("Dénominateur"), 14),
        Column(text("Lignes"), 9, "n"), Column(text("Fichier"), 44), Column(text("Lignes du fichier"), 9, "n"),
        Column("sha256", 60),
    )  # fmt: skip
    note = text("Une ligne par valeur et par fichier qui lui a donné des chiffres.")
    rows = [line for value in every if value.value is not None for line in _proof(context, value)]
    book.table(text("Preuves"), note, columns, rows)


def _proof(context: Context, value: Value) -> Iterator[Line]:
    proof = value.proof
    number = None if isinstance(value.value, list) else value.value
    start: tuple[Cell | Amount, ...] = (
        _name(context, value), value.kpi, wording.scope_name(context.language, value.scope),
        Amount(number, value.unit), proof.formula, proof.numerator, proof.denominator, proof.rows,
    )  # fmt: skip
    for source in proof.sources:
        yield (*start, source.file, source.rows, source.sha256)
    if not proof.sources:
        yield (*start, None, None, None)


def rows(book: Book, evaluation: Evaluation, context: Context, every: Sequence[Value]) -> None:
    """The canonical rows behind each value of all networks, with their sum, which is the value's."""
    text = book.words.text
    columns = (
        Column(text("Indicateur"), 40), Column("id", 24), Column(text("Partie"), 20), Column(text("Table"), 18),
        Column(text("Réseau"), 12), Column(text("Compte"), 20), Column(text("Clé"), 36), Column(text("Numérateur"), 14),
        Column(text("Dénominateur"), 14), Column(text("Fichier"), 44), Column(text("Feuille"), 24),
        Column(text("Ligne"), 9, "n"),
    )  # fmt: skip
    lines: list[Line] = []
    for value in every:
        if value.scope == ALL and value.value is not None and len(lines) < MOST_ROWS:
            lines += _rows_of(context, value, rows_behind(evaluation, value.kpi))
    note = text("Les lignes derrière chaque valeur de l'ensemble ; leur somme est le numérateur, et le dénominateur.")
    book.table(text("Lignes"), note, columns, lines)


def _rows_of(context: Context, value: Value, found: Sequence[ProofRow]) -> Iterator[Line]:
    name, text = _name(context, value), context.language.text
    for row in found:
        above, below = (None, row.of) if row.side == "denominator" else (row.of, row.by)
        file, number, sheet = row.places[0] if row.places else (None, None, None)
        yield (
            name, value.kpi, row.part if row.part != value.kpi else None, row.table,
            wording.network(context.language, row.network) if row.network else None, row.account or None,
            row.what or None, above, below, file, sheet or None, number,
        )  # fmt: skip
    if add_up(value.proof, found):
        above, below = sums(found)
        yield (name, value.kpi, text("Somme"), *[None] * 4, above, below or None, *[None] * 3)
    elif found:
        told = text("Lignes lues ; la formule n'en fait pas une simple somme.")
        yield (name, value.kpi, told, *[None] * 4, value.proof.numerator, value.proof.denominator, *[None] * 3)


def charts(book: Book, context: Context) -> None:
    """The tables behind the charts of the report, section by section."""
    blocks = [
        (chart.words.title, chart.words.subtitle, _columns(chart), _rows(chart))
        for kind in kinds(context)
        if not kind.absent(context)
        for chart in kind.charts(context)
    ]
    text = book.words.text
    if blocks:
        book.blocks(text("Graphiques"), text("Les chiffres derrière chaque graphique du rapport."), blocks)


def _columns(chart: Chart) -> list[Column]:
    first, *others = chart.figures.head
    return [Column(first, 30), *(Column(head, 16) for head in others)]


def _rows(chart: Chart) -> list[Line]:
    """The numbers where the chart has them, else what it says in words."""
    figures = chart.figures
    if not figures.numbers:
        return list(figures.rows)
    return [
        (row[0], *(Amount(number, figures.unit) for number in numbers))
        for row, numbers in zip(figures.rows, figures.numbers, strict=True)
    ]


def glossary(book: Book, catalogue: Catalogue, every: Sequence[Value]) -> None:
    """What each KPI with a value means."""
    text = book.words.text
    known = dict.fromkeys(value.kpi for value in every if value.value is not None)
    made = [entry(catalogue, catalogue[kpi], book.words) for kpi in known]
    columns = (
        Column(text("Indicateur"), 40), Column("id", 24), Column(text("Ce qu'il mesure"), 60),
        Column(text("Formule"), 50), Column(text("Piège"), 50), Column(text("Source"), 30),
    )  # fmt: skip
    rows = [(one.name, one.id, one.definition, one.formula, one.pitfall, one.source) for one in made]
    book.table(text("Glossaire"), text("Ce que veut dire chaque indicateur."), columns, rows)
