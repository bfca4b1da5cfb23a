"""What numbers allow one to say: signal or noise, why a rate moved, where a total will end, what stands apart.

Knows no KPI: it takes arrays of figures and gives numbers back. Every claim is calibrated by simulation
(`docs/statistics.md`, made by `tools/calibration.py`).
"""

from kpitools.statistics.apart import Apart, apart
from kpitools.statistics.days import Days, by_day
from kpitools.statistics.decomposition import Decomposition, decompose, strongest
from kpitools.statistics.forecast import LEAST_WEEKS, Forecast, end_value
from kpitools.statistics.history import against_own_past, robust_z
from kpitools.statistics.measured import Measured, Signal, judge
from kpitools.statistics.units import Moments, ratio_over_units, total_over_units

__all__ = [
    "LEAST_WEEKS",
    "Apart",
    "Days",
    "Decomposition",
    "Forecast",
    "Measured",
    "Moments",
    "Signal",
    "against_own_past",
    "apart",
    "by_day",
    "decompose",
    "end_value",
    "judge",
    "ratio_over_units",
    "robust_z",
    "strongest",
    "total_over_units",
]
