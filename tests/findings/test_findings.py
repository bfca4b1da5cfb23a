"""Each finding fires on its case, not on the nearest other, and is silent where its data is missing.

`KPITOOLS_REWRITE_GOLDENS=1 pytest tests/findings` writes the table of all sentences anew: to be read as prose, line by
line, before it is committed.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kpitools.catalogue.finding import finding_kinds
from kpitools.findings.rules import MOST, ranked, rules, told
from kpitools.findings.said import Counted
from kpitools.language import language
from kpitools.params.vocabulary import FINDINGS
from tests.findings.cases import CASES
from tests.findings.fakes import Case, FakeData, value
from tests.findings.made import GROWTH, STEADY, Make, flat, up
from tests.findings.singular import SINGULAR

GOLDEN = Path(__file__).parent / "goldens" / "sentences.md"
each_case = pytest.mark.parametrize("name", CASES)


def case(folder: Path, made: Make) -> Case:
    return Case(folder, **made)


@each_case
def test_a_finding_fires(tmp_path: Path, name: str) -> None:
    finding, fires, _ = CASES[name]
    assert finding in case(tmp_path, fires).ids()


@each_case
def test_a_finding_does_not_fire_on_the_nearest_other(tmp_path: Path, name: str) -> None:
    finding, _, other = CASES[name]
    assert finding not in case(tmp_path, other).ids()


@each_case
def test_a_finding_is_silent_without_its_data(tmp_path: Path, name: str) -> None:
    finding, fires, _ = CASES[name]
    if finding == "contest_month":
        return  # it needs the parameters alone
    assert finding not in case(tmp_path, {**fires, "values": [], "data": FakeData()}).ids()


@each_case
def test_a_finding_can_be_switched_off(tmp_path: Path, name: str) -> None:
    finding, fires, _ = CASES[name]
    off = {**fires.get("parameters", {}), "report": {"findings": {finding: "off"}}}
    assert finding not in case(tmp_path, {**fires, "parameters": off}).ids()


@each_case
def test_every_figure_of_a_sentence_is_a_part(tmp_path: Path, name: str) -> None:
    for one in case(tmp_path, CASES[name][1]).found():
        for code in ("fr", "en"):
            text = one.sentence(language(code), "EUR")
            assert "{" not in text + one.advice(language(code), "EUR")
            bare = re.sub(r"\{\w+\}", "", language(code).text(one.text))
            assert not re.search(r"\d", bare), "a figure written by hand"


def test_nothing_is_built_on_early_or_few_figures(tmp_path: Path) -> None:
    early = [replace(one, early=True) for one in GROWTH]
    assert "healthy_growth" not in case(tmp_path, {"values": early}).ids()
    few = [up("followers", 20, 15), up("reach", 25, 20), up("engagements", 12, 6)]
    assert "healthy_growth" not in case(tmp_path, {"values": few}).ids()
    gaps = [replace(one, missing_days=9) for one in GROWTH]
    assert "healthy_growth" not in case(tmp_path, {"values": gaps}).ids()


def test_without_a_signal_five_per_cent_decide(tmp_path: Path) -> None:
    def growth(reach: float) -> Make:
        return {
            "values": [value("followers", 8800, 8000), value("reach", reach, 1000), value("engagements", 1500, 1200)]
        }

    assert "healthy_growth" in case(tmp_path, growth(1060)).ids()
    assert "healthy_growth" not in case(tmp_path, growth(1040)).ids()
    changed = {**growth(1060), "parameters": {"report": {"findings": {"healthy_growth": {"change": 10}}}}}
    assert "healthy_growth" not in case(tmp_path, changed).ids()


def test_a_known_signal_decides_against_the_size_of_a_change(tmp_path: Path) -> None:
    noise = [GROWTH[0], flat("reach", 2000, 1000), GROWTH[2]]
    assert "healthy_growth" not in case(tmp_path, {"values": noise}).ids()


def test_what_is_true_of_all_networks_is_said_once(tmp_path: Path) -> None:
    values = [*GROWTH, *(replace(one, scope="instagram") for one in GROWTH)]
    found = [one for one in case(tmp_path, {"values": values}).found() if one.id == "healthy_growth"]
    assert [one.scope for one in found] == ["all"]


def test_what_comes_every_year_loses_rank(tmp_path: Path) -> None:
    plain = next(one for one in case(tmp_path, CASES["healthy_growth"][1]).found())
    yearly = next(one for one in case(tmp_path, CASES["healthy_growth, like last year"][1]).found())
    assert yearly.seasonal and not plain.seasonal
    assert yearly.rank < plain.rank
    assert yearly.sentence(language("fr"), "EUR").endswith("Comme l’an dernier à la même période.")


def test_growth_and_stagnation_are_never_said_together(tmp_path: Path) -> None:
    """Bots make followers, reach and engagements all rise: suspicion outranks joy."""
    values = [
        up("followers", 8400, 8000),
        up("new_followers", 2400, 1000),
        up("reach", 22000, 20000),
        up("engagements", 1300, 1200),
    ]
    ids = case(tmp_path, {"values": values, "earlier": {"new_followers": STEADY}}).ids()
    assert "suspicious_followers" in ids
    assert "healthy_growth" not in ids


def test_a_report_says_at_most_seven_each_rule_once(tmp_path: Path) -> None:
    every = [one for made in CASES.values() for one in case(tmp_path, made[1]).found()]
    said = told(ranked(every))
    assert len(said) == MOST
    assert len({one.id for one in said}) == MOST
    assert [one.rank for one in said] == sorted((one.rank for one in said), reverse=True)
    assert all(one.kind.reader == "client" for one in said)


def test_every_finding_of_the_reference_has_its_entry() -> None:
    assert set(finding_kinds()) == set(FINDINGS)
    made = {rule.id for rule in rules()}
    assert made | {name for name, kind in finding_kinds().items() if kind.reader == "analyst"} == set(FINDINGS)


def test_every_rule_has_a_case() -> None:
    assert {finding for finding, _, _ in CASES.values()} == {rule.id for rule in rules()}


def test_every_counted_noun_is_read_in_the_singular_and_in_the_plural(tmp_path: Path) -> None:
    made = [*(fires for _, fires, _ in CASES.values()), *(fires for _, fires in SINGULAR.values())]
    parts = [part for fires in made for one in case(tmp_path, fires).found() for part in one.parts.values()]
    seen: dict[str, set[bool]] = {}
    for part in parts:
        if isinstance(part, Counted):
            seen.setdefault(part.one, set()).add(part.number == 1)
    assert len(seen) >= 7
    assert [noun for noun, numbers in seen.items() if numbers != {True, False}] == []


def test_all_sentences_are_those_that_were_read(tmp_path: Path) -> None:
    lines = ["# All sentences of the findings, from the tests' data", ""]
    shown = {**{name: (finding, made) for name, (finding, made, _) in CASES.items()},
             **{f"{name}, one": pair for name, pair in SINGULAR.items()}}  # fmt: skip
    for name, (finding, made) in shown.items():
        one = next(one for one in case(tmp_path, made).found() if one.id == finding)
        lines += [f"## {name}", ""]
        for code in ("fr", "en"):
            words = language(code)
            causes = ", ".join(one.reasons(words, "EUR"))
            told = " ".join(
                part for part in (one.sentence(words, "EUR"), f"[{causes}]" if causes else "", "→",
                                  one.advice(words, "EUR")) if part
            )  # fmt: skip
            lines.append(f"- {code}: {told}")
        lines.append("")
    text = "\n".join(lines)
    if os.environ.get("KPITOOLS_REWRITE_GOLDENS"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
