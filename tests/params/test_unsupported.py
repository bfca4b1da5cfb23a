"""Settings that are refused until a room honours them."""

from pathlib import Path

import pytest

from kpitools.params import load, unsupported
from kpitools.params.vocabulary import SECTIONS


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
        ("report:\n  sections:\n    - essentiel\n    - corrections", []),
        ("report: {outputs: [html, xlsx]}", []),
        ("report:\n  findings: {churn: off, slow_answers: {hours: 8}}", []),
        ("definitions: metricool\ncompare_definitions: [hoppa]", []),
    ],
)
def test_what_render_refuses(tmp_path: Path, settings: str, expected: list[tuple[str, int]]) -> None:
    assert refused(tmp_path, settings) == expected


def test_every_section_can_be_asked_for(tmp_path: Path) -> None:
    assert refused(tmp_path, f"report: {{sections: [{', '.join(SECTIONS)}]}}") == []
