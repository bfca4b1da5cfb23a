"""What no deliverable may hold: secrets, the machine's paths, another client's data."""

import html
import json
import re
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kpitools.language import mark
from kpitools.problems import Problem

# The forms that providers give their tokens, so that one is found wherever it comes from.
_TOKENS = re.compile(
    r"""\b(?: EAA[A-Za-z0-9]{60,}             # Meta
      | gh[pousr]_[A-Za-z0-9]{36,}            # GitHub
      | AKIA[0-9A-Z]{16}\b                    # Amazon
      | AIza[0-9A-Za-z_-]{35}                 # Google
      | ya29\.[0-9A-Za-z_-]{30,}              # Google OAuth
      | xox[abprs]-[0-9A-Za-z-]{20,}          # Slack
      | sk-[A-Za-z0-9_-]{32,}                 # OpenAI and others
      | eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}   # JSON web token
    ) | -----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----""",
    re.VERBOSE,
)
_DATA = re.compile(r"data:[a-z+./-]+;base64,[A-Za-z0-9+/=]+")
_SHORTEST_SECRET = 6


def leaks(
    name: str,
    text: str,
    *,
    secrets: tuple[str, ...] = (),
    canaries: tuple[str, ...] = (),
    workspace: Path | None = None,
) -> Iterator[Problem]:
    """Problems of a deliverable's text: secrets (by value or form), machine paths, words of another client.

    The problems name the file and the kind; they never repeat the secret.
    """
    # Fonts and pictures are thousands of letters in which anything can be found.
    text = _DATA.sub("", text)
    if any(form in text for secret in secrets for form in _forms(secret)) or _TOKENS.search(text):
        problem = Problem("secret_in_report", mark("{name} contient un secret (mot de passe ou jeton d'accès)."))
        yield problem.with_values(name=name)
    roots = machine_paths() if workspace is None else (str(workspace), *machine_paths())
    if found := next(
        (match for root in roots if _names_all(text, root) and (match := _path_pattern(root).search(text))), None
    ):
        problem = Problem("machine_path_in_report", mark("{name} contient un chemin de cette machine : {path}"))
        yield problem.with_values(name=name, path=text[found.start() : found.end() + 60].split("\n")[0].split('"')[0])
    for canary in canaries:
        if re.search(rf"(?<!\w){re.escape(canary)}(?!\w)", text):
            problem = Problem(
                "other_client_in_report", mark("{name} contient « {word} », qui vient d'un autre client.")
            )
            yield problem.with_values(name=name, word=canary)


def _forms(secret: str) -> set[str]:
    """How a secret may be written in HTML and JSON; too short a one would be found everywhere."""
    return {secret, html.escape(secret), json.dumps(secret)[1:-1]} if len(secret) >= _SHORTEST_SECRET else set()


def without_secrets(text: str, secrets: tuple[str, ...]) -> str:
    """The text with each secret blotted out, however it is written."""
    for form in sorted((form for secret in secrets for form in _forms(secret)), key=len, reverse=True):
        text = text.replace(form, "•••")
    return text


def without_machine_paths(text: str) -> str:
    """The text with the machine's folders taken off the paths in it."""
    for root in machine_paths():
        text = _path_pattern(root).sub("…", text)
    return text


@cache
def machine_paths() -> tuple[str, ...]:
    """Folders of this machine and user, longest first."""
    folders = {Path.home(), Path(tempfile.gettempdir()), Path(sys.prefix), Path(sysconfig.get_paths()["purelib"])}
    folders |= {folder.resolve() for folder in folders}
    return tuple(sorted((str(folder) for folder in folders if len(folder.parts) > 1), key=len, reverse=True))


def _names_all(text: str, root: str) -> bool:
    """Whether the text holds the name of every folder of a path: a quick look that spares most texts the pattern."""
    return all(part in text for part in re.split(r"[/\\]+", root))


@cache
def _path_pattern(root: str) -> re.Pattern[str]:
    separator = r"(?:/|\\{1,2})"
    parts = separator.join(re.escape(part) for part in re.split(r"[/\\]+", root))
    # "/tmp" alone is a word of a caption; a folder of few parts is a path only with something in it.
    end = separator if len(Path(root).parts) <= 2 else r"(?![\w-])"
    return re.compile(rf"(?<![\w.-]){parts}{end}")
