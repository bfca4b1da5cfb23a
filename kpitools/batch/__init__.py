"""All clients' editions: planned, made side by side each in a process of its own, remembered in a ledger."""

from kpitools.batch.ledger import Ledger
from kpitools.batch.plan import Job, Plan, parameter_files, plan
from kpitools.batch.result import Limits, Result, State
from kpitools.batch.run import Batch, Listener
from kpitools.batch.standing import Standing, standing, standings

__all__ = [
    "Batch",
    "Job",
    "Ledger",
    "Limits",
    "Listener",
    "Plan",
    "Result",
    "Standing",
    "State",
    "parameter_files",
    "plan",
    "standing",
    "standings",
]
