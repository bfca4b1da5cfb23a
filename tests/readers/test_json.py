"""Answers of programming interfaces kept as JSON files."""

import json

import pytest

from kpitools.errors import UnknownExport, UnreadableExport
from tests.client import Client
from tests.readers.documented import SAMPLES
from tests.readers.documented.analytics import BY_DAY, REPORT


def test_a_cut_answer_says_so(read_text):
    with pytest.raises(UnreadableExport, match="coupé"):
        read_text(json.dumps({"response": [{"post_id": 1, "reach_total": 2}]})[:-5])


def test_an_answer_without_a_list_is_an_unknown_file(read_text):
    with pytest.raises(UnknownExport):
        read_text('{"error": {"error_code": 5, "error_msg": "x"}}')


def test_another_answer_is_an_unknown_file(read_text):
    with pytest.raises(UnknownExport):
        read_text(json.dumps({"items": [{"name": "x", "value": [1, {"a": None}], "flag": True}]}))


def test_a_table_whose_label_opens_with_a_bracket_is_a_table(read_text):
    with pytest.raises(UnknownExport):
        read_text("[x],lead_id,at\n1,2,3\n")


def test_deep_and_odd_answers_end_in_a_message(read_text):
    for text in ("[" * 100_000, '{"a":' * 5000 + "1" + "}" * 5000, "[1, 2, 3]", "{}", "[]"):
        with pytest.raises((UnknownExport, UnreadableExport)):
            read_text(text)


def test_lists_in_the_objects_of_a_list_are_read_beside_what_these_say(read_text):
    days = [{"date": "2026-10-01", "base": {"shows": 5, "spent": "1"}}]
    answer = {"items": [{"id": 1, "rows": days}, {"id": 2, "rows": []}, {"id": 3, "rows": days}, {"id": 4}]}
    export = read_text(json.dumps(answer))
    assert export.tables["ads"]["campaign"].to_pylist() == ["1", "3"]
    assert "ignored_sections" not in {problem.id for problem in export.problems}


def test_figures_of_a_post_complete_the_list_of_posts(tmp_path):
    made = Client(tmp_path)
    for name in ("threads-posts", "threads-figures"):
        (tmp_path / "data" / f"{name}.json").write_text(SAMPLES[name][0], encoding="utf-8")
    rows = made.store().frame("posts")
    assert rows[["post_id", "account", "views", "likes", "comments", "shares"]].values.tolist() == [
        ["1801", "acme", 100, 7, 0, 2]
    ]
    assert str(rows["published_at"][0]).startswith("2026-10-01")


def test_figures_of_another_network_are_not_taken_for_those_of_threads(read_text):
    with pytest.raises(UnknownExport):
        read_text(SAMPLES["threads-figures"][0].replace("quotes", "saved"), account="acme")


@pytest.mark.parametrize("midnight", [1790812800000, 1790812800000 - 3 * 3600_000])
def test_a_day_of_odnoklassniki_is_that_of_its_midnight_in_any_zone(read_text, midnight):
    export = read_text(json.dumps({"reach": [{"time": midnight, "value": 5}]}), account="acme")
    assert [str(day) for day in export.tables["account_days"]["date"].to_pylist()] == ["2026-10-01"]


def test_a_post_of_vkontakte_is_one_whatever_tells_of_it(tmp_path):
    made = Client(tmp_path)
    (tmp_path / "data" / "wall.json").write_text(SAMPLES["vk-answers/wall"][0], encoding="utf-8")
    reach = (
        '"Дата","Создатель записи","Запись","Ссылка","Охват подписчиков","Виральный охват","Рекламный охват",'
        '"Полный охват","Нравится"\n"2026-10-01 12:20","И","Bonjour, à...","https://vk.com/wall-77_5",100,50,0,140,9\n'
    )
    (tmp_path / "data" / "reach.csv").write_text(reach, encoding="utf-8")
    rows = made.store().frame("posts")
    assert rows[["account", "post_id", "text", "reach", "views"]].values.tolist() == [
        ["77", "5", "Bonjour, à tous", 140, 200]
    ]


def test_a_report_that_is_cut_or_sampled_says_so(read_text):
    said = {problem.id: problem for problem in read_text(json.dumps(REPORT)).problems}
    assert not {"answer_cut", "answer_sampled"} & said.keys()
    answer = {**REPORT, "total_rows": 250, "sampled": True}
    said = {problem.id: problem for problem in read_text(json.dumps(answer)).problems}
    assert said["answer_cut"].values == {"rows": 2, "total": 250}
    assert "answer_sampled" in said
    last = {**answer, "query": {**REPORT["query"], "offset": 249}}
    assert "answer_cut" not in {problem.id for problem in read_text(json.dumps(last)).problems}


@pytest.mark.parametrize("dimension", ["ym:s:goalDimension", "ym:s:deviceCategory"])
def test_a_report_by_what_is_no_source_is_unknown(read_text, dimension):
    answer = {**BY_DAY, "query": {**BY_DAY["query"], "dimensions": [dimension]}}
    with pytest.raises(UnknownExport):
        read_text(json.dumps(answer))


@pytest.mark.parametrize(
    "answer",
    [
        {"query": {"metrics": 5}, "data": [1]},
        {"query": {"metrics": ["ym:s:visits"], "date1": "2026-10-01"}, "data": [{"metrics": ["x"]}]},
        {"query": [], "data": 3},
    ],
)
def test_reports_of_another_form_end_in_a_message(read_text, answer):
    with pytest.raises((UnknownExport, UnreadableExport)):
        read_text(json.dumps(answer))
