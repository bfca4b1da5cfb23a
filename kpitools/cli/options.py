"""Arguments and options that several commands share."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated

import typer

from kpitools.errors import KpitoolsError, ParametersError
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.problems import Problem

ParamsFile = Annotated[
    Path, typer.Argument(metavar="PARAMS", help=mark("Fichier de paramètres du client (params/CLIENT.yaml)."))
]
Month = Annotated[
    str | None, typer.Option("--month", metavar="AAAA-MM", help=mark("Mois (par défaut le dernier mois complet)."))
]
From = Annotated[
    str | None, typer.Option("--from", metavar="AAAA-MM-JJ", help=mark("Premier jour, au lieu d'un mois."))
]
To = Annotated[str | None, typer.Option("--to", metavar="AAAA-MM-JJ", help=mark("Dernier jour, inclus."))]


class UsageError(KpitoolsError):
    """The command is wrong; nothing was started."""


def period(month: str | None, start: str | None, end: str | None, default: Period) -> Period:
    """The period that the options name; raises UsageError where they make none."""
    if month is not None and (start is not None or end is not None):
        raise UsageError(Problem("usage", mark("Donnez --month, ou --from et --to, pas les deux.")))
    if (start is None) != (end is None):
        raise UsageError(Problem("usage", mark("--from et --to vont ensemble.")))
    if start is not None and end is not None:
        made = Period(_day(start), _day(end))
        if made.end < made.start:
            raise UsageError(
                Problem(
                    "usage", mark("La période finit avant de commencer : {start}, {end}."), {"start": start, "end": end}
                )
            )
        return made
    return default if month is None else Period.month(_month(month))


def _month(text: str) -> dt.date:
    if re.fullmatch(r"\d{4}-\d{2}", text):
        try:
            return _known_year(dt.date(int(text[:4]), int(text[5:]), 1))
        except ValueError:
            pass
    raise UsageError(
        Problem("usage", mark("« {text} » n'est pas un mois. Écrivez par exemple 2026-10."), {"text": text})
    )


def _known_year(day: dt.date) -> dt.date:
    from kpitools.readers.writing.dates import YEARS

    if day.year in YEARS:
        return day
    message = mark("L'année {year} est hors de celles des données : {first} à {last}.")
    raise UsageError(Problem("usage", message, {"year": day.year, "first": YEARS[0], "last": YEARS[-1]}))


def _day(text: str) -> dt.date:
    try:
        return _known_year(dt.date.fromisoformat(text))
    except ValueError:
        message = mark("« {text} » n'est pas une date. Écrivez par exemple 2026-10-31.")
        raise UsageError(Problem("usage", message, {"text": text})) from None


def existing(path: Path) -> Path:
    """A parameter file that is there; raises ParametersError with the files that are."""
    if path.is_file():
        return path
    near = (
        sorted(one.name for one in path.parent.glob("*.yaml") if not one.name.startswith("_"))
        if path.parent.is_dir()
        else []
    )
    raise ParametersError(
        Problem(
            "missing_parameters",
            mark("Ce fichier de paramètres n'existe pas."),
            {"names": ", ".join(near)},
            remedy=mark("Fichiers de ce dossier : {names}.") if near else mark("« kpitools new ID » en écrit un."),
            file=str(path),
        )
    )
