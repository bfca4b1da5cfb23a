"""An edition on disk: made beside its place, moved there whole; or its failure, told beside."""

import contextlib
import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from kpitools.editions import swap
from kpitools.editions.lock import PATIENCE, locked
from kpitools.editions.manifest import read, told_problem
from kpitools.editions.place import Place
from kpitools.errors import KpitoolsError, WorkspaceError
from kpitools.language import Language, mark
from kpitools.problems import Problem

FAILURE, BROKEN = "failure.json", "broken.ipynb"


@contextlib.contextmanager
def making(place: Place, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold an edition's place: nobody else makes it meanwhile, and what a killed maker left is put right first.

    Raises WorkspaceError where the output folder can't be written, and where somebody else holds the place for longer
    than `patience` seconds.
    """
    with _writable(place.folder):
        place.folder.parent.mkdir(parents=True, exist_ok=True)
        holder = locked(place.lock, patience=patience)
        holder.__enter__()
    with contextlib.ExitStack() as stack:
        stack.push(holder)
        with _writable(place.folder):
            swap.recover(place.folder, place.retired)
            _sweep(place)
        yield


@contextlib.contextmanager
def staged(place: Place) -> Iterator[Path]:
    """An empty folder to make the edition in; it takes its place if the block ends well, and vanishes if not.

    To be used while the place is held (`making`). Raises WorkspaceError where the folder can't be written.
    """
    with _writable(place.folder):
        place.staging.mkdir()
    try:
        yield place.staging
        with _writable(place.folder):
            swap.replace(place.staging, place.folder, place.retired)
    finally:
        _sweep(place)


def is_whole(folder: Path, fingerprint: str) -> bool:
    """Whether the folder holds the edition of that fingerprint, every file as it was made."""
    manifest = read(folder)
    if manifest is None or manifest.get("fingerprint") != fingerprint:
        return False
    outputs = manifest.get("outputs")
    return isinstance(outputs, dict) and all(sha256(folder / name) == digest for name, digest in outputs.items())


def sha256(path: Path) -> str | None:
    """The SHA-256 of a file's content, None where there is no file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def tell_failure(
    place: Place, error: KpitoolsError, words: Language, created: dt.datetime, notebook: str | None = None
) -> None:
    """Leave `failure.json`, and the broken notebook where there is one, in the edition's folder.

    The last edition, where there is one, stays as it is. Raises WorkspaceError where the folder can't be written.
    """
    content = {
        "status": "failed",
        "client": place.client,
        "period": {"start": place.period.start.isoformat(), "end": place.period.end.isoformat()},
        "created": created.isoformat(),
        "error": type(error).__name__,
        "problems": [told_problem(problem, words) for problem in error.problems],
    }
    with _writable(place.folder):
        place.folder.mkdir(parents=True, exist_ok=True)
        forget_failure(place)
        if notebook is not None:
            _write(place.folder / BROKEN, notebook)
        _write(place.folder / FAILURE, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def forget_failure(place: Place) -> None:
    """Take away what a failed attempt left."""
    for name in (FAILURE, BROKEN):
        (place.folder / name).unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _sweep(place: Place) -> None:
    for leftover in (place.staging, place.retired):
        shutil.rmtree(leftover, ignore_errors=True)


@contextlib.contextmanager
def _writable(folder: Path) -> Iterator[None]:
    try:
        yield
    except WorkspaceError:
        raise
    except OSError as error:
        text = mark("Impossible d'écrire dans le dossier des éditions « {folder} » : {cause}.")
        remedy = mark("Vérifiez les droits et la place sur le disque.")
        values = {"folder": folder.parent, "cause": error.strerror or str(error)}
        raise WorkspaceError(Problem("output_not_writable", text, values, remedy=remedy)) from error
