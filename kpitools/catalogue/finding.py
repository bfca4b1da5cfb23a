"""The findings as data: how much each weighs, where it is shown, which thresholds a client may change."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field
from ruamel.yaml import YAML

from kpitools import shipped
from kpitools.catalogue.kpi import Strict

SHIPPED = Path(__file__).parent / "findings.yaml"


class FindingKind(Strict):
    """One entry: its rank (the higher, the sooner it is said), its tone, the report's section, its thresholds."""

    rank: float
    tone: Literal["good", "note", "warning"]
    section: str
    thresholds: dict[str, float] = Field(default_factory=dict)
    reader: Literal["client", "analyst"] = "client"


@cache
def finding_kinds() -> Mapping[str, FindingKind]:
    """All findings by id; each has the common thresholds beside its own."""
    entries = shipped.plain(SHIPPED, YAML(typ="safe").load)[SHIPPED.name]
    common = entries.pop("common")
    kinds = {}
    for name, entry in entries.items():
        own = entry.get("thresholds", {})
        kinds[name] = FindingKind.model_validate({**entry, "thresholds": {**common, **own}})
    return MappingProxyType(kinds)
