"""The analyst's comment on a month."""

import datetime as dt
from pathlib import Path

import pytest

from kpitools.errors import ParametersError
from kpitools.params import commentary_for, load

OCTOBER, SEPTEMBER = dt.date(2026, 10, 15), dt.date(2026, 9, 1)


def comment(folder: Path, commentary: str, month: dt.date) -> str | None:
    path = folder / "acme.yaml"
    path.write_text(f"client: {{id: acme, name: Acme}}\ndata: [{{path: .}}]\n{commentary}\n")
    return commentary_for(load(path, known_kpis=()), month)


def test_in_the_parameters(tmp_path: Path) -> None:
    text = "commentary:\n  2026-10: |\n    Un **bon** mois.\n\n    Deux lignes.\n"
    assert comment(tmp_path, text, OCTOBER) == "Un **bon** mois.\n\nDeux lignes."
    assert comment(tmp_path, text, SEPTEMBER) is None


def test_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "2026-10.md").write_bytes("\ufeffÉté calme.\n".encode())
    assert comment(tmp_path, "commentary: notes", OCTOBER) == "Été calme."
    assert comment(tmp_path, "commentary: notes", SEPTEMBER) is None


def test_nowhere(tmp_path: Path) -> None:
    assert comment(tmp_path, "", OCTOBER) is None


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "2026-10.md").write_bytes("Été".encode("latin-1"))
    with pytest.raises(ParametersError) as raised:
        comment(tmp_path, "commentary: notes", OCTOBER)
    assert str(raised.value).startswith(str(tmp_path / "notes" / "2026-10.md"))
