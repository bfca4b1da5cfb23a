"""The catalogue: the KPIs that come with kpitools and those a workspace adds (`params/kpis/*.yaml`)."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from kpitools import shipped
from kpitools.catalogue.kpi import Kpi
from kpitools.errors import ParametersError, UnknownKpi
from kpitools.language import mark
from kpitools.problems import Problem

SHIPPED = Path(__file__).parent / "kpis"


@dataclass(frozen=True)
class Catalogue:
    """All KPIs by id, in the order of the files."""

    kpis: Mapping[str, Kpi]

    def __getitem__(self, kpi_id: str) -> Kpi:
        """The KPI of an id; raises UnknownKpi with the nearest id."""
        if kpi_id not in self.kpis:
            raise UnknownKpi(unknown_kpi(kpi_id, list(self.kpis)))
        return self.kpis[kpi_id]

    @property
    def listed(self) -> tuple[Kpi, ...]:
        """The KPIs that are shown, in their order."""
        return tuple(kpi for kpi in self.kpis.values() if not kpi.part)


def unknown_kpi(kpi_id: str, known: list[str]) -> Problem:
    """The problem of an id that no KPI has, with the nearest one."""
    near = difflib.get_close_matches(kpi_id, known, 1)
    return Problem(
        "unknown_kpi",
        mark("Aucun indicateur ne s'appelle « {kpi} »."),
        {"kpi": kpi_id, "near": near[0] if near else ", ".join(sorted(known)[:8]) + "…"},
        remedy=mark("Le plus proche : {near}.") if near else mark("Indicateurs connus : {near}"),
    )


def catalogue(extra: Path | None = None) -> Catalogue:
    """The shipped KPIs and those of a workspace's folder; raises ParametersError where a file is wrong."""
    own = _shipped()
    if extra is None or not extra.is_dir():
        return own
    return _folder(extra, own.kpis)


@cache
def _shipped() -> Catalogue:
    try:
        read = shipped.plain(SHIPPED, YAML(typ="safe").load)
        kpis = [Kpi.model_validate({"id": kpi, **entry}) for entries in read.values() for kpi, entry in entries.items()]
    except (YAMLError, ValidationError, TypeError, AttributeError):
        kpis = []
    found = {kpi.id: kpi for kpi in kpis}
    # A file that is being written may be wrong: read anew, it is said where.
    whole = kpis and len(found) == len(kpis)
    return Catalogue(MappingProxyType(found)) if whole else _folder(SHIPPED, {})


def _folder(folder: Path, known: Mapping[str, Kpi]) -> Catalogue:
    """The KPIs of a folder's files after those known already."""
    found = dict(known)
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        for kpi in _read(path, problems):
            if kpi.id in found:
                problems.append(
                    Problem("duplicate_kpi", mark("L'indicateur {kpi} existe déjà."), {"kpi": kpi.id}, file=str(path))
                )
            found.setdefault(kpi.id, kpi)
    if problems:
        raise ParametersError(*problems)
    return Catalogue(MappingProxyType(found))


def _read(path: Path, problems: list[Problem]) -> list[Kpi]:
    try:
        entries = YAML(typ="safe").load(path)
    except (YAMLError, ValueError, OSError, RecursionError) as error:
        line = error.problem_mark.line + 1 if isinstance(error, MarkedYAMLError) and error.problem_mark else None
        problems.append(Problem("kpi_file", mark("Ce fichier n'est pas du YAML lisible."), file=str(path), line=line))
        return []
    if not isinstance(entries, dict):
        problems.append(
            Problem("kpi_file", mark("Ce fichier doit donner un indicateur par clé (identifiant)."), file=str(path))
        )
        return []
    kpis = []
    for kpi_id, entry in entries.items():
        try:
            kpis.append(Kpi.model_validate({"id": kpi_id, **(entry if isinstance(entry, dict) else {})}))
        except ValidationError as error:
            problems.extend(
                Problem(
                    "kpi_entry",
                    mark("L'indicateur {kpi} est mal défini ({where}) : {message}."),
                    {"kpi": kpi_id, "where": ".".join(map(str, detail["loc"])) or "-", "message": detail["msg"]},
                    file=str(path),
                )
                for detail in error.errors()
            )
    return kpis
