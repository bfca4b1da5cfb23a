"""Chance: reproducible, and within the limits it promises."""

from hypothesis import given
from hypothesis import strategies as st

from kpitools.demo.dice import Dice


def test_a_seed_names_its_draws() -> None:
    """These very numbers, on every machine and every version of Python."""
    dice = Dice("a seed")
    assert [dice.integer(1, 6) for _ in range(12)] == [3, 1, 5, 3, 6, 6, 5, 1, 2, 1, 1, 6]
    assert dice.between(0, 1).hex() == "0x1.6cc9c34aed109p-1"


@given(st.text(), st.floats(0.01, 0.5))
def test_noise_stays_within_twice_its_spread(seed: str, spread: float) -> None:
    dice = Dice(seed)
    assert all(1 - 2 * spread <= dice.noise(spread) <= 1 + 2 * spread for _ in range(50))


@given(st.text(), st.lists(st.integers(), max_size=20))
def test_shuffling_loses_nothing(seed: str, items: list[int]) -> None:
    assert sorted(Dice(seed).shuffled(items)) == sorted(items)


@given(st.text(), st.integers(-5, 5), st.integers(0, 9))
def test_integers_reach_both_ends_and_no_further(seed: str, low: int, width: int) -> None:
    dice = Dice(seed)
    drawn = {dice.integer(low, low + width) for _ in range(400)}
    assert drawn == set(range(low, low + width + 1))


@given(st.text(), st.floats(0, 50))
def test_rounding_takes_one_of_the_neighbours(seed: str, value: float) -> None:
    assert Dice(seed).rounded(value) in (int(value), int(value) + 1)
