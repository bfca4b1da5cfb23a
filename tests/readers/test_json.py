"""Answers of programming interfaces kept as JSON files."""

import json

import pytest

from kpitools.errors import UnknownExport, UnreadableExport


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
