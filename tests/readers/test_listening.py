"""Mentions of listening tools, and VKontakte's own statistics, with made-up figures."""

import datetime as dt

import pytest

TALKWALKER = (
    "url,indexed,published,search_indexed,content,sentiment,source_type,reach,extra_author_attributes.short_name\n"
    "https://x.com/a/status/1,02/10/26 10:00:00,01/10/26 23:30:00,02/10/26 10:00:01,Bravo,5,"
    '"SOCIALMEDIA,SOCIALMEDIA_TWITTER",28,ana\n'
    "https://blog.example/2,02/10/26 10:00:00,02/10/26 08:00:00,02/10/26 10:00:01,Bof,-5,BLOG,,\n"
)
CHART = (
    '"Chart Data Export",\n"Dimension 1","days"\n"Dimension 2","categories"\n"Aggregate","volume"\n'
    '"Start Date","Sat Oct 24 22:00:00 UTC 2026"\n{filter}\n'
    '"Nous",4,0\n"12",7,9\n"days","2026-10-24 22:00:00.0","2026-10-25 23:00:00.0"\n'
)
VK = (
    '"Дата","Критерий","Парам. №1","Парам. №2","Значение"\n'
    '"03.10.2026","views","","",4\n"03.10.2026","gender","М","",3\n"03.10.2026","feedback","Нравится","",2\n'
    '"01.10.2026","views","","",9\n"01.10.2026","members","Новые участники","",1\n"03.10.2026","reach","","",20\n'
)


def test_mentions_of_talkwalker(read_text):
    rows = read_text(TALKWALKER).tables["mentions"].to_pylist()
    assert [(row["mention_id"], row["network"], row["sentiment"], row["author"], row["reach"]) for row in rows] == [
        ("https://x.com/a/status/1", "x", "positive", "ana", 28),
        ("https://blog.example/2", "blog", "negative", None, None),
    ]
    assert rows[0]["at"] == dt.datetime(2026, 10, 1, 21, 30, tzinfo=dt.UTC)


def test_mentions_without_an_address_have_an_id_made_of_the_row(read_text):
    text = TALKWALKER.replace("https://x.com/a/status/1", "[scrubbed]").replace("https://blog.example/2", "[scrubbed]")
    twice = text + text.splitlines(keepends=True)[1]
    ids = read_text(twice).tables["mentions"]["mention_id"].to_pylist()
    assert ids[0] == ids[2] != ids[1]
    assert ids[:2] == read_text(text).tables["mentions"]["mention_id"].to_pylist()


@pytest.mark.parametrize(
    ("line", "column"),
    [("", "mentions"), ('"Sentiment","[negative]"\n', "negative"), ('"Sentiment","[positive]"\n', "positive")],
)  # fmt: skip
def test_a_chart_whose_days_are_columns(read_text, line, column):
    export = read_text(CHART.format(filter=line), network="other")
    rows = export.tables["mention_days"].to_pylist()
    # Midnight in Paris, before and after the end of summer time: the days are the 25th and the 26th.
    assert [(row["brand"], row["date"].day, row[column]) for row in rows] == [
        ("Nous", 25, 4), ("Nous", 26, 0), ("12", 25, 7), ("12", 26, 9),
    ]  # fmt: skip
    others = {"mentions", "positive", "neutral", "negative"} - {column}
    assert {row[name] for row in rows for name in others} == {None}


VK_ENGLISH = {
    "Дата": "Date", "Критерий": "Criterion", "Парам. №": "Parameter ", "Значение": "Value",
    "Нравится": "Like", "Новые участники": "New members",
}  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
def test_one_figure_a_row_becomes_one_row_a_day(read_text, language):
    text = VK
    for russian, english in VK_ENGLISH.items() if language == "en" else ():
        text = text.replace(russian, english)
    export = read_text(text, account="acme")
    rows = export.tables["account_days"].to_pylist()
    assert export.languages == (language,)
    assert [
        (row["date"].day, row["profile_visits"], row["likes"], row["followers_gained"], row["reach"], row["reach_paid"])
        for row in sorted(rows, key=lambda row: row["date"])
    ] == [(1, 9, 0, 1, 0, None), (3, 4, 2, 0, 20, None)]


def test_posts_of_vkontakte(read_text):
    text = (
        '"Дата","Создатель записи","Запись","Ссылка","Охват подписчиков","Виральный охват","Рекламный охват",'
        '"Полный охват","Нравится","Поделились","Комментариев","Переходы по ссылке"\n'
        '"2026-10-14 8:30","Имя (https://vk.com/id1)","Текст &#1280...","https://vk.com/wall-77_49",140,558,0,686,52,8,3,1\n'
    )
    export = read_text(text)
    row = export.tables["posts"].to_pylist()[0]
    assert (row["account"], row["post_id"], row["reach"], row["shares"], row["comments"]) == ("77", "49", 686, 8, 3)
    assert row["published_at"] == dt.datetime(2026, 10, 14, 6, 30, tzinfo=dt.UTC)
    assert export.weak["posts"] == {"text"}
