"""The table of sources: which network a visit, a lead or an order came from, by its referrer or its UTM parameters."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, ValidationError

from kpitools.errors import ParametersError
from kpitools.language import mark
from kpitools.params import document
from kpitools.params.wrong import shown
from kpitools.problems import Problem
from kpitools.readers.values.suspects import Note
from kpitools.readers.writing.heads import fold
from kpitools.readers.writing.persons import PERSONAL, tells
from kpitools.tables import NETWORKS

SHIPPED = Path(__file__).with_name("sources.yaml")
SOURCE_MEDIUM = " / "  # as analytics tools write a source and its medium in one cell
_SOCIAL_MEDIUM = re.compile(r"(paid|organic|cpc)?[ _-]*(social|sm|smm)([ _-]*(network|media|paid|ads|organic))?s?")
_TECHNICAL = re.compile(r"[\w.\-+()]+( / [\w.\-+()]+)?")
# Names that stand for their network wherever they are in a word: "instagramstory", "LinkedInPost".
_SURE = ("facebook", "instagram", "linkedin", "twitter", "youtube", "tiktok", "pinterest", "vkontakte", "odnoklassniki")
_LISTED = 20
_ADDRESS = re.compile(r"^(?:[a-z-]+://)?(?:www\.)?([^/?#:]+)")


class _Known(BaseModel):
    """The hosts and the words of one network."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    hosts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sources:
    """Networks by the hosts that refer visits, and by the words that sources are named with."""

    hosts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return repr((sorted(self.hosts.items()), sorted(self.words.items())))

    def network(self, text: str) -> str | None:
        """The network of a source (`l.facebook.com`, `FB_ads`, `google / cpc`), None where it is none or not sure.

        A source that no word tells, of a medium that is called social, is of a network without a name: `other`.
        """
        source, _, medium = text.strip().partition(SOURCE_MEDIUM)
        found = self._by_host(source.casefold()) or self._by_words(fold(source))
        if found is None and _SOCIAL_MEDIUM.fullmatch(fold(medium)):
            return "other"
        return found

    def _by_host(self, source: str) -> str | None:
        host = _ADDRESS.match(source)
        parts = (host[1] if host else source).split(".")
        return next(
            (self.hosts[name] for at in range(len(parts)) if (name := ".".join(parts[at:])) in self.hosts), None
        )

    def _by_words(self, source: str) -> str | None:
        """The one network that the words of a source name; of a named one and `other`, the named one."""
        if source == "x" or source in self.words:
            return self.words.get(source, "x")
        parts = re.split(r"[\W_]+|(?<=\D)(?=\d)", source)
        found = {self.words[word] for word in parts if word in self.words}
        if "." not in source:  # a host is known or not; within a word of one's own, a whole name is a sure sign
            sure = [name for name in _SURE if name in self.words]
            found |= {self.words[name] for name in sure if any(name in word for word in parts)}
        named = found - {"other"} or found
        return named.pop() if len(named) == 1 else None


def say_decisions(texts: pa.ChunkedArray, networks: pa.ChunkedArray, table: str, note: Note) -> None:
    """Say which network each source of a file was taken for, and which sources were taken for none."""
    counts = Counter(zip(texts.to_pylist(), networks.to_pylist(), strict=True))
    decided = [(text, network, count) for (text, network), count in counts.most_common() if text and network]
    open_ones = [(text, count) for (text, network), count in counts.most_common() if text and not network]
    if decided:
        said = ", ".join(f"{_shown(text, table)} → {network} ({count})" for text, network, count in decided[:_LISTED])
        note("sources_decided", mark("Réseau d'après la source : {sources}."), sources=said)
    if open_ones:
        said = ", ".join(f"{_shown(text, table)} ({count})" for text, count in open_ones[:_LISTED])
        text = mark(
            "Sources qui ne sont d'aucun réseau connu : {sources}. Si l'une en est un, ajoutez-la dans "
            "params/_sources.yaml."
        )
        note("sources_undecided", text, sources=said)


def _shown(text: str, table: str) -> str:
    """A source as a message may show it: beside people, what could be one of them is not."""
    text = text.strip().removesuffix(SOURCE_MEDIUM.rstrip()).strip()
    told = tells(text) or (table in PERSONAL and not _TECHNICAL.fullmatch(text))
    return "…" if told else text[:60]


def sources(own: Path | None = None) -> Sources:
    """The shipped table, and on top of it the workspace's own; raises ParametersError with every mistake of that."""
    shipped = _shipped()
    if own is None or not own.is_file():
        return shipped
    added = _read(own)
    return Sources({**shipped.hosts, **added.hosts}, {**shipped.words, **added.words})


@cache
def _shipped() -> Sources:
    return _read(SHIPPED)


def _read(path: Path) -> Sources:
    problems: list[Problem] = []
    root = document.read(path, problems)
    hosts: dict[str, str] = {}
    words: dict[str, str] = {}
    written = root.plain()
    for network, said in (written if isinstance(written, dict) else {"": written}).items():
        node = root.get(str(network)) or root
        try:
            known = _Known.model_validate(said)
        except ValidationError:
            known = None
        if known is None or network not in NETWORKS:
            text = mark("« {value} » ne décrit pas les sources d'un réseau.")
            remedy = mark("Écrivez par exemple « linkedin: {{words: [lkd]}} » ; réseaux : {networks}.")
            values = {"value": shown(network or said), "networks": ", ".join(NETWORKS)}
            problems.append(Problem("sources", text, values, remedy=remedy, file=str(path), line=node.line))
            continue
        hosts |= {host.casefold(): network for host in known.hosts}
        words |= {fold(word): network for word in known.words}
    if problems:
        raise ParametersError(*problems)
    return Sources(hosts, words)
