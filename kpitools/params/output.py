"""What is made of the report and who receives it: brand, sections, outputs, mail."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from kpitools.catalogue.finding import finding_kinds
from kpitools.language import CODES, mark
from kpitools.params.references import KpiId, Secret
from kpitools.params.section import Section
from kpitools.params.types import NOT_EMPTY, Colour, Email, Folder, Notebook, Number, OneOf, Text
from kpitools.params.vocabulary import FINDINGS, OUTPUTS, SECTIONS
from kpitools.params.wrong import shown, wrong


class Brand(Section):
    """L'habillage du rapport."""

    logo: Text | None = None
    """Image du logo (svg, png ou jpg), relative à ce fichier."""
    color: Colour | None = None
    """Couleur du client, entre guillemets."""
    accent: Colour | None = None
    """Couleur de ce qu'il faut voir, entre guillemets."""
    font: Text | None = None
    """Police de caractères installée."""
    footer: Text | None = None
    """Pied de page, par exemple le nom de l'agence."""
    cover: Annotated[str, OneOf(("band", "full"))] = "band"
    """Bandeau en tête de page (band) ou page de couverture (full)."""


def _once_each(values: tuple[str, ...]) -> tuple[str, ...]:
    twice = [value for n, value in enumerate(values) if value in values[:n]]
    if twice:
        raise wrong(
            mark("« {value} » figure deux fois dans la liste."), mark("Supprimez l'un des deux."), value=twice[0]
        )
    return values


_OFF, _OPTIONS = "(off)", "(options)"


def _off(value: object) -> Literal[False]:
    if value == "off" or value is False:
        return False
    raise wrong(
        mark("« {value} » ne règle pas un constat."),
        mark("Écrivez off, ou ses seuils entre accolades."),
        value=shown(value),
    )


Finding = Annotated[
    Annotated[Literal[False], BeforeValidator(_off), WithJsonSchema({"enum": ["off", False]}), Tag(_OFF)]
    | Annotated[dict[str, Number], Tag(_OPTIONS)],
    Discriminator(lambda value: _OPTIONS if isinstance(value, dict) else _OFF),
]


def _thresholds_known(findings: dict[str, Finding]) -> dict[str, Finding]:
    for name, given in findings.items():
        known = finding_kinds()[name].thresholds
        for threshold in given or ():
            if threshold not in known:
                raise wrong(
                    mark("Le constat « {finding} » n'a pas de seuil « {value} »."),
                    mark("Ses seuils : {known}."),
                    finding=name,
                    value=threshold,
                    known=", ".join(sorted(known)),
                )
    return findings


class ReportSettings(Section):
    """Le rapport : modèle, habillage, contenu."""

    notebook: Notebook = "monthly_report.ipynb"
    """Notebook du dossier notebooks/."""
    template: Folder = "base"
    """Mise en page : un dossier de templates/."""
    brand: Brand = Field(default_factory=Brand)
    """Logo, couleurs, police, pied de page."""
    sections: Annotated[tuple[Annotated[str, OneOf(SECTIONS)], ...], AfterValidator(_once_each)] | None = None
    """Parties du rapport, dans l'ordre ; sans cette clé, toutes celles que les données permettent."""
    outputs: Annotated[tuple[Annotated[str, OneOf(OUTPUTS)], ...], AfterValidator(_once_each), NOT_EMPTY] = (
        "html",
        "pdf",
    )
    """Fichiers produits : html, pdf, xlsx."""
    cards: Annotated[tuple[KpiId, ...], AfterValidator(_once_each)] = ()
    """Indicateurs en tête du rapport, dans l'ordre ; sans cette clé, ceux des objectifs d'abord."""
    labels: dict[KpiId, Text] = Field(default_factory=dict)
    """Les mots du client pour un indicateur."""
    findings: Annotated[dict[Annotated[str, OneOf(FINDINGS)], Finding], AfterValidator(_thresholds_known)] = Field(
        default_factory=dict
    )
    """Réglage des constats : des seuils, ou off."""


class Recipient(Section):
    """Une personne qui reçoit le rapport à sa façon."""

    to: Email
    """Son adresse."""
    language: Annotated[str, OneOf(CODES)] | None = None
    """Sa langue, si ce n'est pas celle du client."""
    attach: Annotated[tuple[Annotated[str, OneOf(OUTPUTS)], ...], AfterValidator(_once_each)] = ("pdf",)
    """Fichiers joints."""
    password: Secret | None = None
    """Mot de passe du PDF : env:NOM."""


_PLACEHOLDERS = ("month", "client")


def _subject(text: str) -> str:
    unknown = [
        name for name in re.findall(r"[{}][^{}]*[{}]?", text) if name not in {f"{{{known}}}" for known in _PLACEHOLDERS}
    ]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in _PLACEHOLDERS)
        raise wrong(
            mark("« {value} » n'est pas remplaçable."),
            mark("Un objet de message peut contenir {known}."),
            value=unknown[0],
            known=known,
        )
    return text


class Mail(Section):
    """L'envoi du rapport."""

    to: tuple[Email, ...] = ()
    """Destinataires."""
    cc: tuple[Email, ...] = ()
    """Destinataires en copie."""
    reply_to: Email | None = None
    """Adresse de réponse."""
    subject: Annotated[Text, AfterValidator(_subject)] | None = None
    """Objet ; {month} et {client} y sont remplacés."""
    approval: Annotated[str, OneOf(("automatic", "required"))] = "automatic"
    """Envoi après accord d'une personne (required), ou non (automatic)."""
    recipients: tuple[Recipient, ...] = ()
    """Au lieu de `to`, quand les lecteurs diffèrent."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.to and self.recipients:
            raise wrong(mark("« to » et « recipients » disent tous deux à qui envoyer."), mark("Gardez l'un des deux."))
        return self
