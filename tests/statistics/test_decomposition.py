"""The effects add up to the change exactly, whatever the figures."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kpitools.statistics import decompose, strongest

SIDES = st.tuples(st.integers(0, 10**9), st.integers(1, 10**9))
GROUPS = st.dictionaries(st.sampled_from("abcdef"), SIDES, min_size=1)


@given(GROUPS, GROUPS)
def test_the_effects_are_the_change(before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]) -> None:
    found = decompose(before, now)
    assert found is not None
    assert found.mix + found.rate == found.change == found.now - found.before
    assert sum(effect.whole for effect in found.effects) == found.change


@given(st.lists(SIDES, min_size=2, max_size=8), st.sampled_from([1, -1]))
def test_one_thing_and_the_rest_are_the_rate(things: list[tuple[int, int]], direction: int) -> None:
    found = strongest(things, direction)
    whole = Fraction(sum(of for of, _ in things), sum(by for _, by in things))
    if found is not None:
        rest = [one for index, one in enumerate(things) if index != found.index]
        assert found.without == Fraction(sum(of for of, _ in rest), sum(by for _, by in rest))
        assert found.without + found.effect == whole
        assert found.effect * direction > 0


def test_a_shift_towards_the_better_network_is_mix_alone() -> None:
    found = decompose(
        {"facebook": (10, 1000), "instagram": (50, 1000)}, {"facebook": (5, 500), "instagram": (100, 2000)}
    )
    assert found is not None
    assert found.rate == 0
    assert found.mix == found.change > 0


def test_better_rates_in_the_same_shares_are_rate_alone() -> None:
    found = decompose({"a": (10, 1000), "b": (50, 1000)}, {"a": (20, 1000), "b": (60, 1000)})
    assert found is not None
    assert found.mix == 0
    assert {effect.key: effect.rate for effect in found.effects} == {"a": Fraction(1, 200), "b": Fraction(1, 200)}


def test_a_group_that_came_or_went_changes_the_mix() -> None:
    found = decompose({"a": (10, 1000)}, {"a": (10, 1000), "b": (90, 1000)})
    assert found is not None
    assert found.rate == 0
    assert found.mix == Fraction(4, 100)


def test_nothing_to_split() -> None:
    assert decompose({}, {"a": (1, 2)}) is None
    assert decompose({"a": (1, 0), "b": (1, 2)}, {"a": (1, 2)}) is None
    assert strongest([(1, 2)], 1) is None
