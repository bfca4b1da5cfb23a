"""The table that sets the client beside its competitors."""

from pathlib import Path

from kpitools.kpis.rivals import Activity, Standing
from kpitools.report import rivals
from kpitools.report.sections import SECTIONS
from tests.report.fakes import FakeEvaluation, context

FOUND = (
    Standing("", 31, 12000, Activity(31, 31, 6200), Activity(30, 30, 4500), None),
    Standing("Grand", 31, None, Activity(8, 8, 2400), Activity(2, 2, 100), None),
)


def test_one_row_a_brand_and_no_column_of_unknowns(tmp_path: Path) -> None:
    here = context(tmp_path, FakeEvaluation(standings=FOUND))
    table = rivals.table(here)
    assert table is not None
    assert [column.head for column in table.columns] == [
        "Marque", "Abonnés", "Publications par jour", "Réactions par publication", "Évolution", "Réactions par jour",
    ]  # fmt: skip
    cells = [(row.name, tuple(str(cell).replace("\u202f", " ") for cell in row.cells), row.kind) for row in table.rows]
    assert cells == [
        (here.parameters.client.name, ("12 000", "1,0", "200", "+33 %", "200"), "total"),
        ("Grand", ("n.d.", "0,3", "300", "n.d.", "77"), ""),
    ]


def test_competitors_make_the_section_whether_the_brand_is_spoken_of_or_not(tmp_path: Path) -> None:
    blank = FakeEvaluation(networks=(), blank=True, standings=FOUND)
    page = SECTIONS["influence"].make(context(tmp_path, blank))
    assert not page.absent and "Face aux concurrents suivis" in page.html
    assert SECTIONS["influence"].make(context(tmp_path, FakeEvaluation(networks=(), blank=True))).absent
    assert rivals.table(context(tmp_path)) is None
