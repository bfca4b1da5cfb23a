"""Which people are counted: of which table, by which ids, and what makes one count (reference, Interaction)."""

from dataclasses import dataclass

PASSIVE = ("like", "click")  # kinds of interaction that are no contribution
ACTIVE, WEEKS, POSITIVE = 3, 3, 2  # interactions, ISO weeks, positive mentions from which a person counts


@dataclass(frozen=True)
class Crowd:
    """The people of a table: the column of their ids, and the SQL test that those who count pass as a group."""

    table: str
    column: str
    counts: str = "true"
    own_ids: bool = False  # the client's own: one person on all networks


_CONTRIBUTES = f"kind NOT IN ({', '.join(map(repr, PASSIVE))}, '')"
CROWDS = {
    "engaged": Crowd("interactions", "user_id"),
    "outsiders": Crowd("interactions", "user_id", "bool_or(NOT is_follower)"),
    "contributors": Crowd("interactions", "user_id", f"count(*) FILTER (WHERE {_CONTRIBUTES}) > 0"),
    "active_contributors": Crowd("interactions", "user_id", f"count(*) FILTER (WHERE {_CONTRIBUTES}) >= {ACTIVE}"),
    "active_core": Crowd("interactions", "user_id", f"count(DISTINCT strftime(_day, '%G-W%V')) >= {WEEKS}"),
    "askers": Crowd("conversations", "user_id"),
    "advocates": Crowd(
        "mentions",
        "author",
        f"count(*) FILTER (WHERE sentiment = 'positive') >= {POSITIVE} "
        "AND count(*) FILTER (WHERE sentiment = 'negative') = 0",
    ),
    "actors": Crowd("actions", "user_id", own_ids=True),
    "customers": Crowd("orders", "customer_id", own_ids=True),
}
