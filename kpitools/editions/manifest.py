"""What an edition says of itself: `manifest.json`."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpitools.kpis.values import Period
from kpitools.language import Language
from kpitools.problems import Problem, Severity

NAME = "manifest.json"
COMPLETE, RESERVED = "complete", "reservations"


@dataclass(frozen=True)
class Input:
    """A file that the edition was made from: its name as the user knows it, and its content's hash."""

    file: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The facts of one edition.

    `outputs` maps each file of the edition to its SHA-256; `fingerprint` stands for everything that went in: the same
    fingerprint would give the same edition; `parts` are the hashes it is made of, by name; `durations` are seconds by
    step; `pages` are the main PDF's.
    """

    client: str
    period: Period
    languages: tuple[str, ...]
    created: dt.datetime
    fingerprint: str
    notebook: str
    template: str
    parameters_sha256: str
    parts: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    durations: Mapping[str, float] = field(default_factory=dict)
    pages: int | None = None
    outputs: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> str:
        """`complete`, or `reservations` where a person must look before the edition is mailed."""
        grave = (Severity.ERROR, Severity.RESERVATION)
        return RESERVED if any(problem.severity in grave for problem in self.problems) else COMPLETE

    def to_json(self, words: Language) -> str:
        """The text of `manifest.json`, its problems in words."""
        told = [told_problem(problem, words) for problem in self.problems]
        graver = (Severity.ERROR.value, Severity.RESERVATION.value)
        content = {
            "status": self.status,
            "client": self.client,
            "period": {"start": self.period.start.isoformat(), "end": self.period.end.isoformat()},
            "languages": list(self.languages),
            "created": self.created.isoformat(),
            "fingerprint": self.fingerprint,
            "parts": dict(self.parts),
            "notebook": self.notebook,
            "template": self.template,
            "parameters": {"sha256": self.parameters_sha256},
            "inputs": [{"file": one.file, "sha256": one.sha256} for one in self.inputs],
            "versions": dict(self.versions),
            "durations": {step: round(seconds, 3) for step, seconds in self.durations.items()},
            "pages": self.pages,
            "outputs": dict(self.outputs),
            "reservations": [problem for problem in told if problem["severity"] in graver],
            "warnings": [problem for problem in told if problem["severity"] not in graver],
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def told_problem(problem: Problem, words: Language) -> dict[str, Any]:
    """A problem as data, in words: id, severity, text, and where it has them remedy and place."""
    told: dict[str, Any] = {"id": problem.id, "severity": problem.severity.value, "text": problem.message(words)}
    remedy = {"remedy": problem.cure(words)} if problem.remedy else {}
    return told | remedy | problem.where


def read(folder: Path) -> dict[str, Any] | None:
    """The manifest of an edition's folder as data; None where there is no edition, or it is not one of ours."""
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def told_problems(manifest: Mapping[str, Any]) -> tuple[Problem, ...]:
    """The reservations and warnings that a manifest tells, in its own words."""
    return tuple(
        Problem(**{**one, "severity": Severity(one["severity"])})
        for kind in ("reservations", "warnings")
        for one in manifest.get(kind, ())
    )
