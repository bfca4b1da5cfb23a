"""The name of a client, read without judging its file."""

from pathlib import Path

from kpitools.errors import ParametersError
from kpitools.params.document import read
from kpitools.problems import Problem


def client_name(path: Path) -> str | None:
    """The client's name as its parameter file says it, None where it can't be read."""
    problems: list[Problem] = []
    try:
        name = read(path, problems).find("client", "name")
    except ParametersError:
        return None
    return name.text if name else None
