"""Evaluation: values, changes, targets and proofs, from merged tables and the catalogue's formulas.

Only what is light is imported here: `kpitools.kpis.evaluation` brings DuckDB and pandas along.
"""

from kpitools.kpis.values import Bucket, Period, Point, Proof, Source, Value

__all__ = ["Bucket", "Period", "Point", "Proof", "Source", "Value"]
