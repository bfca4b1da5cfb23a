"""The canonical tables: what every export is read into, and all that a KPI is computed from.

Source: the public file format "Canonical tables"; columns, types and keys here are that interface.
"""

from kpitools.params.vocabulary import NETWORKS
from kpitools.tables.derived import DERIVED, parts
from kpitools.tables.schema import EVENT_TABLES, TABLES, Column, Kind, Table
from kpitools.tables.words import TITLES

__all__ = ["DERIVED", "EVENT_TABLES", "NETWORKS", "TABLES", "TITLES", "Column", "Kind", "Table", "parts"]
