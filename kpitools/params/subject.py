"""Whom a report is about, and from which files: client, data entries, accounts, levels, exclusions, service hours."""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from kpitools.language import CODES, mark
from kpitools.params.hints import Hints
from kpitools.params.references import ClientId, Currency, Timezone
from kpitools.params.section import Section
from kpitools.params.types import Amount, Count, Day, Moment, Month, Network, OneOf, Text, Year
from kpitools.params.vocabulary import NETWORKS, POST_TYPES
from kpitools.params.wrong import carried, not_one_of, shown, wrong

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Client(Section):
    """Le client dont parle le rapport."""

    id: ClientId
    """Identifiant : nomme le dossier des éditions."""
    name: Text
    """Nom affiché dans le rapport."""
    timezone: Timezone = "Europe/Paris"
    """Fuseau horaire du client : ses jours et ses mois."""
    currency: Currency = "EUR"
    """Monnaie du client, code ISO 4217."""
    language: Annotated[str, OneOf(CODES)] = "fr"
    """Langue du rapport : fr ou en."""


def _covers(value: object) -> object:
    if isinstance(value, list) and len(value) == 2:
        return tuple(value)
    raise wrong(mark("« covers » attend deux dates."), mark("Écrivez par exemple [2026-10-01, 2026-10-31]."))


_COVERS = WithJsonSchema({"type": "array", "items": {"type": "string", "format": "date"}, "minItems": 2, "maxItems": 2})


class DataEntry(Section):
    """Un fichier d'export, un dossier avec ses sous-dossiers ou un motif (`*.csv`), et ce que le contenu ne dit pas."""

    path: Text
    """Fichier, dossier ou motif, relatif à ce fichier de paramètres."""
    network: Network | None = None
    """Réseau, seulement si le contenu ne le dit pas."""
    account: Text | None = None
    """Compte, seulement si le contenu ne le dit pas."""
    brand: Text | None = None
    """Concurrent dont parle le fichier ; vide pour le client."""
    year: Year | None = None
    """Année de la dernière date du fichier, si ses dates n'ont pas d'année."""
    date: Day | None = None
    """Jour que décrit un export qui n'en donne aucun (audience)."""
    exported: Moment | None = None
    """Jour ou heure de l'export."""
    timezone: Timezone | None = None
    """Fuseau horaire des heures du fichier."""
    kind: Text | None = None
    """Sorte d'export, si plusieurs conviennent."""
    covers: Annotated[tuple[Day, Day], BeforeValidator(_covers), _COVERS] | None = None
    """Premier et dernier jour couverts."""

    @model_validator(mode="after")
    def _covers_in_order(self) -> Self:
        if self.covers and self.covers[1] < self.covers[0]:
            raise wrong(mark("Les deux dates de « covers » sont inversées."), mark("Échangez les deux dates."))
        return self

    @property
    def hints(self) -> Hints:
        """What the entry says about its files."""
        return Hints(**self.model_dump(exclude={"path"}))


class Account(Section):
    """Un compte que les exports ne nomment pas tous de la même façon."""

    network: Network
    """Réseau du compte."""
    name: Text
    """Nom du compte dans le rapport."""
    aliases: tuple[Text, ...] = ()
    """Les autres noms ou numéros que lui donnent les exports."""


class Exclusion(Section):
    """Des publications laissées de côté ; le rapport le dit."""

    post_id: Text | None = None
    """Une publication, par son identifiant."""
    type: Annotated[str, OneOf(POST_TYPES)] | None = None
    """Toutes les publications d'un type."""
    account: Text | None = None
    """Toutes les publications d'un compte."""
    network: Network | None = None
    """Un réseau : toutes ses publications, ou celles de ce réseau que disent les autres clés."""
    reason: Text | None = None
    """Pourquoi, tel que le rapport le dira."""

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if not (self.post_id or self.type or self.account or self.network):
            raise wrong(
                mark("Cette exclusion ne dit pas quoi exclure."), mark("Ajoutez post_id, type, account ou network.")
            )
        return self


_MONTHS = "(months)"  # in brackets, so that no key of the file is mistaken for it


def _month_keys(schema: dict[str, Any]) -> None:
    """In the JSON Schema a budget's months are keys beside `monthly`, as they are written."""
    months = schema["properties"].pop(_MONTHS)
    schema["patternProperties"] = months["patternProperties"]


class Budget(Section):
    """Le budget social media : le même chaque mois (`monthly`), ou mois par mois (`2026-10: 1800`)."""

    monthly: Amount | None = None
    """Montant de chaque mois."""
    months: dict[Month, Amount] = Field(default_factory=dict, alias=_MONTHS)
    """Montants mois par mois."""

    model_config = ConfigDict(json_schema_extra=_month_keys)

    @model_validator(mode="before")
    @classmethod
    def _months_apart(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        months = {key: value for key, value in data.items() if key[:1].isdigit()}
        return {key: value for key, value in data.items() if key not in months} | {_MONTHS: months}

    def month(self, month: dt.date) -> Decimal | None:
        """The budget of the month of a day; a month's own amount goes before the monthly one."""
        return self.months.get(month.replace(day=1), self.monthly)


def _weekdays(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[a-z]{3}(-[a-z]{3})?(, ?[a-z]{3}(-[a-z]{3})?)*", value, re.ASCII):
        unknown = [day for day in re.findall(r"[a-z]{3}", value) if day not in DAYS]
        if not unknown:
            return value
        raise carried(not_one_of(unknown[0], DAYS))
    raise wrong(
        mark("« {value} » ne désigne pas des jours."),
        mark("Écrivez par exemple mon-fri ou tue,thu-sat."),
        value=shown(value),
    )


def _hours(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(
        r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)", value, re.ASCII
    ):
        opens, closes = value.split("-")
        if opens < closes:
            return value
    raise wrong(
        mark("« {value} » ne désigne pas des heures."), mark('Écrivez par exemple "09:00-18:00".'), value=shown(value)
    )


class Service(Section):
    """Les heures auxquelles le client répond : les délais de réponse y sont comptés."""

    days: Annotated[str, BeforeValidator(_weekdays)] = "mon-sun"
    """Jours : mon-fri, ou mon,wed,fri."""
    hours: Annotated[str, BeforeValidator(_hours)] = "00:00-24:00"
    """Heures : "09:00-18:00"."""

    @property
    def weekdays(self) -> frozenset[int]:
        """The ISO weekdays of service, 1 (Monday) to 7."""
        found: set[int] = set()
        for part in self.days.replace(" ", "").split(","):
            first, _, last = part.partition("-")
            start, end = DAYS.index(first), DAYS.index(last or first)
            found |= {(start + n) % 7 + 1 for n in range((end - start) % 7 + 1)}
        return frozenset(found)

    @property
    def opens(self) -> dt.timedelta:
        """From midnight to the first moment of service."""
        return self._from_midnight(0)

    @property
    def closes(self) -> dt.timedelta:
        """From midnight to the end of service, up to 24 hours."""
        return self._from_midnight(1)

    def _from_midnight(self, side: int) -> dt.timedelta:
        hours, minutes = self.hours.split("-")[side].split(":")
        return dt.timedelta(hours=int(hours), minutes=int(minutes))


def _account_key(value: object) -> str:
    network, slash, account = str(value).partition("/")
    if network not in NETWORKS:
        raise carried(not_one_of(network, NETWORKS))
    if slash and not account.strip():
        raise wrong(mark("Il manque le nom du compte après « {network}/ »."), network=network)
    return str(value)


# Levels read on the screen: by network, or by network/account, then by day.
Levels = dict[Annotated[str, BeforeValidator(_account_key)], dict[Day, Count]]
