"""Settings that this version does not honour yet: a command refuses them rather than ignore them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kpitools.language import mark
from kpitools.params.document import Loc
from kpitools.params.parameters import Parameters
from kpitools.problems import Problem


@dataclass(frozen=True)
class _Setting:
    """A setting not honoured yet: which commands it concerns, and where in some parameters it stands."""

    commands: tuple[str, ...]
    places: Callable[[Parameters], Iterator[Loc]]


def _passwords(parameters: Parameters) -> Iterator[Loc]:
    for n, recipient in enumerate(parameters.mail.recipients if parameters.mail else ()):
        if recipient.password is not None:
            yield "mail", "recipients", n, "password"


def _languages(parameters: Parameters) -> Iterator[Loc]:
    """A reader's language that is not the edition's."""
    for n, recipient in enumerate(parameters.mail.recipients if parameters.mail else ()):
        if recipient.language not in (None, parameters.client.language):
            yield "mail", "recipients", n, "language"


def _attachments(parameters: Parameters) -> Iterator[Loc]:
    """Anything to be joined to a message but the PDF."""
    for n, recipient in enumerate(parameters.mail.recipients if parameters.mail else ()):
        if recipient.attach != ("pdf",):
            yield "mail", "recipients", n, "attach"


_SETTINGS = (
    _Setting(("render", "send"), _passwords),
    _Setting(("send",), _languages),
    _Setting(("send",), _attachments),
)


def unsupported(parameters: Parameters, command: str) -> list[Problem]:
    """What the parameters ask of a command (`render`, `compute` …) that it does not honour yet, each with its line."""
    return [
        Problem(
            "unsupported",
            mark("Cette version de kpitools ne tient pas encore compte de « {setting} »."),
            {"setting": _shown(parameters, loc)},
            remedy=mark("Supprimez cette ligne pour continuer sans ce réglage."),
            **parameters.place(*loc),
        )
        for setting in _SETTINGS
        if command in setting.commands
        for loc in setting.places(parameters)
    ]


def _shown(parameters: Parameters, loc: Loc) -> str:
    """The setting as its reader calls it: `report.sections: objectifs`, `mail.recipients.password`."""
    name = ".".join(step for step in loc if isinstance(step, str))
    return f"{name}: {parameters.node(*loc).text}" if isinstance(loc[-1], int) else name
