"""Every layout that is or was known by documentation alone reads a file made up in its form: these rows, no others."""

import json

import pytest

from kpitools.errors import AmbiguousExport, UnknownExport
from kpitools.readers import layouts, needs
from tests.readers.documented import SAMPLES
from tests.readers.documented.days import D, at
from tests.readers.documented.networks import STATS, THREADS


def layout_of(sample: str) -> str:
    """The layout that a sample is of; what follows a stroke tells it from others of the same layout."""
    return sample.partition("/")[0]


def test_every_documented_layout_has_a_sample():
    documented = {layout.id for layout in layouts() if layout.verified == "documentation"}
    assert documented <= {layout_of(sample) for sample in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_documented_form_is_read(read_text, sample):
    text, hints, table, columns, rows = SAMPLES[sample]
    export = read_text(text, **hints)
    assert export.layout.id == layout_of(sample)
    if table is None:  # known, and of no use
        assert "unusable" in [problem.id for problem in export.problems]
        assert not export.tables
        return
    assert [tuple(row[column] for column in columns) for row in export.tables[table].to_pylist()] == rows


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_its_encoding_makes_no_difference(read_text, sample, encoding):
    text, hints, table, columns, rows = SAMPLES[sample]
    if table is None or text.startswith(("{", "[")):  # answers of programs are in UTF-8
        return
    made = read_text(text, encoding=encoding, **hints).tables[table].to_pylist()
    assert [tuple(row[column] for column in columns) for row in made] == rows


def test_a_week_of_vkontakte_is_a_period(read_text):
    week = {"response": [{**STATS["response"][0], "period_to": 1790812800 + 7 * 86400 - 1}]}
    export = read_text(json.dumps(week), account="acme")
    row = export.tables["account_periods"].to_pylist()[0]
    assert (row["start"], row["end"], row["reach"], row["unique_visitors"]) == (D(2026, 10, 1), D(2026, 10, 7), 90, 5)
    assert not len(export.tables.get("account_days", ()))


def test_ratings_of_help_desks_are_surveys(read_text):
    zendesk = read_text(SAMPLES["zendesk"][0]).tables["surveys"].to_pylist()
    assert [(row["answer_id"], row["kind"], row["score"]) for row in zendesk] == [("1", "csat", 5.0)]
    intercom = read_text(SAMPLES["intercom"][0]).tables["surveys"].to_pylist()
    assert [(row["answer_id"], row["score"], row["at"]) for row in intercom] == [("9", 4.0, at(6, 14))]


def test_one_person_has_one_pseudonym(read_text):
    users = read_text(SAMPLES["zendesk"][0]).tables["conversations"]["user_id"].to_pylist()
    assert users[0] == users[1] != "777"


@pytest.mark.parametrize("layout", ["matomo", "google-business", "ok-answers/overview"])
def test_figures_of_no_period_ask_for_it(tmp_path, read_text, layout):
    text = SAMPLES[layout][0]
    with pytest.raises(AmbiguousExport, match="covers: "):
        read_text(text, name="made.csv")
    assert [need.hint for need in needs(tmp_path / "made.csv", layouts()).needs] == ["covers"]


def test_the_figures_of_a_threads_account_ask_for_what_they_do_not_say(tmp_path, read_text):
    with pytest.raises(AmbiguousExport, match="network: threads"):
        read_text(SAMPLES["threads-account"][0], name="made.json")
    assert {need.hint for need in needs(tmp_path / "made.json", layouts()).needs} == {"network", "date"}


def test_an_answer_of_instagram_is_none_of_threads(read_text):
    answer = {"data": [{**THREADS["data"][0], "media_product_type": "FEED", "like_count": 5, "comments_count": 1}]}
    export = read_text(json.dumps(answer))
    assert not sum(len(table) for table in export.tables.values())


def test_orders_that_came_to_nothing_are_said(read_text):
    export = read_text(SAMPLES["shopify-orders"][0])
    said = {problem.id: problem.values for problem in export.problems}
    assert said["void_rows"] == {"count": 2}  # one refunded, one cancelled
    assert "error_rows" not in said


def test_a_file_without_what_is_taken_off_is_told_which_column_it_lacks(read_text):
    with pytest.raises(UnknownExport, match=r"shopify-orders \(Refunded Amount\)"):
        read_text(SAMPLES["shopify-orders"][0].replace("Refunded Amount", "Margin"))
