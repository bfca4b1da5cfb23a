"""A client's parameters, as loaded: the whole file format in one model."""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import Discriminator, Field, PrivateAttr, Tag

from kpitools.params.document import Node
from kpitools.params.goals import AudienceTarget, Contest, CustomKpi, Event, Objective, Recommendation
from kpitools.params.output import Mail, ReportSettings
from kpitools.params.section import Section
from kpitools.params.subject import Account, Budget, Client, DataEntry, Exclusion, Levels, Service
from kpitools.params.types import NOT_EMPTY, Day, Month, OneOf, Prose, Text
from kpitools.params.vocabulary import PROFILES

Profile = Annotated[str, OneOf(PROFILES)]

_FOLDER, _INLINE = "(folder)", "(inline)"
Commentary = Annotated[
    Annotated[Text, Tag(_FOLDER)] | Annotated[dict[Month, Prose], Tag(_INLINE)],
    Discriminator(lambda value: _INLINE if isinstance(value, dict) else _FOLDER),
]


class Parameters(Section):
    """Les paramètres d'un client."""

    extends: Text | None = None
    """Fichier dont les valeurs servent par défaut, par exemple _agence.yaml."""
    client: Client
    data: Annotated[tuple[DataEntry, ...], NOT_EMPTY]
    """Fichiers d'export, dossiers ou motifs ; chaque export est reconnu à son contenu."""
    competitors: tuple[Text, ...] = ()
    """Concurrents suivis."""
    accounts: tuple[Account, ...] = ()
    """Un seul nom pour un compte que les exports nomment de plusieurs façons."""
    followers: Levels = Field(default_factory=dict)
    """Nombres d'abonnés lus à l'écran, quand les exports ne donnent que les gains."""
    exclude: tuple[Exclusion, ...] = ()
    """Publications laissées de côté."""
    definitions: Profile = "kpitools"
    """Définition du taux d'engagement en tête du rapport."""
    compare_definitions: tuple[Profile, ...] = ()
    """Définitions montrées à côté : ce que ces outils auraient affiché."""
    objectives: tuple[Objective, ...] = ()
    """Objectifs du client, leurs indicateurs et leurs cibles."""
    audience_target: AudienceTarget | None = None
    budget: Budget | None = None
    community_since: Day | None = None
    """Jour où le travail sur la communauté a commencé."""
    events: tuple[Event, ...] = ()
    """Événements marqués sur les graphiques."""
    service: Service | None = None
    contests: tuple[Contest, ...] = ()
    """Concours."""
    custom_kpis: tuple[CustomKpi, ...] = ()
    """Indicateurs propres au client."""
    commentary: Commentary | None = None
    """Commentaires de l'analyste : un dossier de fichiers AAAA-MM.md, ou un texte par mois."""
    report: ReportSettings = Field(default_factory=ReportSettings)
    recommendations: tuple[Recommendation, ...] = ()
    """Conseils donnés, et ce qu'ils sont devenus."""
    mail: Mail | None = None

    _tree: Node = PrivateAttr()

    @classmethod
    def of(cls, tree: Node, context: dict[str, Any]) -> "Parameters":
        """The parameters of a merged tree; raises pydantic's ValidationError."""
        parameters = cls.model_validate(tree.plain(), context=context)
        parameters._tree = tree
        return parameters

    @property
    def path(self) -> Path:
        """The client's own parameter file."""
        return self._tree.file

    @property
    def sha256(self) -> str:
        """A hash of what the parameters say, with what they extend: the same for another order or layout of keys."""
        said = {key: value for key, value in self._tree.plain().items() if key != "extends"}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def logo(self) -> Path | None:
        """The brand's logo file."""
        return self.beside("report", "brand", "logo") if self.report.brand.logo else None

    def place(self, *loc: str | int) -> dict[str, Any]:
        """File and line where a value was written, or what stands nearest above it, for `Problem.at`."""
        return self._tree.at(loc).place

    def node(self, *loc: str | int) -> Node:
        """What was written at `loc`, with its file and line."""
        return self._tree.at(loc)

    def beside(self, *loc: str | int) -> Path:
        """The path that the text at `loc` names, relative to the file that wrote it."""
        return path_of(self._tree.at(loc))


def path_of(node: Node) -> Path:
    """The path that a text of the file names, relative to that file."""
    return Path(node.file.parent, node.text)
