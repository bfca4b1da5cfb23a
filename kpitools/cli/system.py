"""What the operating system refuses, in the user's words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpitools.cli.console import voice
from kpitools.errors import KpitoolsError, WorkspaceError
from kpitools.language import mark
from kpitools.problems import Problem

_CAUSES = {
    errno.EACCES: mark("vous n'en avez pas le droit"),
    errno.EPERM: mark("vous n'en avez pas le droit"),
    errno.EROFS: mark("le disque est en lecture seule"),
    errno.ENOSPC: mark("le disque est plein"),
    errno.EDQUOT: mark("votre quota de disque est atteint"),
    errno.ENOENT: mark("ce chemin n'existe pas"),
    errno.EEXIST: mark("un fichier de ce nom est déjà là"),
    errno.ENOTDIR: mark("une partie de ce chemin est un fichier, pas un dossier"),
    errno.EISDIR: mark("c'est un dossier"),
    errno.ENAMETOOLONG: mark("ce nom est trop long"),
    errno.ELOOP: mark("ce lien tourne en rond"),
    errno.EMFILE: mark("trop de fichiers sont ouverts"),
}


def cause(error: OSError) -> str:
    """Why the system refused; in its own words where the refusal is a rare one."""
    known = _CAUSES.get(error.errno or 0)
    return voice.words.text(known) if known else error.strerror or type(error).__name__


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns the system's refusal to write what the command names into WorkspaceError."""
    try:
        yield
    except OSError as error:
        text = mark("« {path} » ne peut pas être écrit : {cause}.")
        remedy = mark("Choisissez un autre endroit, ou faites de la place ici.")
        values = {"path": str(path), "cause": cause(error)}
        raise WorkspaceError(Problem("not_written", text, values, remedy=remedy)) from error


def refused(error: OSError) -> KpitoolsError:
    """A refusal of the system that no command foresaw: a folder without rights, a disk that filled up meanwhile."""
    text = mark("Le système refuse : {cause}.")
    file = str(error.filename) if error.filename is not None else None
    return KpitoolsError(Problem("system", text, {"cause": cause(error)}, file=file))
