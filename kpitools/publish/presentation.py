"""What a template is told about the report besides its cells: the client, the period, the brand, the contents."""

import base64
import datetime as dt
import mimetypes
from dataclasses import dataclass
from html import escape
from pathlib import Path

import kpitools
from kpitools.charts.fonts import FAMILY
from kpitools.charts.palette import ACCENT, BRAND, Palette
from kpitools.errors import WorkspaceError
from kpitools.kpis.values import Period
from kpitools.language import Language, language, mark
from kpitools.params import Parameters
from kpitools.problems import Problem
from kpitools.publish.fonts import FACES_HERE, STACK_HERE
from kpitools.publish.sections import ShownSection


@dataclass(frozen=True)
class BrandView:
    """The brand as templates see it, every part filled: `logo` is a `data:` address or None; `cover` a band or full."""

    color: str
    accent: str
    font: str
    footer: str
    cover: str
    logo: str | None

    @classmethod
    def of(cls, parameters: Parameters) -> "BrandView":
        """The brand that the parameters describe, its logo read; raises WorkspaceError where the picture can't be."""
        brand = parameters.report.brand
        return cls(
            color=brand.color or BRAND,
            accent=brand.accent or ACCENT,
            font=brand.font or FAMILY,
            footer=brand.footer or "",
            cover=brand.cover,
            logo=_data_address(parameters.logo) if parameters.logo else None,
        )


@dataclass(frozen=True)
class Presentation:
    """The frame of one report in one language: what templates know as `report`."""

    client_id: str
    client: str
    span: Period
    words: Language
    brand: BrandView
    created: dt.datetime
    shown: tuple[ShownSection, ...] = ()

    @classmethod
    def of(cls, parameters: Parameters, span: Period, code: str, created: dt.datetime) -> "Presentation":
        """The frame of a client's report for a period, in the language of that code."""
        client = parameters.client
        return cls(client.id, client.name, span, language(code), BrandView.of(parameters), created)

    @property
    def language(self) -> str:
        """`fr` or `en`."""
        return self.words.code

    @property
    def palette(self) -> Palette:
        """The report's colours, made from the brand's two."""
        return Palette(self.brand.color, self.brand.accent)

    @property
    def period(self) -> str:
        """The month, or the range of days, in words."""
        return self.words.period(self.span.start, self.span.end)

    @property
    def title(self) -> str:
        """The document's title."""
        return f"{self.client} · {self.period}"

    @property
    def made_on(self) -> str:
        """The day of making, in words."""
        return self.words.date(self.created.date())

    @property
    def sections(self) -> tuple[ShownSection, ...]:
        """The sections that the report shows, in order: its contents."""
        return tuple(section for section in self.shown if section.is_present)

    @property
    def absent(self) -> tuple[ShownSection, ...]:
        """The sections that it can't show, each with its reason."""
        return tuple(section for section in self.shown if not section.is_present)

    @property
    def metadata(self) -> str:
        """The elements of `<head>` from which the document's properties come, in HTML and PDF alike."""
        time = self.created.strftime("%Y-%m-%dT%H:%M:%SZ")
        named = {
            "author": self.brand.footer or self.client,
            "generator": f"kpitools {kpitools.__version__}",
            "dcterms.created": time,
            "dcterms.modified": time,
        }
        metas = "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items())
        return f"<title>{escape(self.title)}</title>\n{metas}"

    @property
    def font_faces(self) -> str:
        """Where the `@font-face` rules go, which are made when it is known what the page shows."""
        return FACES_HERE

    @property
    def font_stack(self) -> str:
        """Where the value of `font-family` goes: the brand's font, Inter, what Inter lacks, the reader's own."""
        return STACK_HERE


def _data_address(picture: Path) -> str:
    try:
        content = picture.read_bytes()
    except OSError as error:
        text = mark("Le logo « {logo} » ne peut pas être lu.")
        remedy = mark("Corrigez report.brand.logo dans les paramètres.")
        raise WorkspaceError(Problem("unreadable_logo", text, {"logo": picture.name}, remedy=remedy)) from error
    kind = mimetypes.guess_type(picture.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
