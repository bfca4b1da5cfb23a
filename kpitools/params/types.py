"""The kinds of values that a parameter file holds, each with its own words for what is wrong."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from kpitools.language import mark
from kpitools.params.vocabulary import NETWORKS
from kpitools.params.wrong import carried, not_one_of, shown, wrong

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _not_empty(value: object) -> object:
    if isinstance(value, list) and not value:
        raise wrong(mark("Cette liste est vide."), mark("Ajoutez un élément ou supprimez la clé."))
    return value


# A list that says something. Not pydantic's own length: that counts a wrong element as none.
NOT_EMPTY = BeforeValidator(_not_empty)


@dataclass(frozen=True)
class OneOf:
    """A word from a list, as an annotation: `Annotated[str, OneOf(NETWORKS)]`."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"enum": list(self.words)}

    def check(self, value: object) -> str:
        """The word itself; raises the error that names the nearest."""
        if isinstance(value, str) and value in self.words:
            return self.words[self.words.index(value)]  # the member itself where the words are an enumeration
        raise carried(not_one_of(value, self.words))


def _prose(value: object) -> str:
    """A text as written: a name like 1789 needs no quotes, a list or `true` is no text."""
    value = getattr(value, "written", value)
    if not isinstance(value, str):
        raise wrong(mark("« {value} » n'est pas un texte."), mark("Mettez-le entre guillemets."), value=shown(value))
    text = value.strip()
    if not text:
        raise wrong(mark("Ce texte est vide."), mark("Écrivez-le ou supprimez la ligne."))
    if _CONTROL.search(text):
        raise wrong(mark("Ce texte contient un caractère de contrôle."), mark("Supprimez-le."))
    return text


def one_line(value: object) -> str:
    """A text as written, trimmed; raises the error that says why it is none, or no single line."""
    text = _prose(value)
    if len(text.splitlines()) > 1:
        raise wrong(mark("Ce texte doit tenir sur une seule ligne."))
    return text


_WRITTEN = WithJsonSchema({"type": ["string", "number"]})

Prose = Annotated[str, BeforeValidator(_prose)]  # of one or several lines
Text = Annotated[str, BeforeValidator(one_line), _WRITTEN]  # of one line


def _matching(pattern: str, text: str, remedy: str) -> Callable[[object], str]:
    """A validator of texts of one form; `text` says what is wrong with `{value}`, `remedy` what to write."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: object) -> str:
        if isinstance(value, str) and compiled.fullmatch(value):
            return value
        raise wrong(text, remedy, value=shown(value))

    return check


def _day(value: object) -> dt.date:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass  # 2026-02-30: no such day
    raise wrong(
        mark("« {value} » n'est pas une date."), mark("Écrivez AAAA-MM-JJ, par exemple 2026-10-31."), value=shown(value)
    )


def _month(value: object) -> dt.date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value, re.ASCII) and value > "0001":
        return dt.date(int(value[:4]), int(value[5:]), 1)
    raise wrong(
        mark("« {value} » n'est pas un mois."), mark("Écrivez AAAA-MM, par exemple 2026-10."), value=shown(value)
    )


def _moment(value: object) -> dt.datetime | dt.date:
    try:
        if isinstance(value, str):
            return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
    except ValueError:
        pass  # said below
    remedy = mark("Écrivez 2026-11-02 ou 2026-11-02T09:30:00+01:00.")
    raise wrong(mark("« {value} » n'est ni une date ni une heure."), remedy, value=shown(value))


def _number(value: object) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e18:
        return float(value)
    remedy = mark("Écrivez-le sans guillemets, sans espace, sans unité, avec un point : 50000 ou 3.5.")
    raise wrong(mark("« {value} » n'est pas un nombre."), remedy, value=shown(value))


def _count(value: object) -> int:
    number = _number(value)
    if number.is_integer() and isinstance(value, (int, float)):
        return int(value)
    raise wrong(mark("« {value} » n'est pas un nombre entier."), value=shown(value))


def _amount(value: object) -> Decimal:
    _number(value)
    return Decimal(int(value)) if isinstance(value, int) else Decimal(str(getattr(value, "written", value)))


_DATE = WithJsonSchema({"type": "string", "format": "date"})
_MONTH = WithJsonSchema({"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"})

Day = Annotated[dt.date, BeforeValidator(_day), _DATE]
Month = Annotated[dt.date, BeforeValidator(_month), _MONTH]  # its first day
Moment = Annotated[dt.datetime | dt.date, BeforeValidator(_moment), WithJsonSchema({"type": "string"})]
Number = Annotated[float, BeforeValidator(_number)]
Percentage = Annotated[float, Field(ge=0, le=100), BeforeValidator(_number)]
Count = Annotated[int, Field(ge=0), BeforeValidator(_count)]
Year = Annotated[int, Field(ge=2004, le=2100), BeforeValidator(_count)]
Amount = Annotated[Decimal, Field(ge=0), BeforeValidator(_amount), WithJsonSchema({"type": "number", "minimum": 0})]

Network = Annotated[str, OneOf(NETWORKS)]
Scope = Annotated[str, OneOf(("all", *NETWORKS))]

Colour = Annotated[
    str,
    BeforeValidator(
        _matching(
            r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})",
            mark("« {value} » n'est pas une couleur."),
            mark('Écrivez-la entre guillemets, par exemple "#0A5C8F".'),
        )
    ),
    AfterValidator(lambda value: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])),
    WithJsonSchema({"type": "string", "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"}),
]
Email = Annotated[
    str,
    BeforeValidator(
        _matching(
            r"[^\s@<>,;:\"()\[\]\x00-\x20\x7f]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?",
            mark("« {value} » n'est pas une adresse électronique."),
            mark("Écrivez-la seule, par exemple claire@example.org."),
        )
    ),
]
Notebook = Annotated[
    str,
    BeforeValidator(
        _matching(
            r"[^/\\:*?\"<>|\x00-\x1f.][^/\\:*?\"<>|\x00-\x1f]*\.ipynb",
            mark("« {value} » n'est pas le nom d'un notebook."),
            mark("Écrivez le nom d'un fichier du dossier notebooks/, par exemple monthly_report.ipynb."),
        )
    ),
]
Folder = Annotated[
    str,
    BeforeValidator(
        _matching(
            r"[A-Za-z0-9][A-Za-z0-9_-]*",
            mark("« {value} » n'est pas le nom d'une mise en page."),
            mark("Écrivez le nom d'un dossier de templates/, par exemple base."),
        )
    ),
]
