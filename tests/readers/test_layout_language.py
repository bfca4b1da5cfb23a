"""The layout language: what a layout file can say, and what it gets told where it is wrong."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitools.errors import KpitoolsError
from kpitools.language import language
from kpitools.params.hints import Hints
from kpitools.readers import layouts, needs, read
from kpitools.readers.schema.library import SHIPPED, load
from kpitools.readers.writing import dates
from kpitools.readers.writing.heads import fold

GOOD = """
id: buzzly-posts
platform: buzzly
title: {fr: Publications Buzzly, en: Buzzly posts}
languages: {fr: {verified: real file, years: [2025, 2026]}, en: {verified: documentation}}
time_zone: UTC
decimal: ","
thousands: "."
missing: ["-"]
sections:
  - table: posts
    set: {network: other}
    required: [post_id, published_at]
    drop: {total: {post_id: [Total, Ensemble]}, description: {published_at: blank}}
    columns:
      post_id: {fr: Identifiant, en: Id}
      account: {heads: Lien, extract: "buzzly\\\\.example/([^/]+)/"}
      published_at: {heads: {fr: Publié le, en: Published}, format: "DD Mon YYYY hh:mm AM"}
      type: {heads: Type, values: {image: [Photo, Image]}, otherwise: other, where: {reel: {account: /r/}}}
      text: {fr: [Titre, Texte], en: [Title, Text]}
      likes: {heads: {fr: J'aime, en: Likes}, blank: zero}
      views: Vues
      watch_time_s: {heads: Durée (h), times: 3600}
      topic: {heads: Sujet, weak: true}
"""


def written(folder: Path, text: str, name: str = "own.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_layout_of_the_workspace_is_read_as_the_shipped_ones(tmp_path):
    folder = tmp_path / "layouts"
    folder.mkdir()
    written(folder, GOOD)
    known = layouts(folder)
    export = tmp_path / "export.csv"
    export.write_text(
        "Sujet;IDENTIFIANT;Lien;Publie le ;Type;Titre;Texte;J’aime;Vues;Durée (h)\n"
        ";Total;;;;;;99;;\n"
        ";la légende;;;;;;;;\n"
        "soldes;a1;https://buzzly.example/acme/a1;3 août 2026 9:05 PM;photo;;Le texte;;1.234;0,5\n"
        "-;a2;https://buzzly.example/acme/r/a2;31 déc. 2026 12:00 AM;Clip;Un titre;Le texte;-;-;\n",
        encoding="cp1252",
    )
    made = read(export, Hints(), timezone="Europe/Paris", layouts=known)
    first, second = made.tables["posts"].to_pylist()
    assert made.layout.id == "buzzly-posts"
    assert made.weak == {"posts": frozenset({"topic"})}
    assert (first["post_id"], first["account"], first["text"], first["topic"]) == ("a1", "acme", "Le texte", "soldes")
    assert first["published_at"] == dt.datetime(2026, 8, 3, 21, 5, tzinfo=dt.UTC)
    assert (first["likes"], first["views"], first["watch_time_s"]) == (0, 1234, 1800.0)
    assert second["published_at"] == dt.datetime(2026, 12, 31, tzinfo=dt.UTC)
    assert second["topic"] is None
    assert (second["text"], second["type"], second["likes"], second["views"]) == ("Un titre", "reel", None, None)


def test_a_layout_of_the_workspace_replaces_the_shipped_one_of_its_id(tmp_path):
    written(tmp_path, GOOD.replace("buzzly-posts", "x-posts"))
    known = {layout.id: layout for layout in layouts(tmp_path)}
    assert known["x-posts"].platform == "buzzly"
    assert len(known) == len(layouts())


def test_what_a_layout_says_of_itself(tmp_path):
    layout = load(written(tmp_path, GOOD))
    assert layout.verified == "real file"
    assert (layout.seen.languages, layout.seen.years, layout.seen.described) == (("fr",), (2025, 2026), ("en",))
    assert (layout.verified_in(["fr"]), layout.verified_in(["en"])) == ("real file", "documentation")
    assert layout.title["fr"] == "Publications Buzzly"
    assert {layout} == {load(written(tmp_path, GOOD))}


def test_a_known_export_of_no_use(tmp_path):
    text = """
id: buzzly-friends
platform: buzzly
title: {fr: Amis Buzzly, en: Buzzly friends}
unusable: {fr: Les amis de vos amis ne sont dans aucune table., en: No table holds friends of friends.}
sections:
  - {required: [friend], columns: {friend: Ami de votre ami, since: Depuis}}
"""
    folder = tmp_path / "layouts"
    folder.mkdir()
    written(folder, text)
    export = written(tmp_path, "Ami de votre ami,Depuis\nx,2020\n", "export.csv")
    made = read(export, Hints(), timezone="Europe/Paris", layouts=layouts(folder))
    assert made.tables == {}
    assert made.problems[0].message(language("fr")) == "Les amis de vos amis ne sont dans aucune table."
    assert made.problems[0].message(language("en")) == "No table holds friends of friends."
    assert needs(export, layouts(folder)).layout.id == "buzzly-friends"


@pytest.mark.parametrize(
    ("right", "wrong", "line_holds", "said"),
    [
        ("table: posts", "table: post", "- table", "posts"),
        ("      likes:", "      lykes:", "- table", "likes"),
        ("blank: zero", "blanc: zero", "blanc", "blank"),
        ("blank: zero", "blank: nought", "nought", "zero"),
        ("DD Mon YYYY hh:mm AM", "Mon YYYY", "Publié", "YYYY-MM-DD"),
        (', format: "DD Mon YYYY hh:mm AM"', "", "- table", "format"),
        ("/([^/]+)/", "/[^/]+/", "Lien", "groupe"),
        ("network: other", "network: buzzly", "- table", "network"),
        ("required: [post_id", "required: [post_ids", "- table", "post_id"),
        ("id: buzzly-posts", "id: Buzzly Posts", "id: Buzzly", "id"),
        ("platform: buzzly", "plattform: buzzly", "plattform", "platform"),
        ("verified: real file", "verified: yes", "verified", "documentation"),
        ("views: Vues", "views: [Vues, [Vues]]", "views", "en: Reach"),
        ("views: Vues", "views: {de: Aufrufe}", None, "de"),
        ("en: {verified", "zz: {verified", None, "zz"),
        ("time_zone: UTC", "time_zone: Paris", None, "Europe/Paris"),
    ],
)
def test_a_mistake_is_said_with_its_line(tmp_path, right, wrong, line_holds, said):
    text = GOOD.replace(right, wrong)
    with pytest.raises(KpitoolsError) as error:
        load(written(tmp_path, text))
    problem = error.value.problems[0]
    assert problem.file.endswith("own.yaml")
    # What several lines say wrong together has no line of its own.
    assert problem.line is None if line_holds is None else line_holds in text.splitlines()[problem.line - 1]
    assert said in str(error.value)


def test_every_mistake_of_every_file_is_said_at_once(tmp_path):
    written(tmp_path, GOOD.replace("blank: zero", "blanc: zero").replace("weak: true", "week: true"), "a.yaml")
    written(tmp_path, GOOD.replace("table: posts", "table: post"), "b.yaml")
    with pytest.raises(KpitoolsError) as error:
        layouts(tmp_path)
    assert len(error.value.problems) == 3


def test_a_mistake_in_the_defaults_is_said_once_and_where_it_is(tmp_path):
    text = (SHIPPED / "meta-daily.yaml").read_text(encoding="utf-8").replace("format:", "formatt:")
    with pytest.raises(KpitoolsError) as error:
        load(written(tmp_path, text))
    lines = {problem.line for problem in error.value.problems if problem.id == "unknown_key"}
    assert ["formatt" in text.splitlines()[line - 1] for line in lines] == [True]


def test_two_files_of_one_id(tmp_path):
    written(tmp_path, GOOD, "a.yaml")
    written(tmp_path, GOOD, "b.yaml")
    with pytest.raises(KpitoolsError) as error:
        layouts(tmp_path)
    assert "buzzly-posts" in str(error.value)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_layout_is_named_as_its_file_and_says_how_sure_it_is(path):
    layout = load(path)
    assert layout.id == path.stem
    assert layout.languages
    assert set(layout.title) == {"fr", "en"}


@pytest.mark.parametrize(
    ("written_as", "text", "at"),
    [
        ("MM/DD/YYYY hh:mm", "3/4/2026 7:05", dt.datetime(2026, 3, 4, 7, 5)),
        ("DD-MM-YY", "17-09-14", dt.datetime(2014, 9, 17)),
        ("YYYYMMDD", "20260304", dt.datetime(2026, 3, 4)),
        ("Day, Mon DD, YYYY", "Tue, Feb 18, 2025", dt.datetime(2025, 2, 18)),
        ("DD Mon YYYY", "1 février 2026", dt.datetime(2026, 2, 1)),
        ("DD Mon YYYY", "1 févr. 2026", dt.datetime(2026, 2, 1)),
        ("hh:mm AM DD/MM/YYYY", "12:30 AM 01/02/2026", dt.datetime(2026, 2, 1, 0, 30)),
        ("YYYY-MM-DD hh:mm zone", "2026-02-01 10:00 -0130", dt.datetime.fromisoformat("2026-02-01T10:00-01:30")),
    ],
)
def test_formats_of_dates(written_as, text, at):
    assert dates.parser((dates.check(written_as),), ("en", "fr"))(text) == at


@pytest.mark.parametrize("text", ["2026304", "2026-03-04", "20260230", "202603041", ""])
def test_a_text_of_another_form_is_no_date(text):
    with pytest.raises(ValueError, match=r".*"):
        dates.parser(("YYYYMMDD",))(text)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
def test_a_date_written_in_a_format_is_read_back(day):
    assert dates.parser(("Day, Mon DD, YYYY",))(day.strftime("%a, %b %d, %Y")).date() == day


def test_labels_are_the_same_whatever_their_dress():
    assert (
        fold("Mentions J’aime ")
        == fold("mentions j' aime")
        == fold("MENTIONS J\x19 AIME")
        == fold("Men\u00adtions\u00a0J'aime")
    )
    assert fold("Réactions") == fold("Reactions")
    assert fold("Reach") != fold("Reach from Organic posts")


def test_sections_that_tell_of_the_same_rows_in_amounts_too(tmp_path):
    layout = load(
        written(
            tmp_path,
            """
id: buzzly-ads
platform: buzzly
title: {fr: Publicités Buzzly, en: Buzzly ads}
stacked: true
defaults: {table: ads, set: {network: other}, required: [date, campaign]}
sections:
  - {titles: Spend, columns: {date: {heads: Day, format: iso}, campaign: Campaign, spend: Spent}}
  - {titles: Clicks, columns: {date: {heads: Day, format: iso}, campaign: Campaign, clicks: Clicks}}
""",
        )
    )
    export = written(
        tmp_path,
        "Spend\nDay,Campaign,Spent\n2026-10-01,A,12.50\n\nClicks\nDay,Campaign,Clicks\n2026-10-01,A,7\n",
        "export.csv",
    )
    (row,) = read(export, Hints(), timezone="UTC", layouts=[layout]).tables["ads"].to_pylist()
    assert (row["spend"], row["clicks"]) == (Decimal("12.5"), 7)
