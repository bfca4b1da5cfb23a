"""Values that refer to something known elsewhere: time zones, currencies, KPIs, secrets of the environment."""

import re
from collections.abc import Collection
from typing import Annotated, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel.numbers import list_currencies
from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema

from kpitools.catalogue import arithmetic
from kpitools.catalogue.catalogue import unknown_kpi
from kpitools.errors import ParametersError
from kpitools.language import mark
from kpitools.params.types import Text
from kpitools.params.vocabulary import NETWORKS
from kpitools.params.wrong import carried, nearest, not_one_of, shown, wrong

# Names that Windows keeps for devices, with or without an extension: an edition's folder can't bear them.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_CLIENT_ID = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
_KPI_ID = r"^[a-z][a-z0-9_]{0,63}$"
_SECRET = r"^env:[A-Za-z_][A-Za-z0-9_]*$"


def client_id(value: object) -> str:
    """A client's id, safe as the name of a folder anywhere; raises the error that says what it may hold."""
    text = getattr(value, "written", value)
    remedy = mark(
        "Écrivez 1 à 64 lettres sans accent, chiffres, tirets ou soulignés, par exemple « acme » ou « acme-2 »."
    )
    if not isinstance(text, str) or not re.fullmatch(_CLIENT_ID, text, re.ASCII):
        raise wrong(mark("« {value} » ne peut pas servir d'identifiant."), remedy, value=shown(value))
    if text.lower() in _RESERVED:
        text_reserved = mark("« {value} » est un nom réservé par Windows.")
        raise wrong(text_reserved, mark("Choisissez un autre identifiant, par exemple « client-{value} »."), value=text)
    return text


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest_zone(value)
        text = mark("« {value} » n'est pas un fuseau horaire connu.")
        remedy = mark("Voulez-vous dire {near} ?") if near else mark("Écrivez par exemple Europe/Paris.")
        raise wrong(text, remedy, value=shown(value), near=near) from None
    return value


def nearest_zone(value: str) -> str | None:
    """The time zone whose name, or whose city, is nearest."""
    zones = {zone.lower(): zone for zone in sorted(available_timezones(), reverse=True)}
    cities = {zone.rpartition("/")[2]: name for zone, name in zones.items()}
    near = nearest(value.replace(" ", "_"), [*zones, *cities])
    return zones.get(near, cities.get(near)) if near else None


def _currency(value: str) -> str:
    if value in list_currencies():
        return value
    remedy = mark("Écrivez le code ISO 4217 de trois lettres, par exemple EUR, CHF ou CAD.")
    raise wrong(mark("« {value} » n'est pas un code de monnaie."), remedy, value=shown(value))


def _kpi(value: str, info: ValidationInfo) -> str:
    known = _known(info)
    if value in known:
        return value
    raise carried(unknown_kpi(value, sorted(known)))


def _formula(value: str, info: ValidationInfo) -> str:
    try:
        references = arithmetic.parse(value).references()
    except ParametersError as error:
        raise carried(error.problems[0]) from None
    for reference in references:
        _kpi(reference.id, info)
        if reference.scope not in (None, "all", *NETWORKS):
            raise carried(not_one_of(reference.scope, NETWORKS).with_values(key=reference.id))
    return value


def _known(info: ValidationInfo) -> Collection[str]:
    return cast(Collection[str], (info.context or {}).get("kpis", ()))


def _custom_id(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(_KPI_ID, value, re.ASCII) and value not in arithmetic.FUNCTIONS:
        return value
    remedy = mark("Écrivez des minuscules sans accent, des chiffres et des soulignés, par exemple comments_per_post.")
    raise wrong(mark("« {value} » ne peut pas servir d'identifiant d'indicateur."), remedy, value=shown(value))


def _secret(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(_SECRET, value, re.ASCII):
        return value
    # The value is not repeated: messages end up in logs.
    raise wrong(
        mark("Un secret ne s'écrit pas dans les paramètres."),
        mark("Écrivez env:NOM et donnez sa valeur à la variable d'environnement NOM."),
        "secret",
    )


ClientId = Annotated[str, BeforeValidator(client_id), WithJsonSchema({"type": "string", "pattern": _CLIENT_ID})]
Timezone = Annotated[Text, AfterValidator(_timezone), WithJsonSchema({"type": "string"})]
Currency = Annotated[Text, AfterValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
KpiId = Annotated[Text, AfterValidator(_kpi), WithJsonSchema({"type": "string"})]
CustomKpiId = Annotated[str, BeforeValidator(_custom_id), WithJsonSchema({"type": "string", "pattern": _KPI_ID})]
FormulaText = Annotated[Text, AfterValidator(_formula)]
Secret = Annotated[str, BeforeValidator(_secret), WithJsonSchema({"type": "string", "pattern": _SECRET})]
