"""Student's t: how many standard errors chance explains. Real degrees of freedom, as Welch's test gives them."""

import math
from functools import lru_cache
from statistics import NormalDist

LEAST_FREEDOM = 1.0
_MANY = 20.0  # from here on the expansion is right to four decimals


def tail(t: float, freedom: float) -> float:
    """The chance that |T| is at least |t|, both sides together."""
    x = freedom / (freedom + t * t)
    return _incomplete_beta(freedom / 2, 0.5, x)


def limit(freedom: float, level: float = 0.95) -> float:
    """The t within which `level` of chance lies, both sides together."""
    if freedom >= _MANY:
        return _expanded(NormalDist().inv_cdf((1 + level) / 2), freedom)
    return _limit(round(max(LEAST_FREEDOM, freedom), 1), level)


def _expanded(z: float, freedom: float) -> float:
    """The normal's quantile with the first terms of its expansion (Abramowitz and Stegun, 26.7.5)."""
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return sum(term / freedom**power for power, term in enumerate(terms))


@lru_cache(maxsize=4096)
def _limit(freedom: float, level: float) -> float:
    low, high = 0.0, 1.0
    while tail(high, freedom) > 1 - level:
        high *= 2
    for _ in range(30):
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
