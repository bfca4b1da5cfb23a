"""Where editions lie."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitools.editions.place import Place
from kpitools.errors import WorkspaceError
from kpitools.kpis.values import Period

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
FORTNIGHT = Period(dt.date(2026, 10, 5), dt.date(2026, 10, 18))


def test_a_month_and_a_range_have_their_folders() -> None:
    assert Place(Path("output"), "acme", OCTOBER).folder == Path("output/2026-10/acme")
    assert Place(Path("output"), "acme", FORTNIGHT).folder == Path("output/2026-10-05_2026-10-18/acme")


@pytest.mark.parametrize("client", ["../acme", "a/b", "", ".", "..", ".acme", "a\\b", "a\x00", "acme.new", "C:acme"])
def test_an_id_that_climbs_or_hides_is_refused(client: str) -> None:
    with pytest.raises(WorkspaceError, match="ne peut pas nommer un dossier"):
        Place(Path("output"), client, OCTOBER)


@given(st.text())
def test_an_edition_never_leaves_its_month(client: str) -> None:
    try:
        place = Place(Path("/w/output"), client, OCTOBER)
    except WorkspaceError:
        return
    paths = [place.folder, place.staging, place.retired, place.lock]
    assert all(path.parent == Path("/w/output/2026-10") for path in paths)
    assert len({path.name for path in paths}) == 4
