"""Why an edition is no longer what would be made today."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.publish.fingerprint import DATA, versions

_WHAT = {
    "parameters": mark("Les paramètres ont changé."),
    "commentary": mark("Le commentaire de l'analyste a changé."),
    "logo": mark("Le logo a changé."),
    "notebook": mark("Le notebook a changé."),
    "template": mark("Le modèle a changé."),
    "layouts": mark("Les formes d'export de l'espace de travail (params/layouts) ont changé."),
    "kpis": mark("Les indicateurs de l'espace de travail (params/kpis) ont changé."),
    "outputs": mark("D'autres formats sont demandés."),
    "day": mark("La période n'était pas finie."),
}


def changes(manifest: Mapping[str, Any], now: Mapping[str, str]) -> Iterator[Problem]:
    """What differs between an edition's manifest and the parts of the one that would be made now, each a note.

    Where nothing does, the edition's own files were touched, or it lacks one.
    """
    then: Mapping[str, str] = manifest.get("parts") or {}
    found = False
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name):
            found = True
            yield from _told(name, then, now, manifest)
    if not found:
        text = mark("L'édition n'est pas entière : un de ses fichiers manque ou a changé.")
        yield _note("not_whole", text)


def _told(name: str, then: Mapping[str, str], now: Mapping[str, str], manifest: Mapping[str, Any]) -> Iterator[Problem]:
    if name.startswith(DATA):
        file = name.removeprefix(DATA)
        if name not in then:
            yield _note("new_file", mark("Nouveau fichier : {file}."), file=file)
        elif name not in now:
            yield _note("gone_file", mark("Fichier disparu : {file}."), file=file)
        else:
            yield _note("changed_file", mark("Fichier changé : {file}."), file=file)
    elif name == "versions":
        old: Mapping[str, str] = manifest.get("versions") or {}
        for package, version in versions().items():
            if old.get(package) != version:
                text = mark("{package} a changé de version : {old} → {new}.")
                yield _note("changed_version", text, package=package, old=old.get(package, "–"), new=version)
    elif name in _WHAT:
        yield _note(f"changed_{name}", _WHAT[name])


def _note(problem_id: str, text: str, **values: object) -> Problem:
    return Problem(problem_id, text, values, Severity.NOTE)
