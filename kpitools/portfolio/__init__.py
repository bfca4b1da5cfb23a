"""All clients side by side: what formulas make of sums in one pass over all, the rest by each client's evaluation."""
