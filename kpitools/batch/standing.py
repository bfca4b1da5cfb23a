"""Where each client stands for a period: read from the disk, nothing made and no export parsed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kpitools.batch.changes import changes
from kpitools.batch.ledger import Ledger
from kpitools.batch.plan import Job, Plan
from kpitools.editions import manifest
from kpitools.editions.edition import FAILURE, is_whole
from kpitools.editions.lock import is_held
from kpitools.editions.place import Place
from kpitools.errors import KpitoolsError
from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.publish.fingerprint import fingerprint, parts


class Stand(StrEnum):
    """What an edition is at this moment."""

    FRESH = "fresh"
    RESERVATIONS = "reservations"  # fresh, and a person must look at it before it is mailed
    STALE = "stale"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    RUNNING = "running"
    NEVER = "never"


@dataclass(frozen=True)
class Standing:
    """One client's edition of a period: what it is, and why."""

    client: str
    stand: Stand
    reasons: tuple[Problem, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether the last attempt came to nothing."""
        return self.stand in (Stand.FAILED, Stand.INTERRUPTED)


def standings(plan: Plan, ledger: Ledger) -> Iterator[Standing]:
    """Every client of a plan, in the order of their ids; wrong parameters are a failure."""
    found = [standing(job, ledger) for job in plan.jobs]
    found += [Standing(refusal.client, Stand.FAILED, refusal.problems) for refusal in plan.refusals]
    yield from sorted(found, key=lambda one: one.client)


def standing(job: Job, ledger: Ledger) -> Standing:
    """Where one client stands."""
    place = job.request.place(job.client)
    if is_held(place.lock):
        return Standing(job.client, Stand.RUNNING)
    if failure := _failure(place):
        return Standing(job.client, Stand.FAILED, failure)
    try:
        now = parts(job.request, job.parameters)
    except KpitoolsError as error:
        return Standing(job.client, Stand.FAILED, error.problems)
    told = manifest.read(place.folder)
    if told is not None and is_whole(place.folder, fingerprint(now)):
        grave = tuple(one for one in manifest.told_problems(told) if one.severity is Severity.RESERVATION)
        return Standing(job.client, Stand.RESERVATIONS if grave else Stand.FRESH, grave)
    last = ledger.last(place)
    if last is not None and last.was_cut_short:
        text = mark("La dernière tentative a été interrompue.")
        return Standing(job.client, Stand.INTERRUPTED, (Problem("interrupted", text, severity=Severity.NOTE),))
    if told is None:
        return Standing(job.client, Stand.NEVER)
    return Standing(job.client, Stand.STALE, tuple(changes(told, now)))


def _failure(place: Place) -> tuple[Problem, ...]:
    """What `failure.json` says, in its own words."""
    try:
        told = json.loads((place.folder / FAILURE).read_text(encoding="utf-8"))
        return tuple(Problem(**{**one, "severity": Severity(one["severity"])}) for one in told["problems"])
    except (OSError, ValueError, LookupError, TypeError):
        return ()
