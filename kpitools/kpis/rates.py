"""Rates of single posts, as columns added to the merged posts: what means over posts are made of."""

from kpitools.kpis.levels import OLDEST
from kpitools.store import Store

# The stored columns that a rate is made of: the files of these are the sources of a mean of it.
PARTS = {
    "er_post": ("likes", "comments", "shares", "followers_then"),
    "er_views": ("likes", "comments", "shares", "views"),
}
SOURCED = ("followers_then",)  # the added column that remembers where it comes from


def add(store: Store) -> None:
    """Add each post's engagement rates, and the level of its account on its day (known, at most 7 days old)."""
    run = store.connection.execute
    if run(
        "SELECT count(*) FROM duckdb_columns() WHERE table_name = 'posts' AND column_name = 'er_post'"
    ).fetchall() != [(0,)]:
        return
    for name, kind in (
        ("followers_then", "BIGINT"),
        ("followers_then__src", "BIGINT"),
        ("er_post", "DOUBLE"),
        ("er_views", "DOUBLE"),
    ):
        run(f"ALTER TABLE posts ADD COLUMN {name} {kind}")
    run(
        "CREATE TEMP TABLE levels AS SELECT brand, network, account, date, followers, followers__src FROM account_days "
        "WHERE followers IS NOT NULL"
    )
    run(
        "CREATE TEMP TABLE post_levels AS SELECT p.rowid AS post, l.followers, l.followers__src "
        "FROM posts p ASOF JOIN levels l "
        "ON p.brand = l.brand AND p.network = l.network AND p.account = l.account AND p._day >= l.date "
        f"WHERE p._day - l.date <= {OLDEST.days}"
    )
    run(
        "UPDATE posts SET followers_then = l.followers, followers_then__src = l.followers__src "
        "FROM post_levels l WHERE posts.rowid = l.post"
    )
    run("UPDATE posts SET er_post = engagements / followers_then * 100 WHERE followers_then > 0")
    run("UPDATE posts SET er_views = engagements / views * 100 WHERE views > 0")
    run("DROP TABLE post_levels")
    run("DROP TABLE levels")
