"""Publishing: run a notebook, hold it to the contract, export HTML, print the PDF, write the edition."""

from kpitools.publish.render import Outcome, render
from kpitools.publish.request import EditionContext, EditionRequest

__all__ = ["EditionContext", "EditionRequest", "Outcome", "render"]
