"""The analyst's comment on a month: from a folder of Markdown files, or from the parameters themselves."""

import datetime as dt

from kpitools.errors import ParametersError
from kpitools.language import mark
from kpitools.params.document import known_as
from kpitools.params.parameters import Parameters
from kpitools.problems import Problem


def commentary_for(parameters: Parameters, month: dt.date) -> str | None:
    """The comment, in Markdown, on the month of a day; None where nobody wrote one.

    Raises ParametersError where its file can't be read as UTF-8 text.
    """
    if parameters.commentary is None:
        return None
    if isinstance(parameters.commentary, dict):
        return parameters.commentary.get(month.replace(day=1))
    path = parameters.beside("commentary") / f"{month:%Y-%m}.md"
    if not path.exists():
        return None
    try:
        return path.read_text(encoding="utf-8-sig").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        text = mark("Ce commentaire ne peut pas être lu.")
        remedy = mark("Enregistrez-le en UTF-8 dans votre éditeur.")
        raise ParametersError(Problem("commentary", text, remedy=remedy, file=known_as(path))) from error
