"""kpitools overview: an agency's clients side by side."""

import csv
import io
import json
import math
from pathlib import Path

import pytest

from kpitools import workspace
from kpitools.cli.demo import make_demo
from tests.cli.command import kpitools
from tests.client import Client, day, post

Capture = pytest.CaptureFixture[str]
NOVEMBER = "2026-11"


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of two clients: one with posts and followers, one with ads alone."""
    monkeypatch.setenv("KPITOOLS_CACHE", str(tmp_path / "cache"))
    acme = Client(tmp_path)
    acme.table("posts", [post("a", "2026-10-02", likes=4, reach=100), post("b", "2026-11-03", "x", likes=1)])
    acme.table("account_days", [day("2026-10-31", followers=1000)])
    path = acme.path()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "ads.csv").write_text(
        "date,network,campaign,spend,link_clicks\n2026-10-05,facebook,c,12.50,5\n", encoding="utf-8"
    )
    settings = json.loads(path.read_text(encoding="utf-8")) | {"data": [{"path": "../other"}]}
    settings["client"] |= {"id": "beta", "name": "Beta", "currency": "TND"}
    path.with_name("beta.yaml").write_text(json.dumps(settings), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_csv_has_every_value_of_every_client(capfd: Capture, agency: Path) -> None:
    ran = kpitools(capfd, "overview", "--month", "2026-10", "--format", "csv")
    assert ran.code == 0
    rows = {(row["client"], row["kpi"], row["scope"]): row for row in csv.DictReader(io.StringIO(ran.out))}
    assert rows["acme", "err", "facebook"]["value"] == "4.0"
    assert rows["acme", "likes", "all"]["basis"] == "published"
    assert rows["beta", "ad_spend", "all"]["value"] == "12.5"
    assert rows["beta", "ad_spend", "all"]["currency"] == "TND"
    assert rows["beta", "posts", "all"]["value"] == ""  # unknown is not zero
    assert ("beta", "posts", "x") not in rows


def test_json_goes_month_by_month(capfd: Capture, agency: Path) -> None:
    ran = kpitools(capfd, "overview", "--month", NOVEMBER, "--months", "2", "--format", "json")
    assert [one["period"]["start"] for one in ran.data["months"]] == ["2026-10-01", "2026-11-01"]
    posts = [
        [one["value"] for one in month["clients"][0]["values"] if (one["kpi"], one["scope"]) == ("posts", "all")]
        for month in ran.data["months"]
    ]
    assert posts == [[1], [1]]


def test_the_table_is_in_the_reader_s_words(capfd: Capture, agency: Path) -> None:
    ran = kpitools(capfd, "overview", "--month", "2026-10", "--kpis", "followers,cpc")
    title, acme, beta = ran.out.splitlines()
    assert title.split()[:3] == ["Client", "Mois", "Abonnés"]
    assert acme.split(" ", 1)[0] == "acme" and acme.endswith("1\u202f000")  # a cost that is unknown stays blank
    assert beta.split(" ", 1)[0] == "beta" and beta.endswith("2,50\u202fTND")


def test_what_has_not_changed_is_not_read_again(capfd: Capture, agency: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kpitools(capfd, "overview", "--month", "2026-10", "--format", "csv")

    def refuse(*_: object) -> None:
        raise AssertionError("the exports were read again")

    with monkeypatch.context() as patched:
        patched.setattr("kpitools.portfolio.ready.load", refuse)
        assert kpitools(capfd, "overview", "--month", "2026-10", "--format", "csv").out == first.out
    Client(agency).table("account_days", [day("2026-10-31", followers=2000)])
    assert (
        "acme,2026-10-01,2026-10-31,followers,all,2000,n"
        in kpitools(capfd, "overview", "--month", "2026-10", "--format", "csv").out
    )


@pytest.mark.parametrize("damaged", ["facts.json", "*.parquet"])
def test_a_damaged_shelf_is_made_anew(capfd: Capture, agency: Path, damaged: str) -> None:
    first = kpitools(capfd, "overview", "--month", "2026-10", "--format", "csv")
    for part in (workspace.cache() / "shelves").glob(f"*/{damaged}"):
        part.write_bytes(part.read_bytes()[:40])
    assert kpitools(capfd, "overview", "--month", "2026-10", "--format", "csv").out == first.out


def test_without_a_cache_it_still_answers(capfd: Capture, agency: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (agency / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("KPITOOLS_CACHE", str(agency / "file" / "cache"))
    ran = kpitools(capfd, "overview", "--month", "2026-10", "--format", "csv")
    assert (ran.code, "acme,2026-10-01,2026-10-31,followers,all,1000,n" in ran.out) == (0, True)


def test_a_client_whose_parameters_are_wrong_is_that_client_s_failure(capfd: Capture, agency: Path) -> None:
    (agency / "params" / "wrong.yaml").write_text("client: {id: wrong, nmae: Wrong}\n", encoding="utf-8")
    ran = kpitools(capfd, "overview", "--month", "2026-10", "--output", "out/all.csv", "--format", "csv")
    assert (ran.code, ran.out) == (1, "")
    assert "nmae" in ran.err
    assert "beta" in (agency / "out" / "all.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kpis", "said"), [("top_posts", "--format json"), ("folowers", "followers"), ("askers", "ne s’appelle")]
)
def test_a_column_that_can_t_be(capfd: Capture, agency: Path, kpis: str, said: str) -> None:
    ran = kpitools(capfd, "overview", "--month", "2026-10", "--kpis", kpis)
    assert (ran.code, said in ran.err) == (2, True)


def test_any_kpi_is_given_also_a_client_s_own(capfd: Capture, agency: Path) -> None:
    path = agency / "params" / "acme.yaml"
    own = {"id": "likes_a_fan", "name": "J’aime par fan", "formula": "likes / followers", "unit": "ratio"}
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"custom_kpis": [own]}), encoding="utf-8")
    chosen = ("overview", "--month", "2026-10", "--kpis", "likes_a_fan,top_posts_likes,cost_per_sale")
    json_rows = kpitools(capfd, *chosen, "--format", "json").data["months"][0]["clients"]
    acme, beta = ({(one["kpi"], one["scope"]): one["value"] for one in client["values"]} for client in json_rows)
    assert acme["likes_a_fan", "all"] == 0.004
    assert [one["post_id"] for one in acme["top_posts_likes", "facebook"]] == ["a"]
    assert {kpi for kpi, _ in beta} == {"top_posts_likes", "cost_per_sale"}
    _, line, other = kpitools(capfd, "overview", "--month", "2026-10", "--kpis", "posts,likes_a_fan").out.splitlines()
    assert line.split() == ["acme", "2026-10", "1", "0,00"]
    assert other.split() == ["beta", "2026-10"]


@pytest.mark.parametrize("damage", ["", "[[1]]", "{"])
def test_a_month_that_was_evaluated_is_kept(
    capfd: Capture, agency: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    chosen = ("overview", "--month", "2026-10", "--months", "3", "--format", "json")
    first = kpitools(capfd, *chosen)
    with monkeypatch.context() as patched:
        patched.delattr("kpitools.portfolio.own.Evaluation")
        assert kpitools(capfd, *chosen).out == first.out
    for kept in (workspace.cache() / "shelves").glob("*/2026-10.json"):
        kept.write_text(damage, encoding="utf-8")
    assert kpitools(capfd, *chosen).out == first.out


def test_every_value_of_the_sample_clients_is_that_of_compute(
    capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPITOOLS_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(make_demo(tmp_path / "agency").root)
    ran = kpitools(capfd, "overview", "--month", "2026-10", "--months", "2", "--format", "json")
    for month in ran.data["months"]:
        for one in month["clients"]:
            day, path = month["period"]["start"], f"params/{one['client']}.yaml"
            alone = kpitools(capfd, "compute", path, "--month", day[:7], "--format", "json")
            wanted = {(value["kpi"], value["scope"]): value for value in alone.data["values"]}
            assert list(wanted) == [(value["kpi"], value["scope"]) for value in one["values"]]
            parted = [
                value
                for value in one["values"]
                for other in [wanted[value["kpi"], value["scope"]]]
                if not same(value["value"], other["value"])
                or (other["value"] is not None and value["basis"] != other["basis"])
                or (other["value"] is not None and not same(value["coverage"], other["coverage"]))
            ]
            assert parted == []


def same(have: object, wanted: object) -> bool:
    """Whether two values are one, but for the order in which fractions were added up."""
    if isinstance(have, float | int) and isinstance(wanted, float | int):
        return math.isclose(have, wanted, rel_tol=1e-9)
    return have == wanted
