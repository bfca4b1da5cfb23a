"""A client's parameter file: its format, its errors with file and line, and the files that it names."""

from kpitools.params.commentary import commentary_for
from kpitools.params.files import SourceFile, resolve
from kpitools.params.hints import Hints
from kpitools.params.loading import load
from kpitools.params.parameters import Parameters
from kpitools.params.unsupported import unsupported

__all__ = ["Hints", "Parameters", "SourceFile", "commentary_for", "load", "resolve", "unsupported"]
