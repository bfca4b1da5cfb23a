"""Canonical tables of one client: parsed exports from the cache, merged by key, in one DuckDB connection."""

from kpitools.store.record import FileRecord, Place
from kpitools.store.store import Store, load

__all__ = ["FileRecord", "Place", "Store", "load"]
