"""What the numbers together say: one rule, one small function; each sentence with its figures, causes and action."""

from kpitools.findings.finding import Finding
from kpitools.findings.rules import as_data, findings, told

__all__ = ["Finding", "as_data", "findings", "told"]
