"""How every command speaks: messages on standard error, results on standard output, in the user's language."""

import json
import locale
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from kpitools.language import CODES, Language, language
from kpitools.problems import Problem, Severity

_STYLES = {Severity.ERROR: "bold red", Severity.RESERVATION: "yellow", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


@dataclass
class Voice:
    """The language that messages are in, and whether they are JSON lines for machines."""

    words: Language
    json: bool = False

    def say(self, text: str, style: str = "", **facts: Any) -> None:
        """One message on standard error."""
        if self.json:
            print(json.dumps({"message": text, **facts}, ensure_ascii=False, default=str), file=sys.stderr)
        else:
            _errors().print(text, style=style or None, markup=False, highlight=False, soft_wrap=True)

    def problem(self, problem: Problem) -> None:
        """A problem, with its place and remedy."""
        facts = {"id": problem.id, "severity": problem.severity.value, **problem.where}
        self.say(problem.render(self.words), _STYLES[problem.severity], **facts)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Problems, each once, the gravest first."""
        order = list(Severity)
        for problem in sorted(_once(problems), key=lambda one: order.index(one.severity)):
            self.problem(problem)


def _once(problems: Iterable[Problem]) -> list[Problem]:
    seen: dict[str, Problem] = {}
    for problem in problems:
        seen.setdefault(problem.render(language("fr")), problem)
    return list(seen.values())


def _errors() -> Console:
    return Console(stderr=True)


def print_result(text: str) -> None:
    """A result on standard output, as it is."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def from_locale() -> str:
    """French, unless the user's locale names another language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")
        if code:
            break
    else:
        code = locale.getlocale()[0] or ""
    short = code.split(".")[0].split("_")[0].lower()
    return "fr" if short in ("", "c", "posix") else short if short in CODES else "en"


voice = Voice(language(from_locale()))
