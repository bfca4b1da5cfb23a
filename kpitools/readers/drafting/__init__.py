"""A layout drafted for a file that none knows."""
