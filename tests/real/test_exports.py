"""Every real export: recognised as what it is, and its figures as another way of counting finds them."""

import pytest

from tests.real.exports_table import expected, outcome

SAID = expected()


def test_every_file_is_in_the_table(shared):
    folder = shared / "exports"
    files = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"
    }
    assert files == set(SAID)


@pytest.mark.parametrize("file", SAID)
def test_what_is_read_is_what_is_counted(shared, file):
    said = SAID[file]
    made = outcome(file, said, shared / "exports")
    if "refused" in said:
        assert made.problem == said["refused"]
        return
    assert made.kind == said["kind"], made.why
    if said.get("unusable"):
        assert (made.problem, made.tables) == ("unusable", set())
        return
    assert made.tables == {one.table for one in made.figures}
    assert [one for one in made.figures if not one.agrees] == []
