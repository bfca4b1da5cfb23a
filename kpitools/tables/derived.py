"""Figures of a row that are made of its other columns: the sum of those that are known, unknown if none is.

Source: the KPI reference, rules 7 and 11.
"""

DERIVED: dict[str, dict[str, tuple[str, ...]]] = {
    "posts": {
        "engagements": ("likes", "comments", "shares"),
        "interactions": ("likes", "comments", "shares", "saves"),
    },
    "account_days": {
        "engagements": ("likes", "comments", "shares"),
        "reactions": ("likes", "comments", "shares", "saves"),
    },
}


def parts(table: str, column: str) -> tuple[str, ...]:
    """The stored columns that a column is made of: itself, where it is stored."""
    return DERIVED.get(table, {}).get(column, (column,))
