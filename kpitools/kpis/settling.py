"""How long a post's figures keep growing: a change that stands on younger posts is early (rule 12).

Days by network, orders of magnitude that the trade agrees on (days for X and Facebook, weeks for YouTube and LinkedIn,
months for Pinterest); networks not named settle like Facebook.
"""

from kpitools.store import Store
from kpitools.store.merge import FILE_SHIFT

DAYS = {
    "x": 3,
    "threads": 3,
    "bluesky": 3,
    "mastodon": 3,
    "facebook": 7,
    "instagram": 7,
    "tiktok": 14,
    "linkedin": 21,
    "youtube": 28,
    "pinterest": 90,
}
DEFAULT = 7
SHARE = 0.1  # over a tenth of the value


def young(store: Store) -> str:
    """SQL: whether a post `t` was younger than its settling time when its figures were exported.

    Only exports that state when they were made, or whose entry in the parameters does, can tell; the others are not
    accused.
    """
    exported = {
        number: record.exported
        for number, record in enumerate(store.files)
        if record.exported and "posts" in record.tables
    }
    if not exported:
        return "false"
    made = " ".join(f"WHEN {number} THEN DATE '{day:%Y-%m-%d}'" for number, day in exported.items())
    days = " ".join(f"WHEN '{network}' THEN {count}" for network, count in DAYS.items())
    told = f"CASE t._src >> {FILE_SHIFT} {made} END"
    return f"coalesce(({told}) - t._day < (CASE t.network {days} ELSE {DEFAULT} END), false)"
