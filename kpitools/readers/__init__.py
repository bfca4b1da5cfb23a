"""Recognising export files by their content and turning them into canonical tables.

An export is described by a layout: a YAML file in `layouts/` (its language is explained in `layouts/README.md`), or a
workspace's own in `params/layouts/`.
"""

from kpitools.readers.draft import Draft, draft
from kpitools.readers.export import Export
from kpitools.readers.kept import Keep
from kpitools.readers.layout import Layout
from kpitools.readers.library import layouts
from kpitools.readers.persons import Pseudonyms
from kpitools.readers.read import read
from kpitools.readers.sources import Sources, sources
from kpitools.readers.suggest import Need, Suggestion, needs
from kpitools.readers.templates import write_templates
from kpitools.readers.trial import Trial, trial

__all__ = [
    "Draft",
    "Export",
    "Keep",
    "Layout",
    "Need",
    "Pseudonyms",
    "Sources",
    "Suggestion",
    "Trial",
    "draft",
    "layouts",
    "needs",
    "read",
    "sources",
    "trial",
    "write_templates",
]
