"""The Jinja partials that the report's displays are made with: a brand's own first, then those of `templates/base`."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kpitools.charts.palette import Palette
from kpitools.language import Language, language


@cache
def _environment(folders: tuple[Path, ...], code: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    words = language(code)
    made.globals.update(t=words.text, plural=words.plural, language=words)
    return made


def render(folders: tuple[Path, ...], words: Language, name: str, **values: Any) -> Markup:
    """A partial, `partials/NAME.html.j2`, with everything in it escaped that is not markup already."""
    return Markup(_environment(folders, words.code).get_template(f"partials/{name}.html.j2").render(**values))


def lab_style(folders: tuple[Path, ...], palette: Palette) -> str:
    """The style that a section carries along in JupyterLab, where no page holds it."""
    environment = _environment(folders, "fr")
    variables = "".join(f"--{name}:{colour};" for name, colour in palette.colours().items())
    rules = environment.get_template("report.css").render() + environment.get_template("lab.css").render()
    return f"<style>.section{{{variables}--font:Inter,sans-serif}}{rules}</style>"
