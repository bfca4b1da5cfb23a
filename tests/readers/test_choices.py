"""Words and figures that no canonical table has: said, and a figure off its scale counts for nothing."""

import pytest

from kpitools.language import language

AT = "2026-10-01T10:00:00+02:00"


def said(export, problem_id: str) -> list[str]:
    return [problem.message(language("fr")) for problem in export.problems if problem.id == problem_id]


@pytest.mark.parametrize(
    ("text", "table", "column", "kept"),
    [
        (f"answer_id,at,kind,score\n1,{AT},nps,11\n2,{AT},nps,10\n3,{AT},csat,10\n4,{AT},csat,5\n", "surveys", "score",
         [None, 10.0, None, 5.0]),
        (f"network,account,review_id,at,rating\nfacebook,a,1,{AT},9\nfacebook,a,2,{AT},5\n", "reviews", "rating",
         [None, 5.0]),
        ("date,network,account,dimension,bucket,share\n2026-10-01,vk,a,age,18-24,140\n2026-10-01,vk,a,age,25-34,40\n",
         "audience", "share", [None, 40.0]),
    ],
)  # fmt: skip
def test_a_figure_off_its_scale_counts_for_nothing(read_text, text, table, column, kept):
    export = read_text(text)
    assert export.tables[table][column].to_pylist() == kept
    assert all("hors de l’échelle" in one for one in said(export, "off_scale"))
    assert said(export, "off_scale")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("cost_id,date,category,amount\n1,2026-10-01,pub,5\n", "ads, content"),
        (f"mention_id,at,network,sentiment\n1,{AT},x,heureux\n", "heureux"),
        (f"action_id,at,goal\n1,{AT},inscription\n", "signup"),
        (f"network,account,post_id,published_at,type\nx,a,1,{AT},photo\n", "photo"),
    ],
)
def test_a_word_that_no_table_knows_is_said(read_text, text, word):
    assert word in said(read_text(text), "odd_words")[0]


def test_the_words_of_the_tables_are_known(read_text):
    rows = "".join(f"{at},2026-10-01,{word},5\n" for at, word in enumerate(("ads", "contest", "other", "")))
    assert said(read_text(f"cost_id,date,category,amount\n{rows}"), "odd_words") == []


def test_an_ad_cost_of_several_networks_stands_for_all_of_them(read_text):
    text = "Date;Poste;Réseau;Montant\n31/10/2026;Publicité;{network};100\n"
    networks = {
        network: read_text(text.format(network=network)).tables["costs"]["network"].to_pylist()[0]
        for network in ("Meta", "Réseaux sociaux", "Facebook", "insta", "Reddit", "")
    }
    assert networks == {
        "Meta": None, "Réseaux sociaux": None, "": None,
        "Facebook": "facebook", "insta": "instagram", "Reddit": "other",
    }  # fmt: skip
