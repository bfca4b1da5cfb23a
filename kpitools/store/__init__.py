"""Canonical tables of one client: parsed exports from the cache, merged by key, in one DuckDB connection."""

from kpitools.store.record import FileRecord
from kpitools.store.store import Store, load

__all__ = ["FileRecord", "Store", "load"]
