"""The KPI reference, read word by word and computed row by row: slow, plain, and independent of the product.

It takes rows of the canonical tables whose keys are their own (nothing to merge) and shares no code with kpitools.
"""
