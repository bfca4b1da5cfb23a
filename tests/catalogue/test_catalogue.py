"""The catalogue: the shipped KPIs, and those that a workspace adds as files."""

from pathlib import Path

import pytest

from kpitools.catalogue import catalogue
from kpitools.errors import ParametersError, UnknownKpi

MINE = """\
{id}:
  name: {{fr: Le mien, en: Mine}}
  category: interaction
  unit: n
  better: up
  definition: {{fr: d, en: d}}
  sum: posts.likes
"""


def written(folder: Path, kpi_id: str) -> Path:
    (folder / "own.yaml").write_text(MINE.format(id=kpi_id), encoding="utf-8")
    return folder


def test_a_workspace_adds_its_own_after_the_shipped_ones(tmp_path: Path) -> None:
    known = list(catalogue(written(tmp_path, "mine")).kpis)
    assert known == [*catalogue().kpis, "mine"]


def test_a_file_changed_meanwhile_is_read_anew(tmp_path: Path) -> None:
    catalogue(written(tmp_path, "mine"))
    assert "yours" in catalogue(written(tmp_path, "yours")).kpis


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert catalogue(tmp_path / "kpis").kpis == catalogue().kpis


def test_a_shipped_id_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(ParametersError) as caught:
        catalogue(written(tmp_path, "reach"))
    [problem] = caught.value.problems
    assert (problem.id, problem.file) == ("duplicate_kpi", str(tmp_path / "own.yaml"))


@pytest.mark.parametrize(
    "text", ["- a list", "mine: nothing", "mine: {sum: posts.likes}", "a: [", "a: b: c", "\x00", "[" * 5000, "1: {}"]
)
def test_a_file_that_defines_no_kpi_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ParametersError) as caught:
        catalogue(tmp_path)
    assert {problem.file for problem in caught.value.problems} == {str(tmp_path / "own.yaml")}


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UnknownKpi, match="reach"):
        catalogue()["reahc"]
