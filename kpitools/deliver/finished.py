"""A finished edition, ready to be mailed: whole, complete, and what it says of itself; or why it is not."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpitools.deliver.errors import DeliveryError
from kpitools.editions.edition import FAILURE, is_whole
from kpitools.editions.manifest import COMPLETE, RESERVED, read
from kpitools.editions.place import Place
from kpitools.kpis.values import Period
from kpitools.language import mark
from kpitools.problems import Problem, Severity

PDF, SUMMARY = "report.pdf", "summary.json"


@dataclass(frozen=True)
class Finished:
    """An edition that may be mailed; `summary` is page one as data, `pages` the PDF's."""

    folder: Path
    client: str
    period: Period
    fingerprint: str
    summary: Mapping[str, Any]
    pages: int | None
    pdf_sha256: str

    def pdf(self) -> bytes:
        """The PDF's content; raises DeliveryError where it is no longer that of this edition."""
        try:
            content = (self.folder / PDF).read_bytes()
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest() != self.pdf_sha256:
            raise DeliveryError(_damaged(self.client))
        return content


def finished(place: Place) -> Finished:
    """The edition of a place; raises DeliveryError saying why it can't be mailed.

    An error where there is none or it is not whole, a reservation where it waits for a person.
    """
    folder = place.folder
    manifest = read(folder)
    if (folder / FAILURE).exists():
        text = mark("La dernière édition a échoué ({file}).")
        raise _not_ready("edition_failed", text, file=str(folder / FAILURE))
    if manifest is None:
        text = mark("Aucune édition pour cette période.")
        raise _not_ready("no_edition", text, mark("« kpitools render » ou « kpitools batch » la fait."))
    if manifest.get("status") == RESERVED:
        raise _reserved(manifest)
    span = {"start": place.period.start.isoformat(), "end": place.period.end.isoformat()}
    is_own = (manifest.get("client"), manifest.get("period")) == (place.client, span)
    fingerprint = str(manifest.get("fingerprint") or "")
    if not (is_own and fingerprint and manifest.get("status") == COMPLETE and is_whole(folder, fingerprint)):
        raise DeliveryError(_damaged(place.client))
    outputs = manifest["outputs"]
    if PDF not in outputs:
        text = mark("L'édition n'a pas de PDF à joindre.")
        raise _not_ready("no_pdf", text, mark("Ajoutez pdf à report.outputs et refaites-la."))
    return Finished(
        folder=folder,
        client=place.client,
        period=place.period,
        fingerprint=fingerprint,
        summary=_summary(place, outputs),
        pages=manifest.get("pages"),
        pdf_sha256=outputs[PDF],
    )


def _summary(place: Place, outputs: Mapping[str, str]) -> Mapping[str, Any]:
    """Page one as data, the very bytes that the manifest vouches for."""
    if SUMMARY not in outputs:
        text = mark("L'édition n'a pas de résumé ({file}) : une version plus ancienne de kpitools l'a faite.")
        raise _not_ready("no_summary", text, mark("Refaites-la avec « kpitools render --force »."), file=SUMMARY)
    try:
        content = (place.folder / SUMMARY).read_bytes()
        said = json.loads(content)
    except (OSError, ValueError):
        raise DeliveryError(_damaged(place.client)) from None
    if hashlib.sha256(content).hexdigest() != outputs[SUMMARY] or said.get("client") != place.client:
        raise DeliveryError(_damaged(place.client))
    return dict(said)


def _reserved(manifest: Mapping[str, Any]) -> DeliveryError:
    told = [str(one.get("text", "")) for one in manifest.get("reservations", [])]
    text = mark("L'édition a des réserves et attend un accord : {reservations}")
    values = {"reservations": " ".join(told)}
    return DeliveryError(Problem("reservations", text, values, severity=Severity.RESERVATION))


def _damaged(client: str) -> Problem:
    text = mark("L'édition de {client} n'est pas entière : un de ses fichiers manque ou a changé.")
    return Problem("not_whole", text, {"client": client}, remedy=mark("Refaites-la avec « kpitools render --force »."))


def _not_ready(problem_id: str, text: str, remedy: str = "", **values: object) -> DeliveryError:
    return DeliveryError(Problem(problem_id, text, values, remedy=remedy))
