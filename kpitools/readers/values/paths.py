"""Paths of touch points: however a tool writes them, a canonical path names the networks that it can tell."""

import re
from collections.abc import Iterator

import pyarrow as pa

from kpitools.language import mark
from kpitools.readers.values.sources import Sources
from kpitools.readers.values.suspects import Note
from kpitools.readers.writing.heads import fold
from kpitools.tables import STEP, UNNAMED_NETWORK

# A step of a list in brackets: in quotes, which may hold a comma, or bare.
_LISTED = re.compile(r'"([^"]*)"|([^",]+)')
_ARROWS = re.compile(r"\s*(?:>|→)\s*")
# Google Analytics shows "Organic Search x 3 (50%)": three in a row, and what a model of attribution credits them with.
_AS_SHOWN = re.compile(r"(?P<step>.+?)(?: [x×] ?(?P<times>\d{1,2}))?(?: ?\(\d+(?:[.,]\d+)?\s?%\))?")
# A channel of social networks that does not say which: nobody can tell it from its name.
_CHANNEL = re.compile(r"(organic |paid )?social( networks?| media)?|r[ée]seaux? socia(l|ux)( (organique|payant)s?)?")


def path(touches: str, sources: Sources) -> str:
    """A path as the canonical table has it, from `a > b`, `a → b` or `["a","b"]`."""
    return STEP.join(_named(step, sources) for written in _written(touches) for step in _unfolded(written))


def _written(touches: str) -> list[str]:
    text = touches.strip()
    if text.startswith("[") and text.endswith("]"):
        steps = (quoted or bare for quoted, bare in _LISTED.findall(text[1:-1]))
        return [step for step in steps if step.strip()]
    return _ARROWS.split(text)


def _unfolded(written: str) -> Iterator[str]:
    """A step as often as it was taken in a row."""
    found = _AS_SHOWN.fullmatch(written.strip())
    if found is None:
        yield written.strip()
        return
    for _ in range(int(found["times"] or 1)):
        yield found["step"]


def _named(step: str, sources: Sources) -> str:
    if _CHANNEL.fullmatch(fold(step)):
        return UNNAMED_NETWORK
    network = sources.network(step)
    # What stands between steps can't stand within one.
    return network if network and network != "other" else step.replace(STEP.strip(), " ")


def say_unnamed(paths: pa.ChunkedArray, note: Note) -> None:
    """Say how many paths lead through a social network that they don't name."""
    unnamed = sum(UNNAMED_NETWORK in (path or "").split(STEP) for path in paths.to_pylist())
    if unnamed:
        text = mark(
            "{count} chemin(s) passe(nt) par un réseau social que le fichier ne nomme pas : ils comptent pour tous les "
            "réseaux ensemble, pour aucun en particulier. Exportez le même rapport par source."
        )
        note("paths_unnamed", text, count=unnamed)
