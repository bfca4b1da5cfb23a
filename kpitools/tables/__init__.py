"""The canonical tables: what every export is read into, and all that a KPI is computed from.

Source: the public file format "Canonical tables"; columns, types and keys here are that interface.
"""

from kpitools.params.vocabulary import NETWORKS
from kpitools.tables.derived import DERIVED, parts
from kpitools.tables.schema import EVENT_TABLES, LISTS, STEP, TABLES, UNNAMED_NETWORK, Column, Kind, Table
from kpitools.tables.words import TITLES

FILLED = {**TABLES, **LISTS}  # all that a layout may fill

__all__ = [
    "DERIVED",
    "EVENT_TABLES",
    "FILLED",
    "LISTS",
    "NETWORKS",
    "STEP",
    "TABLES",
    "TITLES",
    "UNNAMED_NETWORK",
    "Column",
    "Kind",
    "Table",
    "parts",
]
