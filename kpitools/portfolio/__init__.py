"""All clients side by side: the KPIs that formulas make of sums, for every client and month in one pass."""
