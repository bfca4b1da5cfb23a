"""A YAML file as a tree that knows where each value was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

from kpitools.errors import ParametersError
from kpitools.language import mark
from kpitools.params import syntax
from kpitools.problems import Problem

Loc = tuple[str | int, ...]

# Aliases may repeat a part of the file; a few lines of them could otherwise grow without end.
MAX_VALUES = 50_000
MAX_BYTES = 1_000_000
MAX_DEPTH = 30  # the format itself needs seven levels

_INTEGER = re.compile(r"[-+]?[0-9]{1,40}|0o[0-7]{1,40}|0x[0-9a-fA-F]{1,40}")
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class Integer(int):
    """A whole number that remembers how it was written: an id keeps its zeros."""

    written: str


class Real(float):
    """A decimal number that remembers how it was written."""

    written: str


@dataclass(frozen=True)
class Node:
    """A value (a dict of nodes, a list of nodes or a scalar) with its file and line, a key's where it has one."""

    value: Any
    file: Path
    line: int

    @property
    def place(self) -> dict[str, Any]:
        """Where it was written, for `Problem.at`."""
        return {"file": known_as(self.file), "line": self.line}

    @property
    def text(self) -> str:
        """The text it holds, a number as it was written; empty where it holds neither."""
        value = getattr(self.value, "written", self.value)
        return value if isinstance(value, str) else ""

    @property
    def list(self) -> list["Node"]:
        """The nodes of its list; empty where it holds none."""
        return self.value if isinstance(self.value, list) else []

    def find(self, *keys: str) -> "Node | None":
        """The node at a path of keys, None where it was not written."""
        node: Node | None = self
        for key in keys:
            node = node.get(key) if node is not None else None
        return node

    def at(self, loc: Loc) -> "Node":
        """The node at a path of keys and indices, or the nearest above it that was written."""
        node = self
        for step in loc:
            inside = node.get(step)
            # What a path names and nobody wrote (a missing key, a validator's own step) has its parent's place.
            node = inside if inside is not None else node
        return node

    def get(self, step: str | int) -> "Node | None":
        """The node of a key or an index, None where there is none."""
        if isinstance(self.value, dict):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            item: Node = self.value[step]
            return item
        return None

    def items(self) -> Iterator[tuple[Loc, "Node"]]:
        """Every node below this one with its path, in the order written."""
        inside = (
            self.value.items()
            if isinstance(self.value, dict)
            else enumerate(self.value)
            if isinstance(self.value, list)
            else ()
        )
        for step, node in inside:
            yield (step,), node
            for loc, deeper in node.items():
                yield (step, *loc), deeper

    def plain(self) -> Any:
        """The value as plain Python."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def known_as(path: Path) -> str:
    """A file's name in messages: from the current folder where it lies below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def merge(base: Node, over: Node) -> Node:
    """`over` on top of `base`: mappings are merged deeply, everything else replaces."""
    if isinstance(base.value, dict) and isinstance(over.value, dict):
        both = {key: merge(base.value[key], node) if key in base.value else node for key, node in over.value.items()}
        return Node({**base.value, **both}, over.file, over.line)
    return over


def read(path: Path, problems: list[Problem]) -> Node:
    """The tree of a YAML 1.2 file. What is wrong without hindering the rest is added to `problems`.

    Raises ParametersError where nothing can be made of the file.
    """
    text = _text(path)
    try:
        yaml = YAML(typ="safe", pure=True)
        yaml.composer.warn_double_anchors = False  # YAML 1.2 lets an anchor be set anew
        root = yaml.compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise ParametersError(syntax.problem(error, text).at(file=known_as(path))) from error
    if root is None:
        raise _unusable(path, "empty", mark("Le fichier est vide."))
    if not isinstance(root, MappingNode):
        text = mark("Un fichier de paramètres est fait de lignes « clé : valeur ».")
        raise _unusable(path, "not_a_mapping", text, line=1 + root.start_mark.line)
    return _Builder(path, problems).node(root, 1)


def _text(path: Path) -> str:
    if path.is_dir():
        raise _unusable(path, "directory", mark("C'est un dossier, pas un fichier de paramètres."))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise _unusable(path, "missing_file", mark("Ce fichier n'existe pas.")) from error
    except (OSError, ValueError) as error:
        raise _unusable(
            path, "unreadable", mark("Ce fichier ne peut pas être lu."), mark("Vérifiez vos droits sur ce fichier.")
        ) from error
    if len(data) > MAX_BYTES:
        raise _unusable(path, "too_large", mark("Ce fichier est trop grand pour un fichier de paramètres."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unusable(
            path,
            "not_utf8",
            mark("Le fichier n'est pas en UTF-8."),
            mark("Enregistrez-le en UTF-8 dans votre éditeur."),
            line=1 + data[: error.start].count(b"\n"),
        ) from error


def _unusable(path: Path, problem_id: str, text: str, remedy: str = "", line: int | None = None) -> ParametersError:
    remedy = remedy or mark("« kpitools new » écrit un fichier de paramètres commenté, à compléter.")
    return ParametersError(Problem(problem_id, text, remedy=remedy, file=known_as(path), line=line))


class _Builder:
    """Turns ruamel's nodes into ours, scalars by the rules of YAML 1.2 whatever the file declares."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.above: set[int] = set()  # the nodes being built: an alias to one of them has no end
        self.count = 0

    def node(self, node: YamlNode, line: int) -> Node:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _unusable(self.path, "too_large", mark("Ce fichier contient trop de valeurs."))
        if id(node) in self.above:
            self.add("yaml_alias", mark("Cette valeur se contient elle-même."), line)
            return Node(None, self.path, line)
        if _tag(node) not in (None, "str"):
            text = mark("« {tag} » n'a pas de sens ici.")
            self.add("yaml_tag", text, line, mark("Supprimez ce mot."), {"tag": str(node.ctag)})
        if len(self.above) == MAX_DEPTH:
            text, remedy = (
                mark("Les valeurs sont emboîtées trop profondément."),
                mark("Vérifiez les crochets et les accolades."),
            )
            raise _unusable(self.path, "too_deep", text, remedy, line)
        self.above.add(id(node))
        try:
            return Node(self.value(node, line), self.path, line)
        finally:
            self.above.discard(id(node))

    def value(self, node: YamlNode, line: int) -> Any:
        if isinstance(node, MappingNode):
            return self.mapping(node)
        if isinstance(node, SequenceNode):
            return [self.node(item, item.start_mark.line + 1) for item in node.value]
        return self.scalar(node) if isinstance(node, ScalarNode) else None

    def mapping(self, node: MappingNode) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for key_node, value in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self.add("key", mark("Une clé doit être un mot, pas une liste ni un bloc."), line)
                continue
            key = self.text(key_node)
            if key in found:
                values = {"key": key, "first": found[key].line}
                text = mark("La clé « {key} » est écrite deux fois, la première à la ligne {first}.")
                self.add("duplicate_key", text, line, mark("Réunissez les deux ou supprimez-en une."), values)
            else:
                found[key] = self.node(value, line)
        return found

    def scalar(self, node: ScalarNode) -> Any:
        text = self.text(node)
        return text if node.style is not None or _tag(node) == "str" else resolve_scalar(text)

    def text(self, node: ScalarNode) -> str:
        """A scalar's text; the halves in which JSON writes a character beyond the first 65,536 are put together."""
        try:
            return str(node.value).encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            text = mark("Ce texte contient la moitié d'un caractère.")
            self.add("yaml_character", text, node.start_mark.line + 1, mark("Écrivez le caractère lui-même."))
            return str(node.value).encode("utf-8", "replace").decode()

    def add(
        self, problem_id: str, text: str, line: int, remedy: str = "", values: dict[str, object] | None = None
    ) -> None:
        self.problems.append(
            Problem(problem_id, text, values or {}, remedy=remedy, file=known_as(self.path), line=line)
        )


def _tag(node: YamlNode) -> str | None:
    """The tag that the file gives a value (`!!str`), None where it gives none."""
    return str(node.ctag.suffix) if node.ctag is not None and node.ctag.handle is not None else None


def resolve_scalar(text: str) -> str | bool | Integer | Real | None:
    """A plain scalar by YAML 1.2's core schema: only true and false are booleans, dates stay texts."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text.lower() in ("true", "false") and (text.islower() or text.istitle() or text.isupper()):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        number = Integer(int(text, 0) if text.startswith("0") and text[1:2] in ("o", "x") else int(text))
        number.written = text
        return number
    if _REAL.fullmatch(text):
        real = Real(text)
        real.written = text
        return real
    return text
