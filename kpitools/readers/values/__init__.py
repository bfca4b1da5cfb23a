"""From the cells of a column to its values, and what they do not mean."""
