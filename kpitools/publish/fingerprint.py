"""What an edition depends on, as one hash: the same fingerprint would give the same edition."""

import hashlib
import json
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import kpitools
from kpitools.editions.edition import sha256
from kpitools.params import commentary_for
from kpitools.publish.request import EditionContext, EditionRequest

# What makes the figures and the pages: another version of one of these may make others.
_PACKAGES = ("babel", "duckdb", "matplotlib", "nbconvert", "pandas", "papermill", "weasyprint")


def versions() -> dict[str, str]:
    """The versions of kpitools, Python and the packages that make an edition."""
    found = {package: version(package) for package in _PACKAGES}
    return {"kpitools": kpitools.__version__, "python": platform.python_version(), **found}


def fingerprint(request: EditionRequest, context: EditionContext) -> str:
    """The hash of everything that goes into an edition, the time of making apart."""
    places, parameters = request.places, context.parameters
    parts = {
        "period": [request.period.start.isoformat(), request.period.end.isoformat()],
        "outputs": request.outputs,
        "languages": request.languages,
        "parameters": parameters.sha256,
        "commentary": commentary_for(parameters, request.period.start),
        "logo": sha256(parameters.logo) if parameters.logo else None,
        "sections": context.sections,
        "inputs": sorted((one.file, one.sha256) for one in context.inputs),
        "notebook": sha256(places.notebook(request.notebook)),
        "templates": [_content(folder) for folder in _template_chain(request)],
        "workspace": [_content(places.layouts), _content(places.kpis)],
        "versions": versions(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


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
