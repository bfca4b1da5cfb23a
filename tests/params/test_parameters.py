"""The whole format: what a correct file says once loaded."""

import datetime as dt
import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.errors import ParametersError
from kpitools.params import Parameters, load
from kpitools.params.document import read, resolve_scalar

HERE = Path(__file__).parent
KPIS = {"reach", "err", "posts", "comments", "engagement_rate", "response_time"}
MINIMAL = "client: {id: acme, name: Acme}\ndata: [{path: .}]\n"


@pytest.fixture(scope="module")
def complete() -> Parameters:
    return load(HERE / "complete.yaml", known_kpis=KPIS)


def loaded(folder: Path, text: str, name: str = "acme.yaml") -> Parameters:
    (folder / name).write_text(text, encoding="utf-8")
    return load(folder / name, known_kpis=KPIS)


def test_client_and_hints(complete: Parameters) -> None:
    assert (complete.client.id, complete.client.currency, complete.client.language) == ("acme", "EUR", "fr")
    hints = complete.data[1].hints
    assert (hints.network, hints.account, hints.brand, hints.year) == ("linkedin", "acme", "Rival A", 2026)
    assert (hints.date, hints.timezone, hints.kind) == (dt.date(2026, 10, 31), "America/Los_Angeles", "posts")
    assert hints.exported == dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert hints.covers == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def test_yaml_1_2_keeps_texts_as_written(complete: Parameters) -> None:
    assert complete.audience_target is not None
    assert complete.audience_target.dimensions == {"age": ("25-34", "35-44"), "country": ("FR", "NO")}
    assert complete.competitors == ("Rival A", "1664")
    assert complete.accounts[0].aliases == ("Acme Officiel", "17841400000000000", "0042")
    assert complete.report.findings == {"slow_answers": {"hours": 8.0}, "few_direct_visits": False}


def test_objectives_and_own_kpis(complete: Parameters) -> None:
    reach, facebook, answers = complete.objectives[0].kpis
    assert (reach.target, reach.scope, reach.per) == (50000, "all", "month")
    assert (facebook.scope, facebook.per) == ("facebook", "quarter")
    assert facebook.target.model_dump() == {"change": 10, "against": "year_ago"}  # type: ignore[union-attr]
    assert answers.direction == "down"
    assert [kpi.id for kpi in complete.custom_kpis] == ["comments_per_post", "twice"]
    assert complete.custom_kpis[0].better == "up"


def test_budget_by_month_goes_before_the_monthly_one(complete: Parameters) -> None:
    assert complete.budget is not None
    assert complete.budget.month(dt.date(2026, 11, 15)) == Decimal("1750.50")
    assert complete.budget.month(dt.date(2026, 10, 1)) == 1500


def test_an_event_of_one_day(complete: Parameters) -> None:
    assert complete.events[1].end == complete.events[1].start == dt.date(2026, 10, 12)


def test_service_hours(complete: Parameters, tmp_path: Path) -> None:
    assert complete.service is not None
    assert complete.service.weekdays == {1, 2, 3, 4, 5}
    assert (complete.service.opens, complete.service.closes) == (dt.timedelta(hours=9), dt.timedelta(hours=18))
    night = loaded(tmp_path, MINIMAL + 'service: {days: "sat-mon, wed", hours: "12:30-24:00"}').service
    assert night is not None
    assert night.weekdays == {6, 7, 1, 3}
    assert night.closes == dt.timedelta(days=1)


def test_a_short_colour_is_spelled_out(complete: Parameters) -> None:
    assert complete.report.brand.color == "#00AA55".lower()


def test_followers_by_network_and_by_account(complete: Parameters) -> None:
    assert complete.followers["instagram"] == {dt.date(2026, 10, 31): 1629}
    assert complete.followers["facebook/Acme Belgique"] == {dt.date(2026, 10, 31): 12}


def test_extended_values_are_defaults(complete: Parameters) -> None:
    assert complete.report.brand.footer == "Agence Exemple"
    assert complete.mail is not None
    assert complete.mail.approval == "required"


def test_a_path_starts_from_the_file_that_wrote_it(complete: Parameters) -> None:
    assert complete.logo == HERE / "base" / "logo.svg"
    assert complete.beside("data", 0, "path") == HERE / "base"


def test_places(complete: Parameters) -> None:
    place = complete.place("data", 1, "network")
    assert place["file"].endswith("complete.yaml")
    assert place["line"] == 6
    assert complete.place("mail", "approval")["file"].endswith("_agence.yaml")


def test_defaults(tmp_path: Path) -> None:
    parameters = loaded(tmp_path, MINIMAL)
    assert (parameters.client.timezone, parameters.client.currency) == ("Europe/Paris", "EUR")
    assert parameters.report.outputs == ("html", "pdf")
    assert parameters.report.sections is None
    assert (parameters.budget, parameters.mail, parameters.logo) == (None, None, None)


def test_a_key_with_nothing_behind_it_counts_as_not_written(tmp_path: Path) -> None:
    assert loaded(tmp_path, MINIMAL + "objectives:\nbudget:\nreport:\n  cards:\n").objectives == ()


def test_parameters_cross_process_borders(complete: Parameters) -> None:
    again = pickle.loads(pickle.dumps(complete))
    assert again == complete
    assert again.path == complete.path
    assert again.sha256 == complete.sha256


def test_the_hash_is_of_what_is_said_not_of_how(tmp_path: Path) -> None:
    one = loaded(tmp_path, MINIMAL + "competitors: [A, B]\n")
    same = loaded(tmp_path, "# a comment\ncompetitors:\n  - A\n  - B\n" + MINIMAL, "b.yaml")
    other = loaded(tmp_path, MINIMAL + "competitors: [B, A]\n", "c.yaml")
    assert one.sha256 == same.sha256 != other.sha256


def test_extends_merges_mappings_deeply_and_replaces_lists(tmp_path: Path) -> None:
    (tmp_path / "_a.yaml").write_text("competitors: [A, B]\nclient: {language: en, currency: CHF}\n")
    (tmp_path / "_b.yaml").write_text("extends: _a.yaml\nclient: {currency: USD}\nreport: {template: agence}\n")
    parameters = loaded(tmp_path, "extends: _b.yaml\ncompetitors: [C]\n" + MINIMAL)
    assert parameters.competitors == ("C",)
    assert (parameters.client.language, parameters.client.currency) == ("en", "USD")
    assert parameters.report.template == "agence"


def test_an_extended_value_can_be_taken_back(tmp_path: Path) -> None:
    (tmp_path / "_a.yaml").write_text("report: {template: agence}\nbudget: {monthly: 3}\n")
    parameters = loaded(tmp_path, "extends: _a.yaml\nbudget:\n" + MINIMAL)
    assert parameters.budget is None
    assert parameters.report.template == "agence"


def test_errors_point_to_the_file_that_wrote_the_value(tmp_path: Path) -> None:
    (tmp_path / "_a.yaml").write_text("client:\n  timezone: Europe/Pari\ncompetitors: [A]\ncompetitors: [B]\n")
    with pytest.raises(ParametersError) as raised:
        loaded(tmp_path, "extends: _a.yaml\ndefinitions: metricol\n" + MINIMAL)
    places = [(Path(problem.file or "").name, problem.line) for problem in raised.value.problems]
    assert places == [("acme.yaml", 2), ("_a.yaml", 2), ("_a.yaml", 4)]


def test_a_damaged_extended_file_hides_no_error_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "_a.yaml").write_text("client:\n\tid: x\n")
    with pytest.raises(ParametersError) as raised:
        loaded(tmp_path, "extends: _a.yaml\ndefinitions: metricol\n" + MINIMAL)
    assert [problem.id for problem in raised.value.problems] == ["choice", "yaml"]


def test_extends_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "_a.yaml").write_text("extends: ./_b.yaml\n")
    (tmp_path / "_b.yaml").write_text("# agency\nextends: _a.yaml\n")
    with pytest.raises(ParametersError) as raised:
        loaded(tmp_path, "extends: _a.yaml\n" + MINIMAL)
    (problem,) = raised.value.problems
    assert (problem.id, Path(problem.file or "").name, problem.line) == ("circle", "_b.yaml", 2)


def test_known_kpis_default_to_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text(MINIMAL + "report: {cards: [reach, engagement_rate]}\n")
    assert load(tmp_path / "acme.yaml").report.cards == ("reach", "engagement_rate")
    (tmp_path / "acme.yaml").write_text(MINIMAL + "report: {cards: [no_such_kpi]}\n")
    with pytest.raises(ParametersError):
        load(tmp_path / "acme.yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [("NO", "NO"), ("on", "on"), ("12:30", "12:30"), ("1_000", "1_000"), ("2026-10-31", "2026-10-31"), ("true", True),
     ("False", False), ("tRue", "tRue"), ("~", None), ("", None), ("017", 17), ("0o17", 15), ("0x1F", 31),
     ("1e3", 1000.0), (".5", 0.5), ("-3", -3), ("1.2.3", "1.2.3")],
)  # fmt: skip
def test_plain_scalars_follow_yaml_1_2(text: str, value: object) -> None:
    found = resolve_scalar(text)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


PIECES = [
    "client:", " ", "  ", "\n", "- ", "{", "}", "[", "]", ": ", "&a ", "*a", "!!str ", "| ", "> ", "'", '"', "#", "0x",
    "id: a", "name: A", "data:", "path: .", "extends: acme.yaml", "custom_kpis:", "formula: a +", "budget:", "report:",
    "objectives:", "followers:", "2026-10: ", "null", "---\n", "? ", "mail:", "\t", "é", "\u2028",
]  # fmt: skip
yaml_text = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(PIECES),
        max_size=40,
    ).map("".join),
)


@settings(max_examples=80, deadline=None)
@given(text=yaml_text)
def test_any_text_loads_or_raises_a_parameters_error(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any" / "acme.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        assert load(path, known_kpis=KPIS).client.id
    except ParametersError as error:
        assert error.problems


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("2026-10-31")),
    lambda inside: st.one_of(st.lists(inside, max_size=3), st.dictionaries(st.text(max_size=6), inside, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(data=st.data(), value=values)
def test_a_correct_file_with_any_one_value_replaced_loads_or_raises_a_parameters_error(
    data: st.DataObject, value: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tree = read(HERE / "complete.yaml", []).plain()
    inside: Any = tree
    while True:
        steps = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        step = data.draw(st.sampled_from(steps))
        if not isinstance(inside[step], (dict, list)) or not inside[step] or data.draw(st.booleans()):
            break
        inside = inside[step]
    inside[step] = value
    path = tmp_path_factory.getbasetemp() / "any" / "values.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(tree), encoding="utf-8")
    try:
        load(path, known_kpis=KPIS)
    except ParametersError as error:
        assert str(error)
