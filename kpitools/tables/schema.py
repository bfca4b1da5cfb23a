"""Columns, types and keys of the canonical tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import pyarrow as pa


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NETWORK = "network"  # one of NETWORKS
    COUNT = "count"  # a non-negative integer
    NET = "net"  # an integer that removals may turn negative
    MONEY = "money"  # decimal, in the client's currency
    NUMBER = "number"  # a decimal number: seconds, hours, shares, ratings
    FLAG = "flag"
    DATE = "date"
    TIME = "time"  # an instant


_ARROW = {
    Kind.TEXT: pa.string(),
    Kind.NETWORK: pa.string(),
    Kind.COUNT: pa.int64(),
    Kind.NET: pa.int64(),
    Kind.MONEY: pa.decimal128(18, 6),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.TIME: pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True)
class Column:
    """One column of a canonical table."""

    name: str
    kind: Kind
    key: bool = False

    @property
    def arrow(self) -> pa.DataType:
        """The type it has in Parquet."""
        return _ARROW[self.kind]


@dataclass(frozen=True)
class Table:
    """One canonical table.

    `when` is the column that places a row in time (None where rows span a period of their own). `event` tables hold
    things that happen: no row in a covered period counts 0. In `adds_up` tables, rows of one file that share a key
    are added up, as platforms list two ads of one name.
    """

    name: str
    columns: tuple[Column, ...]
    when: str | None
    event: bool = False
    adds_up: bool = False

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def __contains__(self, name: object) -> bool:
        return any(column.name == name for column in self.columns)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that identify a row."""
        return tuple(column.name for column in self.columns if column.key)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The columns that are merged field by field."""
        return tuple(column.name for column in self.columns if not column.key)

    @property
    def arrow(self) -> pa.Schema:
        """The Parquet schema, in the interface's order."""
        return pa.schema([(column.name, column.arrow) for column in self.columns])


_K = {kind.value: kind for kind in Kind}


def _table(name: str, when: str | None, columns: str, *, event: bool = False, adds_up: bool = False) -> Table:
    """A table from a compact text: `*` marks a key column, `name:kind` its kind (count where unsaid)."""
    made = []
    for word in columns.split():
        column, _, kind = word.lstrip("*").partition(":")
        made.append(Column(column, _K[kind or "count"], word.startswith("*")))
    return Table(name, tuple(made), when, event, adds_up)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("account_days", "date", """*brand:text *network:network *account:text *date:date followers
            followers_gained:net followers_lost:net impressions reach reach_organic reach_paid reach_viral
            profile_visits profile_visits_direct engaged_users video_views:net website_clicks:net views:net likes:net
            comments:net shares:net saves:net link_clicks:net clicks:net interactions:net"""),
        _table("account_periods", None, """*brand:text *network:network *account:text *start:date *end:date reach
            reach_organic reach_paid reach_viral engaged_users unique_visitors impressions"""),
        _table("posts", "published_at", """*brand:text *network:network *account:text *post_id:text published_at:time
            type:text text:text permalink:text topic:text impressions views reach reach_organic reach_paid reach_viral
            likes:net love care haha wow sad angry comments shares saves forwards link_clicks clicks video_views
            watch_time_s:number""", event=True),
        _table("interactions", "at", """*network:network *account:text *user_id:text *at:time *kind:text *post_id:text
            is_follower:flag""", event=True),
        _table("conversations", "received_at", """*network:network *account:text *conversation_id:text received_at:time
            replied_at:time resolved_at:time kind:text is_question:flag is_problem:flag user_id:text""", event=True),
        _table("reviews", "at", """*network:network *account:text *review_id:text at:time rating:number text:text
            subject:text""", event=True),
        _table("mention_days", "date", """*date:date *network:network *brand:text mentions positive neutral negative
            reach""", event=True),
        _table("mentions", "at", """*mention_id:text at:time network:network brand:text author:text author_followers
            sentiment:text text:text permalink:text reach""", event=True),
        _table("ads", "date", """*date:date *end:date *network:network *campaign:text *ad_set:text *ad:text spend:money
            impressions reach clicks video_views engagements post_views posts followers_gained leads conversions
            link_clicks value:money""", event=True, adds_up=True),
        _table("web_visits", "date", """*date:date *end:date *source:text *medium:text *campaign:text
            *landing_page:text network:network sessions users new_users returning_users pageviews duration_s:number
            bounces engaged_sessions""", adds_up=True),
        _table("conversion_paths", "date", """*date:date *path:text *goal:text conversions value:money""", event=True),
        _table("actions", "at", """*action_id:text at:time goal:text user_id:text network:network value:money""",
               event=True),
        _table("leads", "at", "*lead_id:text at:time network:network converted_at:time", event=True),
        _table("orders", "at", """*order_id:text at:time customer_id:text network:network amount:money
            cost:money""", event=True),
        _table("costs", "date", """*cost_id:text date:date category:text network:network amount:money
            hours:number""", event=True),
        _table("surveys", "at", "*answer_id:text at:time kind:text score:number network:network", event=True),
        _table("contents", "date", "*content_id:text date:date kind:text title:text author:text", event=True),
        _table("audience", "date", """*date:date *brand:text *network:network *account:text *dimension:text
            *bucket:text followers share:number"""),
    )
}  # fmt: skip

# What a spreadsheet may hold beside the canonical tables: it is added to the client's parameters, and to no figure.
LISTS: dict[str, Table] = {
    "contests": _table("contests", "start", "*name:text *start:date *end:date cost:money"),
}

# A conversion path is its touch points joined by this; one of a social network that nothing names is this word.
STEP = " > "
UNNAMED_NETWORK = "social"

EVENT_TABLES = frozenset(name for name, table in TABLES.items() if table.event)
