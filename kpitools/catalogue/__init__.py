"""The KPIs as data: names, formulas over measures, units, directions, sources and pitfalls."""

from kpitools.catalogue.catalogue import Catalogue, catalogue
from kpitools.catalogue.kpi import Better, Divide, Function, Kpi, Sum, Unit, Words

__all__ = ["Better", "Catalogue", "Divide", "Function", "Kpi", "Sum", "Unit", "Words", "catalogue"]
