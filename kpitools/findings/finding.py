"""A finding: which rule found it, what it says with which figures, what may have caused it, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kpitools.catalogue.finding import FindingKind, finding_kinds
from kpitools.findings.said import Said
from kpitools.kpis.values import Value
from kpitools.language import Language, mark

_LIKE_LAST_YEAR = mark("{finding} Comme l'an dernier à la même période.")
SEASONAL = 0.5  # what is left of the rank of what comes every year


@dataclass(frozen=True)
class Finding:
    """One finding on one scope. Texts are French source messages with `{fields}`, which `parts` fill when shown."""

    id: str
    scope: str
    kpis: tuple[str, ...]
    text: str
    action: str
    causes: tuple[str, ...] = ()
    parts: Mapping[str, Said] = field(default_factory=dict)
    seasonal: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", MappingProxyType(dict(self.parts)))

    @property
    def kind(self) -> FindingKind:
        """Its entry in the catalogue."""
        return finding_kinds()[self.id]

    @property
    def rank(self) -> float:
        """The higher, the sooner it is said: what comes every year loses half, one network stands behind all."""
        return self.kind.rank * (SEASONAL if self.seasonal else 1) - (0 if self.scope == "all" else 0.5)

    @property
    def sources(self) -> dict[str, Value]:
        """The value behind each figure of its sentence."""
        found = {name: getattr(part, "source", None) for name, part in self.parts.items()}
        return {name: value for name, value in found.items() if value is not None}

    def sentence(self, language: Language, currency: str) -> str:
        """What it says, in words."""
        return seasoned(self, language, self._filled(self.text, language, currency))

    def advice(self, language: Language, currency: str) -> str:
        """What to do."""
        return self._filled(self.action, language, currency)

    def reasons(self, language: Language, currency: str) -> list[str]:
        """What may have caused it."""
        return [self._filled(cause, language, currency) for cause in self.causes]

    def _filled(self, text: str, language: Language, currency: str) -> str:
        told = {name: part.said(language, currency) for name, part in self.parts.items() if f"{{{name}}}" in text}
        return language.text(text, **told) if told else language.text(text)


def seasoned(finding: Finding, language: Language, sentence: str) -> str:
    """The sentence, and that last year was alike where it was."""
    return language.text(_LIKE_LAST_YEAR, finding=sentence) if finding.seasonal else sentence
