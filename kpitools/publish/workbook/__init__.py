"""The edition's workbook (`report.xlsx`): values, proofs, the tables behind the charts, for those who count again."""

from kpitools.publish.workbook.book import workbook

__all__ = ["workbook"]
