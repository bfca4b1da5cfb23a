"""What the parameters say about a file: it fills what is open, may repeat what is said, must not contradict it."""

import datetime as dt

import pytest

from kpitools.errors import AmbiguousExport
from kpitools.params.hints import Hints
from kpitools.readers import layouts, needs, read

REACH = 'sep=,\n"Instagram reach"\n"Date","Primary"\n"2026-03-07T00:00:00","8"\n"2026-03-08T00:00:00","9"\n'
POSTS = "network,account,post_id,published_at,likes\nx,Acme,1,2026-10-01T10:00:00,4\n"


@pytest.mark.parametrize(
    "hints",
    [
        {"network": "instagram"},
        {"account": "acme"},
        {"date": dt.date(2026, 3, 8)},
        {"year": 2026},
        {"kind": "meta-daily"},
        {"brand": "Rival"},
        {"timezone": "Asia/Seoul"},
    ],
)
def test_hints_that_agree_or_fill(read_text, hints):
    table = read_text(REACH, **hints).tables["account_days"]
    assert table["reach"].to_pylist() == [8, 9]
    for name in ("network", "account", "brand"):
        if name in hints:
            assert table[name].to_pylist() == [hints[name]] * 2


@pytest.mark.parametrize(
    "hints", [{"network": "facebook"}, {"date": dt.date(2026, 4, 1)}, {"year": 2025}, {"kind": "posts"}]
)
def test_hints_that_contradict(read_text, hints):
    with pytest.raises(AmbiguousExport) as error:
        read_text(REACH, **hints)
    assert error.value.problems[0].id == "contradiction"
    (name, hint), *_ = hints.items()
    assert f"{name}: {hint}" in str(error.value)


def test_a_kind_that_does_not_exist(read_text):
    with pytest.raises(AmbiguousExport) as error:
        read_text(REACH, kind="meta-dayly")
    assert "kind: meta-daily" in str(error.value)


def test_an_account_that_the_content_names_otherwise(read_text, tmp_path):
    assert read_text(POSTS, account="@acme").tables["posts"]["account"].to_pylist() == ["Acme"]
    with pytest.raises(AmbiguousExport):
        read_text(POSTS, account="Rival")
    path = tmp_path / "export.csv"
    names = {"Acme": "acme", "La Maison Acme": "acme"}
    export = read(
        path,
        Hints(account="La Maison Acme"),
        timezone="UTC",
        layouts=layouts(),
        rename=lambda network, name: names.get(name, name),
    )
    assert export.tables["posts"]["account"].to_pylist() == ["Acme"]


def test_the_zone_of_an_export_that_states_its_own(read_text):
    text = "Post ID,Page name,Publish time,Post type,Reach\n1,Acme,10/30/2026 10:00,Photo,5\n"
    assert read_text(text, timezone="America/Los_Angeles").tables["posts"].num_rows == 1
    with pytest.raises(AmbiguousExport):
        read_text(text, timezone="Europe/Paris")


def test_covers_and_exported_come_from_the_hints_where_the_content_is_silent(read_text):
    covers = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    export = read_text(REACH, covers=covers, exported=dt.date(2026, 4, 2))
    assert (export.covers, export.exported) == (covers, dt.date(2026, 4, 2))


def test_covers_that_contradict_the_content(read_text):
    text = "# Start date: 20261001\n# End date: 20261031\nNth day,Users\n0000,5\n"
    with pytest.raises(AmbiguousExport):
        read_text(text, covers=(dt.date(2026, 9, 1), dt.date(2026, 9, 30)))


def test_the_hint_of_a_network_fills_canonical_rows_without_one(read_text):
    text = "account,post_id,published_at,likes\nAcme,1,2026-10-01T10:00:00,4\n"
    assert read_text(text, network="tiktok").tables["posts"]["network"].to_pylist() == ["tiktok"]


def suggestion(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return needs(path, layouts())


def test_what_a_file_needs_is_told_without_reading_it(tmp_path):
    views = 'sep=,\n"Views"\n"Date","Primary"\n"2026-03-07T00:00:00","8"\n'
    made = suggestion(tmp_path, "instagram/Views.csv", views, "utf-16")
    (need,) = made.needs
    assert (need.hint, need.choices, need.proposal) == ("network", ("facebook", "instagram"), "instagram")
    assert suggestion(tmp_path, "Views.csv", views).needs[0].proposal is None
    made = suggestion(tmp_path, "Reach.csv", REACH)
    assert (made.networks, made.accounts, made.needs) == (("instagram",), (), ())


def test_a_file_that_names_its_account_says_which(tmp_path):
    made = suggestion(tmp_path, "posts.csv", POSTS + "x,Rival,2,2026-10-01T10:00:00,4\n")
    assert made.accounts == ("Acme", "Rival")


def test_a_file_that_can_not_be_read_says_why(tmp_path):
    made = suggestion(tmp_path, "notes.csv", "bonjour\n")
    assert made.layout is None
    assert made.problem.id == "unknown_export"
    made = suggestion(tmp_path, "days.csv", "date,network,reach\n2026-10-01,facebook,5\n")
    assert made.needs[0].hint == "kind"
    assert "account_days" in made.needs[0].choices
