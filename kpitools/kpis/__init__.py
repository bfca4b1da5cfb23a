"""Evaluation: values, changes, targets and proofs, from merged tables and the catalogue's formulas."""

from kpitools.kpis.evaluation import ALL, Evaluation
from kpitools.kpis.values import Bucket, Period, Point, Proof, Source, Value

__all__ = ["ALL", "Bucket", "Evaluation", "Period", "Point", "Proof", "Source", "Value"]
