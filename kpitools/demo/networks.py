"""How publications usually fare on each network and format, and how each network names them."""

import datetime as dt
from dataclasses import dataclass

from kpitools.demo.client import Account
from kpitools.demo.dice import Dice


@dataclass(frozen=True)
class Habits:
    """Usual results of a format: `reach` is a share of the followers, the others are shares of the reach."""

    reach: float
    views: float
    likes: float
    comments: float
    shares: float
    saves: float = 0
    clicks: float = 0
    links: float = 0
    follows: float = 0


HABITS = {
    "facebook": {
        "image": Habits(0.15, 1.32, 0.030, 0.0034, 0.0040, clicks=0.034, links=0.002, follows=0.0004),
        "link": Habits(0.105, 1.22, 0.016, 0.0022, 0.0030, clicks=0.016, links=0.027, follows=0.0003),
        "text": Habits(0.12, 1.2, 0.019, 0.0048, 0.0016, clicks=0.012, follows=0.0003),
        "reel": Habits(0.2, 1.45, 0.027, 0.0030, 0.0060, clicks=0.018, follows=0.0006),
    },
    "instagram": {
        "image": Habits(0.235, 1.45, 0.064, 0.0042, 0.0050, 0.0060, follows=0.0012),
        "carousel": Habits(0.29, 1.75, 0.071, 0.0058, 0.0088, 0.0145, follows=0.0015),
        "reel": Habits(0.44, 1.5, 0.052, 0.0046, 0.0125, 0.0095, follows=0.0024),
    },
    # X shows no reach: what stands for it here are its impressions.
    "x": {
        "text": Habits(0.42, 1.0, 0.0120, 0.0028, 0.0034, 0.0012, clicks=0.014, follows=0.0005),
        "link": Habits(0.36, 1.0, 0.0085, 0.0014, 0.0028, 0.0010, clicks=0.012, links=0.009, follows=0.0004),
    },
}

_SHORTCODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_INSTAGRAM_EPOCH_MS = 1_314_220_021_721
_X_EPOCH_MS = 1_288_834_974_657


def identity(network: str, at: dt.datetime, dice: Dice) -> str:
    """An id as the network gives them: on X it tells the instant of publication."""
    if network == "x":
        return str(((_milliseconds(at) - _X_EPOCH_MS) << 22) + dice.integer(0, 4_194_303))
    if network == "instagram":
        return str(17_900_000_000_000_000 + dice.integer(0, 599_999_999_999_999))
    return str(122_100_000_000_000 + (_milliseconds(at) - 1_756_000_000_000) // 10 * 3 + dice.integer(0, 999))


def permalink(account: Account, id_: str, at: dt.datetime, format_: str) -> str:
    """The address of a publication. Instagram's short code tells the instant of publication."""
    if account.network == "x":
        return f"https://x.com/{account.page}/status/{id_}"
    if account.network == "instagram":
        number = ((_milliseconds(at) - _INSTAGRAM_EPOCH_MS) << 23) + int(id_) % 8_388_608
        return f"https://www.instagram.com/{'reel' if format_ == 'reel' else 'p'}/{_shortcode(number)}/"
    if format_ == "reel":
        return f"https://www.facebook.com/reel/{id_}"
    return f"https://www.facebook.com/{account.page}/posts/{id_}"


def _milliseconds(at: dt.datetime) -> int:
    return int(at.timestamp()) * 1000


def _shortcode(number: int) -> str:
    code = ""
    while number:
        number, digit = divmod(number, 64)
        code = _SHORTCODE[digit] + code
    return code
