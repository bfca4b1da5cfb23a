"""The parameter file that `kpitools new` writes."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.errors import ParametersError
from kpitools.params import Parameters, load
from kpitools.params.draft import DraftEntry, DraftHint, draft

HERE = [DraftEntry(".")]


def loaded(folder: Path, text: str) -> Parameters:
    (folder / "acme.yaml").write_text(text, encoding="utf-8")
    return load(folder / "acme.yaml")


def test_it_is_valid_as_it_stands(tmp_path: Path) -> None:
    parameters = loaded(tmp_path, draft("acme", "Acme", HERE))
    assert (parameters.client.id, parameters.client.name) == ("acme", "Acme")


def test_it_is_valid_with_every_setting_uncommented(tmp_path: Path) -> None:
    (tmp_path / "_agence.yaml").write_text("client: {language: fr}\n")
    text = re.sub(r"(?m)^#(?! |$)|^#(?=  )", "", draft("acme", "Acme", HERE))
    parameters = loaded(tmp_path, text)
    unset = {name for name in Parameters.model_fields if name not in parameters.model_fields_set}
    assert unset == set(), "every main key is explained"


def test_hints_known_and_left_open(tmp_path: Path) -> None:
    (tmp_path / "Reach (1).csv").write_text("x")
    known, unsaid = DraftHint("network", "facebook", "à vérifier"), DraftHint("date", None, "le jour de l'export")
    text = draft("acme", "Acme", [*HERE, DraftEntry("Reach (1).csv", [known, unsaid])])
    entry = loaded(tmp_path, text).data[1]
    assert (entry.path, entry.network, entry.date) == ("Reach (1).csv", "facebook", None)
    assert "    # À compléter : date: …   # le jour de l'export" in text


def test_an_id_or_a_name_that_will_not_do() -> None:
    for new_id, name in (("../acme", "Acme"), ("acme", "Ac\nme"), ("acme", " ")):
        with pytest.raises(ParametersError):
            draft(new_id, name, HERE)


@settings(max_examples=80, deadline=None)
@given(name=st.text(min_size=1, max_size=30))
def test_any_name_is_read_back_as_it_was(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    try:
        text = draft("acme", name, HERE)
    except ParametersError:
        return
    assert loaded(folder, text).client.name == name.strip()
