"""What one value alone does not show: repetitions, circles, files that are not there, secrets in the clear.

Each check reads the tree as written, so that it finds its faults whatever else is wrong in the file.
"""

import re
from collections.abc import Iterator

from kpitools.catalogue import Unit, arithmetic, catalogue, units
from kpitools.errors import ParametersError
from kpitools.language import mark
from kpitools.params.document import Node
from kpitools.params.files import matches, missing
from kpitools.params.parameters import path_of
from kpitools.problems import Problem

LOGOS = (".svg", ".png", ".jpg", ".jpeg")

_SECRET_KEY = re.compile(r"passw|mot_?de_?passe|secret|token|api_?key|cl[eé]_?api|credential", re.IGNORECASE)
# How the tokens of the usual services begin, and addresses that hold a password.
_SECRET_VALUE = re.compile(
    r"(sk|pk|rk)[-_](live|test|proj|ant)[-_A-Za-z0-9]{12,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}"
    r"|xox[abeprs]-[A-Za-z0-9-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|EAA[A-Za-z0-9]{30,}"
    r"|eyJ[\w-]{10,}\.[\w-]{10,}\.|-----BEGIN [A-Z ]*PRIVATE KEY|\w+://[^/\s:@]+:[^/\s@]+@",
    re.ASCII,
)


def problems(tree: Node, known_kpis: frozenset[str]) -> Iterator[Problem]:
    """Every fault of a merged tree that its values show only together or with the disk."""
    for check in (_secrets, _repeated_accounts, _paths, _logo, _colours, _commentary, _units):
        for problem, node in check(tree):
            yield problem.at(**node.place)
    for problem, node in _custom_kpis(tree, known_kpis):
        yield problem.at(**node.place)


Found = Iterator[tuple[Problem, Node]]


def _secrets(tree: Node) -> Found:
    text = mark("Un secret ne s'écrit pas dans les paramètres.")
    remedy = mark("Écrivez env:NOM et donnez sa valeur à la variable d'environnement NOM.")
    for loc, node in tree.items():
        value = node.text
        if not value or value.startswith("env:"):
            continue
        if _SECRET_VALUE.search(value) or (isinstance(loc[-1], str) and _SECRET_KEY.search(loc[-1])):
            yield Problem("secret", text, remedy=remedy), node


def _repeated_accounts(tree: Node) -> Found:
    """One name or alias that stands for two accounts of a network."""
    owners: dict[tuple[object, object], int] = {}
    for n, account in enumerate(_list(tree.get("accounts"))):
        names = [account.get("name"), *_list(account.get("aliases"))]
        for name in dict.fromkeys(node.text for node in names if node is not None):
            network = _text(account.get("network"))
            if name and owners.setdefault((network, name.casefold()), n) != n:
                values = {"name": name, "network": network}
                yield (
                    Problem("repeated_account", mark("« {name} » désigne deux comptes sur {network}."), values),
                    account,
                )


def _custom_kpis(tree: Node, known: frozenset[str]) -> Found:
    formulas: dict[str, tuple[frozenset[str], Node]] = {}
    for entry in _list(tree.get("custom_kpis")):
        name = _text(entry.get("id"))
        if not name:
            continue
        node = entry.get("id") or entry
        if name in known:
            text = mark("L'identifiant « {kpi} » est déjà celui d'un indicateur de kpitools.")
            yield Problem("duplicate_kpi", text, {"kpi": name}, remedy=mark("Choisissez-en un autre.")), node
        elif name in formulas:
            text = mark("L'identifiant « {kpi} » sert deux fois.")
            yield Problem("duplicate_kpi", text, {"kpi": name}, remedy=mark("Choisissez-en un autre.")), node
        else:
            formulas[name] = (_ids(entry), entry.get("formula") or entry)
    for name, (_, node) in formulas.items():
        circle = arithmetic.circle(name, {kpi: ids for kpi, (ids, _) in formulas.items()})
        # A circle is told once, where it begins in the file.
        if circle and name == min(circle, key=list(formulas).index):
            text = mark("La formule de « {kpi} » tourne en rond : {circle}.")
            yield Problem("circle", text, {"kpi": name, "circle": " → ".join((*circle, name))}), node


def _units(tree: Node) -> Found:
    """Custom KPIs whose formula adds what can't be added, or gives something else than their unit says."""
    entries = _list(tree.get("custom_kpis"))
    known = {kpi.id: kpi.unit for kpi in catalogue().kpis.values()}
    own = {_text(entry.get("id")): _unit(entry) for entry in entries}
    for entry in entries:
        unit, node = _unit(entry), entry.get("formula") or entry
        try:
            formula = arithmetic.parse(_text(entry.get("formula")))
            found = units.quantity(formula, lambda kpi: known.get(kpi, own.get(kpi)))
        except ParametersError:
            continue  # reported by the formula's own validation
        except units.Mixed:
            text = mark(
                "Cette formule additionne ou compare des grandeurs différentes : de l'argent, un temps, un nombre."
            )
            yield Problem("senseless_unit", text, remedy=mark("Divisez plutôt l'une par l'autre.")), node
            continue
        if unit and found and not found.fits(unit):
            text = mark("L'unité « {unit} » ne va pas à cette formule.")
            remedy = mark("Écrivez par exemple « unit: {example} ».")
            values = {"unit": unit.value, "example": found.example.value}
            yield Problem("senseless_unit", text, values, remedy=remedy), entry.get("unit") or entry


def _unit(entry: Node) -> Unit | None:
    return next((unit for unit in Unit if unit.value == _text(entry.get("unit"))), None)


def _ids(entry: Node) -> frozenset[str]:
    try:
        return arithmetic.parse(_text(entry.get("formula"))).ids()
    except ParametersError:
        return frozenset()  # reported by the formula's own validation


def _paths(tree: Node) -> Found:
    for entry in _list(tree.get("data")):
        node = entry.get("path")
        if node is not None and node.text and not matches(node):
            yield missing(node), node


def _logo(tree: Node) -> Found:
    node = tree.find("report", "brand", "logo")
    if node is None or not node.text:
        return
    path, values = path_of(node), {"path": node.text, "kinds": ", ".join(LOGOS)}
    if path.suffix.lower() not in LOGOS:
        yield (
            Problem(
                "logo",
                mark("Le logo « {path} » n'est pas une image connue."),
                values,
                remedy=mark("Formats possibles : {kinds}."),
            ),
            node,
        )
    elif not path.is_file():
        yield Problem("logo", mark("Le logo « {path} » n'existe pas."), values), node


def _colours(tree: Node) -> Found:
    """Without quotes, `#` begins a comment and the colour is lost."""
    for key in ("color", "accent"):
        node = tree.find("report", "brand", key)
        if node is not None and node.value is None:
            remedy = mark("Sans guillemets, # commence un commentaire : écrivez-la entre guillemets.")
            yield Problem("value", mark("La couleur « {key} » est vide."), {"key": key}, remedy=remedy), node


def _commentary(tree: Node) -> Found:
    node = tree.get("commentary")
    if node is not None and node.text and not path_of(node).is_dir():
        text = mark("Le dossier de commentaires « {path} » n'existe pas.")
        yield (
            Problem(
                "missing_path",
                text,
                {"path": node.text},
                remedy=mark("Créez-le, ou écrivez les textes ici, mois par mois."),
            ),
            node,
        )


def _list(node: Node | None) -> list[Node]:
    return node.list if node is not None else []


def _text(node: Node | None) -> str:
    return node.text if node is not None else ""
