"""Publishing: run a notebook, hold it to the contract, export HTML, print the PDF, write the edition."""

import sys

if "jsonschema" not in sys.modules:
    # nbformat brings jsonschema, which would load a whole grammar of internet addresses (a second, at every start) for
    # a check that notebooks have no use for. Without the optional package it leaves that check out.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from kpitools.publish.render import Outcome, render
from kpitools.publish.request import EditionContext, EditionRequest

__all__ = ["EditionContext", "EditionRequest", "Outcome", "render"]
