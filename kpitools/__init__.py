"""Social-media KPIs from the platforms' own exports, each number with its proof, in reports people enjoy reading."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Report", "__version__"]

if TYPE_CHECKING:
    from kpitools.report import Report


def __getattr__(name: str) -> Any:
    # Report pulls in pandas and matplotlib; the command line must answer without waiting for them.
    if name == "Report":
        from kpitools.report import Report

        return Report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
