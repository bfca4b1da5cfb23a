"""One chart, one function, in one house style, with an alternative text made from its data."""

from kpitools.charts.bars import bars
from kpitools.charts.chart import Chart, Figures, House, Words
from kpitools.charts.coverage import Covered, coverage
from kpitools.charts.days import days
from kpitools.charts.marks import Event
from kpitools.charts.months import Series, months
from kpitools.charts.multiples import Panel, multiples
from kpitools.charts.palette import Palette
from kpitools.charts.quantity import change, quantity
from kpitools.charts.small import bullet, sparkline

__all__ = [
    "Chart", "Covered", "Event", "Figures", "House", "Palette", "Panel", "Series", "Words", "bars", "bullet", "change",
    "coverage", "days", "months", "multiples", "quantity", "sparkline",
]  # fmt: skip
