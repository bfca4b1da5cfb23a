"""Settings that are refused until a room honours them."""

from pathlib import Path

import pytest

from kpitools.params import dormant, load, unsupported
from kpitools.params.vocabulary import SECTIONS
from kpitools.problems import Severity


def refused(folder: Path, settings: str, command: str = "render") -> list[tuple[str, int | None]]:
    path = folder / "acme.yaml"
    path.write_text(f"client: {{id: acme, name: Acme}}\ndata: [{{path: .}}]\n{settings}\n")
    problems = unsupported(load(path, known_kpis={"reach"}), command)
    return [(str(problem.values["setting"]), problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("", []),
        ("mail: {to: [a@example.org], approval: required}", []),
        ("mail:\n  recipients:\n    - {to: a@example.org, password: env:PDF}", [("mail.recipients.password", 5)]),
        ("report:\n  sections:\n    - essentiel\n    - corrections", [("report.sections: corrections", 6)]),
        ("report: {outputs: [html, xlsx]}", []),
        ("report:\n  findings: {churn: off, slow_answers: {hours: 8}}", []),
        ("definitions: metricool\ncompare_definitions: [hoppa]", []),
    ],
)
def test_what_render_refuses(tmp_path: Path, settings: str, expected: list[tuple[str, int]]) -> None:
    assert refused(tmp_path, settings) == expected


def test_compute_minds_only_what_changes_values(tmp_path: Path) -> None:
    settings = "report: {findings: {churn: off}, sections: [corrections]}"
    assert refused(tmp_path, settings) and refused(tmp_path, settings, "compute") == []


def test_no_list_of_sections_asks_for_nothing_unbuilt(tmp_path: Path) -> None:
    assert refused(tmp_path, "report: {template: agence}") == []
    assert refused(tmp_path, f"report: {{sections: [{', '.join(SECTIONS)}]}}") != []


def test_settings_that_nothing_reads_yet_are_noted_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "acme.yaml"
    text = "client: {id: acme, name: Acme}\ndata: [{path: .}]\nbudget: {monthly: 1500}\ncompetitors: [Rival]\n"
    path.write_text(text, encoding="utf-8")
    notes = dormant(load(path))
    assert [(note.values["setting"], note.line) for note in notes] == [("budget", 3), ("competitors", 4)]
    assert all(note.severity is Severity.NOTE for note in notes)
