"""Settings that this version does not honour yet: a command refuses them rather than ignore them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kpitools.language import mark
from kpitools.params.document import Loc
from kpitools.params.parameters import Parameters
from kpitools.problems import Problem, Severity

# The sections of `vocabulary.SECTIONS` that are not built yet are refused when asked for.
UNBUILT_SECTIONS = ("corrections",)


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


def _sections(parameters: Parameters) -> Iterator[Loc]:
    for n, section in enumerate(parameters.report.sections or ()):
        if section in UNBUILT_SECTIONS:
            yield "report", "sections", n


def _written(name: str, *loc: str) -> Callable[[Parameters], Iterator[Loc]]:
    """A setting that stands in the parameters with another value than its default."""

    def places(parameters: Parameters) -> Iterator[Loc]:
        part = parameters if len(loc) == 0 else getattr(parameters, loc[0])
        if getattr(part, name) != type(part).model_fields[name].get_default(call_default_factory=True):
            yield *loc, name

    return places


_SETTINGS = (
    _Setting(("render", "send"), _passwords),
    _Setting(("send",), _languages),
    _Setting(("send",), _attachments),
    _Setting(("render",), _sections),
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


# Settings that only feed KPIs and sections still to come: nothing shown today depends on them.
_DORMANT = ("budget", "audience_target", "service", "community_since", "competitors")


def dormant(parameters: Parameters) -> list[Problem]:
    """Notes on settings that are right and of no use yet: what is shown without them is what is shown with them."""
    return [
        Problem(
            "dormant",
            mark("« {setting} » est bien compris, mais aucun indicateur de cette version ne s'en sert encore."),
            {"setting": name},
            Severity.NOTE,
            **parameters.place(name),
        )
        for name in _DORMANT
        if getattr(parameters, name)
    ]
