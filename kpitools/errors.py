"""The errors that kpitools raises, one tree.

KpitoolsError
├── ParametersError     a parameter file, a KPI or a layout of the workspace is wrong (also a ValueError)
├── WorkspaceError      a folder or file of the workspace is not there or not usable (also an OSError)
├── ExportError         an export file can't be read
│   ├── UnknownExport   its layout is not known
│   ├── AmbiguousExport its content leaves open what a line of the parameters must settle
│   └── UnreadableExport it is damaged, protected or no table
├── NoData              nothing at all for the period
├── UnknownKpi          no KPI has this id (also a KeyError)
└── PublishError        an edition can't be made
    ├── NotebookFailed  the notebook did not run to its end
    ├── ContractBroken  what it made does not keep the contract of an edition
    └── PdfEngineMissing the PDF engine's system libraries are not installed
"""

from kpitools.language import Language, language
from kpitools.problems import Problem


class KpitoolsError(Exception):
    """What is wrong, where, and what to do: one problem or several."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def render(self, words: Language) -> str:
        """All problems, one a line."""
        return "\n".join(problem.render(words) for problem in self.problems)

    def __str__(self) -> str:
        return self.render(language("fr"))


class ParametersError(KpitoolsError, ValueError):
    """A file that the user writes (parameters, a KPI, a layout) is wrong; holds every problem found in it."""


class WorkspaceError(KpitoolsError, OSError):
    """A folder or file of the workspace is missing or not usable."""

    __str__ = KpitoolsError.__str__


class ExportError(KpitoolsError):
    """An export file can't be read."""


class UnknownExport(ExportError):
    """The layout of an export is not known."""


class AmbiguousExport(ExportError):
    """The content of an export leaves open what a line of the parameters must settle."""


class UnreadableExport(ExportError):
    """An export is damaged, protected, or no table at all."""


class NoData(KpitoolsError):
    """There is no data at all for the period."""


class UnknownKpi(KpitoolsError, KeyError):
    """No KPI has this id."""

    __str__ = KpitoolsError.__str__


class PublishError(KpitoolsError):
    """An edition can't be made."""


class NotebookFailed(PublishError):
    """The notebook did not run to its end."""


class ContractBroken(PublishError):
    """What the notebook made does not keep the contract of an edition."""


class PdfEngineMissing(PublishError):
    """The PDF engine's system libraries are not installed."""
