"""Definitions of the engagement rate as data: how each vendor computes its own, in `definitions.yaml`.

A definition names KPIs of the catalogue (`kpis`: the first that is known), or says its parts:

- `numerator`: columns of posts with their weights (by default likes + comments + shares);
- `denominator`: `reach`, `impressions` or `views` of the posts, or `followers`; then `followers` is the moment: of the
  account on the day of the `post`, of all accounts on that `day`, at the `end` of the period, or the `mean` of its
  start and end;
- `over`: `pooled` (sum over sum), `posts` (mean of each post's rate), `days` (mean of each day's rate, a day without
  posts counting 0 where `empty_days: zero`, else left out);
- `per`: divided by the number of `posts` (of the day, over days) or of `days` too;
- `weighted`: networks weigh by their followers; `without_posts: zero`: 0, not unknown, where there was no post;
- `networks`: what is otherwise on one network; `lacks`: a part that no canonical table holds, so that there is no rate.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field
from ruamel.yaml import YAML

from kpitools import shipped
from kpitools.catalogue.kpi import Strict, Words
from kpitools.catalogue.networks import network_name
from kpitools.language import Language, mark

FILE = Path(__file__).with_name("definitions.yaml")
DEFAULT = "kpitools"

_COLUMNS = {
    "likes": mark("réactions"),
    "comments": mark("commentaires"),
    "shares": mark("partages"),
    "saves": mark("enregistrements"),
    "clicks": mark("clics de toute sorte"),
}
_DENOMINATORS = {
    "reach": mark("portée"),
    "impressions": mark("impressions"),
    "views": mark("vues"),
    "post": mark("abonnés du compte à la publication"),
    "day": mark("abonnés ce jour-là"),
    "end": mark("abonnés en fin de période"),
    "mean": mark("moyenne des abonnés au début et à la fin"),
}
_PER = {
    ("posts", "days"): mark("publications du jour"),
    ("posts", "pooled"): mark("publications"),
    ("days", "pooled"): mark("jours"),
}
_UNPUBLISHED = {
    "numerator": mark("ce qui compte comme interaction"),
    "followers": mark("le jour où les abonnés sont comptés"),
    "over": mark("la façon d'agréger une période"),
}


# Why a definition that needs a part which no canonical table holds gives no figure.
LACKED = {
    "comment_reactions": mark("Cette définition compte les réactions aux commentaires, qu'aucune table ne contient."),
    "dislikes": mark("Cette définition compte les « Je n'aime pas », qu'aucune table ne contient."),
    "poll_votes": mark("Cette définition compte les votes aux sondages, qu'aucune table ne contient."),
    "follows": mark("Cette définition compte les abonnements venus d'une publication, qu'aucune table ne contient."),
}
Lacked = Literal["comment_reactions", "dislikes", "poll_votes", "follows"]


class Override(Strict):
    """What is otherwise on one network."""

    numerator: Mapping[str, int] | None = None
    denominator: Literal["reach", "impressions", "views", "followers"] | None = None
    lacks: Lacked | None = None


class Definition(Strict):
    """One vendor's engagement rate; see the module for the keys. `year` is when its documentation was read."""

    id: str
    name: str
    kpis: tuple[str, ...] = ()
    numerator: Mapping[str, int] = Field(default_factory=lambda: {"likes": 1, "comments": 1, "shares": 1})
    denominator: Literal["reach", "impressions", "views", "followers"] = "followers"
    followers: Literal["post", "day", "end", "mean"] = "end"
    per: Literal["", "posts", "days"] = ""
    over: Literal["pooled", "posts", "days"] = "pooled"
    empty_days: Literal["", "zero"] = ""
    without_posts: Literal["", "zero"] = ""
    weighted: bool = False
    lacks: Lacked | None = None
    unpublished: tuple[Literal["numerator", "followers", "over"], ...] = ()
    networks: Mapping[str, Override] = Field(default_factory=dict)
    note: Words | None = None
    year: int = 2026
    sources: tuple[str, ...] = ()

    @property
    def of_posts(self) -> bool:
        """Whether it is made of posts alone, each with what divides it."""
        return self.denominator != "followers" or self.followers == "post"

    def on(self, network: str) -> "Definition":
        """The definition as it is on a network."""
        if network not in self.networks:
            return self
        other = {key: value for key, value in self.networks[network] if value}
        return self.model_copy(update={**other, "networks": {}})

    def formula(self, words: Language) -> str:
        """The formula in words, with what is otherwise on some networks; empty where KPIs of the catalogue say it."""
        if self.kpis:
            return ""
        told = self._plain(words)
        otherwise: dict[str, list[str]] = {}
        for network in self.networks:
            if (formula := self.on(network)._plain(words)) != told:
                otherwise.setdefault(formula, []).append(network_name(words, network))
        for formula, names in otherwise.items():
            told += words.text(" ; sur {networks} : {formula}", networks=words.names(names), formula=formula)
        return told

    def _plain(self, words: Language) -> str:
        names = [
            words.text(_COLUMNS[column]) + (f" × {weight}" if weight != 1 else "")
            for column, weight in self.numerator.items()
        ]
        by = self.followers if self.denominator == "followers" else self.denominator
        rate = f"({' + '.join(names)}) / {words.text(_DENOMINATORS[by])}"
        if self.per:
            rate += f" / {words.text(_PER[self.per, self.over])}"
        if self.over == "pooled":
            return f"{rate} × 100"
        if self.over == "posts":
            text = mark("moyenne par publication de {rate} × 100")
            if self.weighted:
                text = mark("moyenne par publication de {rate} × 100, réseaux pondérés par leurs abonnés")
        elif self.empty_days:
            text = mark("moyenne par jour de {rate} × 100, un jour sans publication comptant 0")
        else:
            text = mark("moyenne par jour avec publication de {rate} × 100")
        return words.text(text, rate=rate)

    def cannot(self, words: Language) -> str:
        """Why there is no figure, everywhere or on some networks; empty where there is one."""
        if self.lacks:
            return words.text(LACKED[self.lacks])
        lacking: dict[Lacked, list[str]] = {}
        for network, other in self.networks.items():
            if other.lacks:
                lacking.setdefault(other.lacks, []).append(network_name(words, network))
        return " ".join(
            words.text("{networks} : {reason}", networks=words.names(names), reason=words.text(LACKED[lacks]))
            for lacks, names in lacking.items()
        )

    def silent(self, words: Language) -> list[str]:
        """What its vendor does not publish, in words: there the part is kpitools' own."""
        return [words.text(_UNPUBLISHED[part]) for part in self.unpublished]


@cache
def definitions() -> Mapping[str, Definition]:
    """Every definition by its id."""
    entries: dict[str, dict[str, Any]] = shipped.plain(FILE, YAML(typ="safe").load)[FILE.name]
    return MappingProxyType({name: Definition.model_validate({"id": name, **entry}) for name, entry in entries.items()})
