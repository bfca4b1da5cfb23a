"""Student's t: how many standard errors chance explains. Real degrees of freedom, as Welch's test gives them."""

import math
from functools import lru_cache

LEAST_FREEDOM = 1.0


def tail(t: float, freedom: float) -> float:
    """The chance that |T| is at least |t|, both sides together."""
    x = freedom / (freedom + t * t)
    return _incomplete_beta(freedom / 2, 0.5, x)


def limit(freedom: float, level: float = 0.95) -> float:
    """The t within which `level` of chance lies, both sides together; more than a million degrees are the normal's."""
    return _limit(round(max(LEAST_FREEDOM, min(freedom, 1e6)), 1), level)


@lru_cache(maxsize=4096)
def _limit(freedom: float, level: float) -> float:
    low, high = 0.0, 1.0
    while tail(high, freedom) > 1 - level:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(middle, freedom) > 1 - level else (low, middle)
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by Lentz's continued fraction (Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    tiny, precision = 1e-300, 1e-12
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    found = d
    for m in range(1, 300):
        for top in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + top * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + top / c
            c = c if abs(c) > tiny else tiny
            found *= c * d
        if abs(c * d - 1) < precision:
            break
    return found
