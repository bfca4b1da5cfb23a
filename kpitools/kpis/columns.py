"""Figures of a row that KPIs add up and no export states: 1 or 0 for what the row is, an amount where it counts.

They are columns added to the merged tables, unknown where what they are made of is: sums, ratios, coverage and reasons
then follow the rules of every other column. Source: the KPI reference, whose formulas they are the terms of.
"""

from dataclasses import dataclass

from kpitools.kpis.service import RESPONSE, add_response_times
from kpitools.store import Store
from kpitools.tables import NETWORKS, UNNAMED_NETWORK

PAID_MEDIA = ("cpc", "ppc", "cpm", "cpv", "display")
EMAIL = ("email", "e-mail", "e_mail", "e mail")
REQUESTS = ("message", "appointment", "form", "call")
VIDEOS = ("video", "reel", "live")
COST_CATEGORIES = ("development", "support")  # those that a KPI is of
CONTENTS = ("blog", "ebook", "presentation", "video", "forum")
LEAD_DAYS = 30
# Touch points of a path that are social networks; `other` is none (reference, conversion_paths).
SOCIAL = (*(network for network in NETWORKS if network != "other"), UNNAMED_NETWORK)


@dataclass(frozen=True)
class Added:
    """A column as SQL over the row `t`, its type, and the stored columns that it is made of."""

    sql: str
    parts: tuple[str, ...]
    kind: str = "BIGINT"


def _listed(texts: tuple[str, ...]) -> str:
    return ", ".join(f"'{text}'" for text in texts)


def _is(test: str, *parts: str) -> Added:
    """1 where the test holds, 0 where it does not, unknown where it can't be told."""
    return Added(f"({test})::BIGINT", parts)


def _of_those(flag: str, outcome: str) -> Added:
    """1 for the rows that are `flag` and have an `outcome`, 0 for all others that say whether they are."""
    return Added(
        f"CASE WHEN t.{flag} THEN (t.{outcome} IS NOT NULL)::BIGINT WHEN NOT t.{flag} THEN 0 END", (flag, outcome)
    )


def _costs_of(category: str) -> dict[str, Added]:
    """The amount of the costs of a category, 0 for those of others; how many there are, how many say their amount."""
    sql = f"CASE WHEN t.category = '{category}' THEN t.amount WHEN t.category IS NOT NULL THEN 0 END"
    return {
        category: Added(sql, ("category", "amount"), "DECIMAL(18,6)"),
        f"{category}_rows": _is(f"t.category = '{category}'", "category"),
        f"{category}_told": _is(f"t.category = '{category}' AND t.amount IS NOT NULL", "category", "amount"),
    }


def _answer(kind: str, score: str) -> Added:
    return Added(f"CASE WHEN t.kind = '{kind}' THEN ({score})::BIGINT END", ("kind", "score"))


_SOURCELESS = "coalesce(t.source, '') = '' AND coalesce(t.medium, '') = '' AND coalesce(t.network, '') = ''"
_CLASS = f"""CASE
    WHEN {_SOURCELESS} THEN NULL
    WHEN lower(t.medium) IN ({_listed(PAID_MEDIA)}) OR lower(t.medium) LIKE 'paid%' THEN 'paid'
    WHEN lower(t.medium) IN ({_listed(EMAIL)}) THEN 'email'
    WHEN t.network IS NOT NULL AND t.network <> '' THEN 'social'
    WHEN lower(t.medium) = 'organic' THEN 'organic'
    WHEN lower(t.source) = '(direct)' OR lower(t.medium) = '(none)' THEN 'direct'
    WHEN lower(t.medium) = 'referral' THEN 'referral'
    ELSE 'other' END"""
_LAST = "string_split(t.path, ' > ')[-1]"


def _touches(points: str) -> str:
    """SQL: the social networks among some touch points, each once."""
    return f"list_sort(list_distinct(list_filter({points}, lambda touch: touch IN ({_listed(SOCIAL)}))))"


ADDED: dict[str, dict[str, Added]] = {
    "posts": {
        "negative_reactions": Added("t.sad + t.angry", ("sad", "angry")),
        "told_reactions": Added(
            "t.love + t.care + t.haha + t.wow + t.sad + t.angry", ("love", "care", "haha", "wow", "sad", "angry")
        ),
        "is_video": _is(f"t.type IN ({_listed(VIDEOS)})", "type"),
    },
    "interactions": {
        "person": Added("CASE WHEN t.user_id <> '' THEN 1 END", ("user_id",)),
        "stance": Added("CASE WHEN t.is_follower IS NOT NULL THEN 1 END", ("is_follower",)),
    },
    "conversations": {
        "question": _is("t.is_question", "is_question"),
        "reply": _of_those("is_question", "replied_at"),
        "problem": _is("t.is_problem", "is_problem"),
        "resolution": _of_those("is_problem", "resolved_at"),
        "request": _is(f"t.kind IN ({_listed(REQUESTS)})", "kind"),
        "person": Added("CASE WHEN t.user_id <> '' THEN 1 END", ("user_id",)),
    },
    "mentions": {
        **{
            sentiment: _is(f"t.sentiment = '{sentiment}'", "sentiment")
            for sentiment in ("positive", "neutral", "negative")
        },
        "tone": Added("(t.sentiment = 'positive')::BIGINT - (t.sentiment = 'negative')::BIGINT", ("sentiment",)),
        "person": Added("CASE WHEN t.author <> '' THEN 1 END", ("author",)),
    },
    "mention_days": {
        "rated": Added("t.positive + t.neutral + t.negative", ("positive", "neutral", "negative")),
        "tone": Added("t.positive - t.negative", ("positive", "negative")),
    },
    "web_visits": {
        "class": Added(_CLASS, (), "VARCHAR"),
        # An export of the whole site that names no source at all does not say that nobody came from a network.
        "told_source": Added(f"CASE WHEN NOT ({_SOURCELESS}) THEN 1 END", ()),
        # Nor does a report by channel, which calls visits social and names no network.
        "told_network": Added(
            "CASE WHEN coalesce(t.source, '') <> '' OR coalesce(t.network, '') NOT IN ('', 'other') THEN 1 END", ()
        ),
        "told_visitors": Added("t.new_users + t.returning_users", ("new_users", "returning_users")),
        "searches": Added(
            f"CASE WHEN ({_CLASS}) = 'organic' THEN t.sessions WHEN NOT ({_SOURCELESS}) THEN 0 END", ("sessions",)
        ),
    },
    "conversion_paths": {
        # The networks that a path holds, its last one where it ends in one, and those before its end.
        "held": Added(_touches("string_split(t.path, ' > ')"), (), "VARCHAR[]"),
        "closer": Added(f"CASE WHEN {_LAST} IN ({_listed(SOCIAL)}) THEN {_LAST} ELSE '' END", (), "VARCHAR"),
        "helpers": Added(_touches("string_split(t.path, ' > ')[:-2]"), (), "VARCHAR[]"),
    },
    "actions": {
        "signup": _is("t.goal IN ('signup', 'newsletter')", "goal"),
        "request": _is("t.goal IN ('signup', 'appointment')", "goal"),
        "person": Added("CASE WHEN t.user_id <> '' THEN 1 END", ("user_id",)),
    },
    "leads": {
        "won": _is(f'coalesce(t.converted_at <= t."at" + INTERVAL {LEAD_DAYS} DAY, false)', "converted_at"),
    },
    "orders": {"person": Added("CASE WHEN t.customer_id <> '' THEN 1 END", ("customer_id",))},
    "costs": {
        **{name: added for category in COST_CATEGORIES for name, added in _costs_of(category).items()},
        "advertising": _is("t.category = 'ads'", "category"),
    },
    "surveys": {
        "satisfied": _answer("csat", "t.score >= 4"),
        "recalled": _answer("recall", "t.score"),
        "promoter": _answer("nps", "(t.score >= 9)::INT - (t.score <= 6)::INT"),
    },
    "contents": {kind: _is(f"t.kind = '{kind}'", "kind") for kind in CONTENTS},
}  # fmt: skip


def add(store: Store) -> None:
    """Add the columns to the merged tables, once."""
    run = store.connection.execute
    here = run(
        "SELECT count(*) FROM duckdb_columns() WHERE table_name = 'web_visits' AND column_name = 'told_visitors'"
    ).fetchall()
    if here != [(0,)]:
        return
    for table, columns in ADDED.items():
        made = ", ".join(f"({one.sql})::{one.kind} AS {name}" for name, one in columns.items())
        run(f"CREATE OR REPLACE TABLE {table} AS SELECT t.*, {made} FROM {table} AS t")
    add_response_times(store)


def route(held: str, closer: str, helpers: str) -> str:
    """SQL that writes a path's networks as one text: those it holds, its last, those before its end."""
    return f"array_to_string({held}, ',') || '|' || {closer} || '|' || array_to_string({helpers}, ',')"


def parts(table: str, column: str) -> tuple[str, ...] | None:
    """The stored columns that an added column is made of; None where it is not one."""
    if (table, column) == ("conversations", RESPONSE):
        return ("received_at", "replied_at")
    added = ADDED.get(table, {}).get(column)
    return added.parts if added else None


def names(table: str) -> tuple[str, ...]:
    """The columns added to a table."""
    return (*ADDED.get(table, {}), *((RESPONSE,) if table == "conversations" else ()))
