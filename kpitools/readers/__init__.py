"""Recognising export files by their content and turning them into canonical tables.

An export is described by a layout: a YAML file in `layouts/` (its language is explained in `layouts/README.md`), or a
workspace's own in `params/layouts/`.

A file goes through the rooms in this order: `files` opens it as records; `writing` knows how labels, dates, figures and
people are written; `schema` is what a layout can say; `matching` finds the layout and where its columns stand; `values`
casts their cells; `rows` makes the rows of a canonical table of them. `drafting` drafts a layout for an unknown file.
"""

from kpitools.readers.drafting.draft import Draft, draft
from kpitools.readers.export import Export
from kpitools.readers.read import read
from kpitools.readers.rows.kept import Keep
from kpitools.readers.schema.layout import Layout
from kpitools.readers.schema.library import layouts
from kpitools.readers.schema.templates import write_templates
from kpitools.readers.suggest import Need, Suggestion, needs
from kpitools.readers.trial import Trial, trial
from kpitools.readers.values.sources import Sources, sources
from kpitools.readers.writing.persons import Pseudonyms

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
