"""The formula language of KPIs."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.catalogue.arithmetic import Number, Reference, parse
from kpitools.errors import ParametersError

VALUES: dict[str, Number | None] = {"a": 6, "b": 4, "money": Decimal("2.50"), "rate": 0.5, "zero": 0, "unknown": None}


def evaluate(text: str) -> Number | None:
    return parse(text).evaluate(lambda kpi, scope: VALUES[kpi] if scope is None else 100)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", 6),
        ("a + b * 2", 14),
        ("(a + b) * 2", 20),
        ("a - b - 1", 1),
        ("a / b / 2", 0.75),
        ("-a + b", -2),
        ("2 * -a", -12),
        ("--a", 6),
        ("1.5 * b", Decimal("6.0")),
        ("min(a, b, 5)", 4),
        ("max(a, max(b, 9))", 9),
        ("abs(b - a)", 2),
        ("reach[facebook] / a[all]", 1),
        ("money * a", Decimal("15.00")),
        ("money * rate", 1.25),
        ("rate + money / 2", 1.75),
    ],
)
def test_values(text: str, value: Number) -> None:
    assert evaluate(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "unknown",
        "a + unknown",
        "max(a, unknown)",
        "0 * unknown",
        "a / zero",
        "money / zero",
        "zero / zero",
        "rate / zero",
    ],
)
def test_an_unknown_part_or_a_division_by_zero_makes_the_whole_unknown(text: str) -> None:
    assert evaluate(text) is None


def test_a_result_without_end_is_unknown() -> None:
    assert parse("a * a").evaluate(lambda kpi, scope: 1e300) is None
    assert parse("a / 3").evaluate(lambda kpi, scope: 10**400) is None
    assert parse("a").evaluate(lambda kpi, scope: 10**400) is None


def test_references_in_order_each_once() -> None:
    formula = parse("100 * (reach[facebook] + comments) / max(comments, reach)")
    assert formula.references() == (Reference("reach", "facebook"), Reference("comments"), Reference("reach"))
    assert formula.ids() == {"reach", "comments"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "vide"),
        ("   ", "vide"),
        ("a b", "« b »"),
        ("a +", "s’arrête trop tôt"),
        ("(a", "Il manque « ) »"),
        ("a)", "« ) »"),
        ("a ** 2", "« * »"),
        ("a % 2", "« % »"),
        ("reach[", "s’arrête trop tôt"),
        ("reach[1]", "n’est pas un réseau"),
        ("reach[x", "Il manque « ] »"),
        ("sqrt(a)", "« sqrt »"),
        ("max", "entre parenthèses"),
        ("abs(a, b)", "un seul argument"),
        ("max()", "« ) »"),
        ("__import__('os').system('x')", "« ' »"),
        ("1.2.3", "« . »"),
        ("a" * 600, "trop longue"),
        ("(" * 100 + "a" + ")" * 100, "trop de parenthèses"),
        ("-" * 100 + "a", "trop de parenthèses"),
        ("٣ + a", "« ٣ »"),
    ],
)
def test_what_is_no_formula(text: str, words: str) -> None:
    with pytest.raises(ParametersError) as raised:
        parse(text)
    assert words in str(raised.value).replace("\u00a0", " ")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60) | st.text("ab+-*/()[],. 0123456789minxs", max_size=60))
def test_any_text_parses_or_raises_a_parameters_error(text: str) -> None:
    try:
        formula = parse(text)
    except ParametersError:
        return
    formula.evaluate(lambda kpi, scope: 3)


numbers = st.integers(1, 99).map(str) | st.sampled_from(["a", "b", "0.5"])
formulas = st.recursive(
    numbers,
    lambda inside: (
        st.builds("({}{}{})".format, inside, st.sampled_from("+-*"), inside)
        | st.builds("-{}".format, inside)
        | st.builds("max({}, {})".format, inside, inside)
    ),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(formulas)
def test_it_calculates_as_python_does(text: str) -> None:
    expected = eval(text, {"a": Decimal(6), "b": Decimal(4)}, {"max": max}) if "." not in text else None
    value = parse(text).evaluate(lambda kpi, scope: {"a": Decimal(6), "b": Decimal(4)}[kpi])
    assert expected is None or value == expected
