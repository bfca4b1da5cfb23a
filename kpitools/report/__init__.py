"""The report: what a notebook talks to, and what its sections show."""

from kpitools.report.report import Report

__all__ = ["Report"]
