"""What an earlier edition printed: its values with their files, and the advice that its findings gave."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpitools.editions.place import Place
from kpitools.kpis.values import Number, Period

KPIS = "kpis.json"


@dataclass(frozen=True)
class Printed:
    """A number that an edition printed; `files` are the SHA-256 of the exports behind it, by name."""

    kpi: str
    scope: str
    value: Number
    files: Mapping[str, str]


@dataclass(frozen=True)
class Advised:
    """A finding of an edition: what it said, and the one thing that it advised to do."""

    id: str
    scope: str
    kpis: tuple[str, ...]
    text: str
    action: str


@dataclass(frozen=True)
class LastEdition:
    """The edition of an earlier period."""

    period: Period
    values: tuple[Printed, ...]
    findings: tuple[Advised, ...]


def last_edition(place: Place) -> LastEdition | None:
    """What the edition at a place printed; None where there is none, or where it can't be read."""
    try:
        content = json.loads((place.folder / KPIS).read_text(encoding="utf-8"))
        values = tuple(_printed(one) for one in content["values"] if _is_number(one["value"]))
        findings = tuple(_advised(one) for one in content["findings"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return LastEdition(place.period, values, findings)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _printed(one: Mapping[str, Any]) -> Printed:
    files = {source["file"]: source["sha256"] for source in one["proof"]["sources"]}
    return Printed(one["kpi"], one["scope"], one["value"], files)


def _advised(one: Mapping[str, Any]) -> Advised:
    return Advised(one["id"], one["scope"], tuple(one["kpis"]), one["text"], one.get("action", ""))
