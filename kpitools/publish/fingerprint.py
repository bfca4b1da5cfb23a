"""What an edition depends on, part by part, each as a hash: the same parts would give the same edition.

Nothing is parsed for it but the parameters: whether an edition can be kept must cost little.
"""

import datetime as dt
import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import kpitools
from kpitools.editions.edition import sha256
from kpitools.editions.last import KPIS
from kpitools.params import Parameters, commentary_for, resolve
from kpitools.publish.request import EditionRequest

# What makes the figures and the pages: another version of one of these may make others.
_PACKAGES = ("babel", "duckdb", "matplotlib", "nbconvert", "pandas", "papermill", "weasyprint", "xlsxwriter")
DATA = "data/"


def versions() -> dict[str, str]:
    """The versions of kpitools, Python and the packages that make an edition."""
    found = {package: version(package) for package in _PACKAGES}
    return {"kpitools": kpitools.__version__, "python": platform.python_version(), **found}


def parts(request: EditionRequest, parameters: Parameters) -> dict[str, str]:
    """The hash of each thing that goes into an edition, the time of making apart; `data/NAME` is an export file.

    Raises ParametersError where a data entry names nothing, WorkspaceError without the notebook or the template.
    """
    places = request.places
    exports = {f"{DATA}{file.name}": sha256(file.path) or "" for file in resolve(parameters)}
    return exports | {
        "last edition": _hash(sha256(request.last(parameters.client.id).folder / KPIS)),
        "period": _hash(request.period.start.isoformat(), request.period.end.isoformat()),
        "day": _hash(_day(request, parameters)),
        "outputs": _hash(request.outputs, request.languages),
        "parameters": parameters.sha256,
        "commentary": _hash(commentary_for(parameters, request.period.start)),
        "logo": _hash(sha256(parameters.logo) if parameters.logo else None),
        "notebook": _hash(request.notebook, sha256(places.notebook(request.notebook))),
        "template": _hash(*(_content(folder) for folder in _template_chain(request))),
        "layouts": _hash(_content(places.layouts)),
        "kpis": _hash(_content(places.kpis)),
        "versions": _hash(versions()),
    }


def fingerprint(parts: Mapping[str, str]) -> str:
    """One hash for all parts."""
    return _hash(parts)


def _hash(*values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _day(request: EditionRequest, parameters: Parameters) -> str | None:
    """The client's day while the period is not over, when targets are judged by the days gone by; then None."""
    today = dt.datetime.now(ZoneInfo(parameters.client.timezone)).date()
    return today.isoformat() if today <= request.period.end else None


def _template_chain(request: EditionRequest) -> Iterator[Path]:
    """The folders of a template and of those it extends."""
    name: str | None = request.template
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        folder = request.places.template(name)
        yield folder
        settings = folder / "conf.json"
        name = json.loads(settings.read_text(encoding="utf-8")).get("base_template") if settings.exists() else None


def _content(folder: Path) -> list[tuple[str, str | None]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return [(path.relative_to(folder).as_posix(), sha256(path)) for path in files]
