"""Why a rate moved: the parts add up to the change, by networks or formats, and the one post is named."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitools.kpis.causes import Why
from tests.client import Client, day, post


def parts(why: Why | None) -> dict[str | None, tuple[float, float]]:
    assert why is not None
    return {part.group: (pytest.approx(part.mix), pytest.approx(part.rate)) for part in why.parts}


def test_networks_explain_the_rate_of_all(tmp_path: Path) -> None:
    """Both rates stay (10 % and 2 %); the better network goes from half of the reach to a quarter: 6 % becomes 4 %."""
    posts = [
        post("a", "2026-09-02", likes=10, reach=100), post("b", "2026-09-03", "x", likes=2, reach=100),
        post("c", "2026-10-02", likes=10, reach=100), post("d", "2026-10-03", "x", likes=6, reach=300),
    ]  # fmt: skip
    why = Client(tmp_path).table("posts", posts).october().why("err")
    assert why is not None and (why.dimension, why.change) == ("network", pytest.approx(-2))
    assert (why.mix, why.rate) == (pytest.approx(-2), pytest.approx(0))
    assert parts(why) == {"facebook": (-1.25, 0), "x": (-0.75, 0)}


def test_formats_explain_the_rate_of_one_network(tmp_path: Path) -> None:
    posts = [
        post(name, f"2026-{month}-02", type=kind, likes=likes, reach=100)
        for name, month, kind, likes in (
            ("a", "09", "image", 10), ("b", "09", "reel", 2), ("c", "10", "image", 10), ("d", "10", "reel", 6),
        )
    ]  # fmt: skip
    why = Client(tmp_path).table("posts", posts).october().why("err", "facebook")
    assert why is not None and (why.dimension, why.change) == ("type", pytest.approx(2))
    assert parts(why) == {"image": (0, 0), "reel": (0, 2)}


def test_the_post_that_moved_the_rate_most_is_named(tmp_path: Path) -> None:
    posts = [
        *(post(f"s{n}", f"2026-09-0{n}", type="image" if n % 2 else "reel", likes=2, reach=100) for n in range(1, 5)),
        *(post(f"o{n}", f"2026-10-0{n}", type="image" if n % 2 else "reel", likes=2, reach=100) for n in range(1, 5)),
        post("viral", "2026-10-09", type="image", likes=90, reach=100),
    ]
    why = Client(tmp_path).table("posts", posts).october().why("err", "facebook")
    assert why is not None and why.post == ("facebook", "acme-facebook", "viral")
    assert why.without == pytest.approx(2) and why.change == pytest.approx(19.6 - 2)


def test_a_quotient_of_kpis_is_explained_too(tmp_path: Path) -> None:
    posts = [post(name, f"2026-{name[1:3]}-05", name[3:], likes=likes) for name, likes in
             (("p09facebook", 10), ("p09x", 3), ("p10facebook", 20), ("p10x", 3))]  # fmt: skip
    days = [day(date, network, followers=100) for date in ("2026-08-31", "2026-09-30", "2026-10-31")
            for network in ("facebook", "x")]  # fmt: skip
    why = Client(tmp_path).table("posts", posts).table("account_days", days).october().why("er")
    assert why is not None and why.change == pytest.approx(5) and why.post is None
    assert parts(why) == {"facebook": (0, 5), "x": (0, 0)}


def test_without_a_comparison_or_with_one_group_nothing_is_told(tmp_path: Path) -> None:
    posts = [post("a", "2026-09-02", type="image", likes=10, reach=100)]
    assert Client(tmp_path / "gone").table("posts", posts).october().why("err") is None
    both = [*posts, post("b", "2026-10-02", type="image", likes=12, reach=100)]
    evaluation = Client(tmp_path / "one").table("posts", both).october()
    assert evaluation.why("err") is None and evaluation.why("engagements") is None


COUNT = st.integers(0, 500)
MONTH, NETWORK, KIND = (
    st.sampled_from(options) for options in (["09", "10"], ["facebook", "x"], ["image", "reel", None])
)
POST = st.tuples(MONTH, NETWORK, KIND, COUNT, st.integers(1, 5000))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(POST, min_size=2, max_size=12))
def test_the_parts_add_up_to_the_change_that_is_shown(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, str, str | None, int, int]]
) -> None:
    posts = [
        post(str(n), f"2026-{month}-{n + 1:02}", network, likes=likes, reach=reach, type=kind or "")
        for n, (month, network, kind, likes, reach) in enumerate(made)
    ]
    evaluation = Client(tmp_path_factory.mktemp("causes")).table("posts", posts).october()
    for scope in ("all", *evaluation.networks):
        why = evaluation.why("err", scope)
        if why is not None:
            assert why.change == pytest.approx(evaluation.value("err", scope).change_points)
            assert sum(part.whole for part in why.parts) == pytest.approx(why.change)
