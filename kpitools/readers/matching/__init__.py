"""Which layout a file has, and where each of its columns stands."""
