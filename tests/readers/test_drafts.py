"""A layout drafted for an unknown file: it loads, it reads what it is sure of, and it asks for the rest."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.errors import AmbiguousExport, KpitoolsError, UnknownExport, UnreadableExport
from kpitools.language import language
from kpitools.readers import Draft, Layout, Trial, draft, layouts, trial
from kpitools.readers.drafting.guess import date_formats, number_styles
from kpitools.readers.files.source import open_source
from kpitools.readers.matching.recognise import recognise
from kpitools.readers.schema.library import load
from kpitools.tables import Kind

KNOWN = layouts()
FRENCH = language("fr")
POSTS = """Rapport Buzzly;;;;;;
Identifiant;Publié le;Type de publication;J’aime;Commentaires;Dépense (EUR);Portée
b1;31/10/2026 18:05;Photo;1 234;5;12,50;-
b2;30/10/2026 09:10;Reel;99;0;3,25;1 500
b3;29/10/2026 09:10;Zine;1;0;3,25;20
Total;;;1 334;5;19,00;1 520
"""
DAYS = "Instagram reach\nDay,Number\n2026-10-01,5\n2026-10-02,6\n\nWhatever\nDay,Number\n2026-10-01,50\n2026-10-02,60\n"
SMALL = """
id: small
platform: x
title: {fr: s, en: s}
sections: [{table: posts, required: [post_id], columns: {post_id: post_id, likes: likes}}]
"""


def written(folder: Path, text: str | bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def plain(text: str) -> str:
    """A text with plain spaces."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


def drafted(path: Path, known: tuple[Layout, ...] = KNOWN) -> tuple[Layout, Draft]:
    """The layout that is drafted, once it has been written and loaded as a workspace's own."""
    made = draft(path, "essai", known, FRENCH)
    return load(written(path.parent, made.text, "essai.yaml")), made


def tried(path: Path, known: tuple[Layout, ...] = KNOWN) -> Trial:
    layout, _ = drafted(path, known)
    return trial(path, layout, (*known, layout))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_spreadsheet_of_posts(tmp_path, encoding):
    path = written(tmp_path, POSTS.replace("’", "'").encode(encoding))
    made = tried(path)
    rows = made.export.tables["posts"].to_pylist()
    assert [(row["post_id"], row["likes"], row["comments"], row["reach"], row["type"]) for row in rows] == [
        ("b1", 1234, 5, None, "image"),
        ("b2", 99, 0, 1500, "reel"),
        ("b3", 1, 0, 20, "other"),
    ]
    assert rows[0]["published_at"] == dt.datetime(2026, 10, 31, 18, 5, tzinfo=dt.UTC)
    assert [need.hint for need in made.needs] == ["network"]
    assert made.unread == ("Dépense (EUR)",)
    assert made.taken_by is None


def test_what_is_not_certain_is_asked(tmp_path):
    layout, made = drafted(written(tmp_path, POSTS))
    asked = plain("\n".join(made.questions))
    for said in ("réseau", "fuseau", "« Identifiant » est-il bien « post_id »", "« Zine »"):
        assert said in asked
    assert all(f"# ? {question}" in made.text for question in made.questions)
    assert layout.sections[0].set == {}
    assert layout.verified == "real file"
    assert layout.seen.years == (2026, 2026)


def test_days_that_can_be_read_two_ways_are_not_guessed(tmp_path):
    text = "Date,Impressions,Likes,Comments\n{},1,2,3\n{},4,5,6\n"
    sure, _ = drafted(written(tmp_path, text.format("10/30/2026", "10/31/2026")))
    assert sure.sections[0].columns["date"].format == ("MM/DD/YYYY",)
    path = written(tmp_path, text.format("01/02/2026", "02/01/2026"))
    doubtful, made = drafted(path)
    assert doubtful.sections[0].columns["date"].one_format
    assert any("01/02/2026" in question for question in made.questions)
    with pytest.raises(UnreadableExport):
        trial(path, doubtful, KNOWN)


def test_a_number_that_can_be_read_two_ways_is_asked_for(tmp_path):
    text = 'Campaign name,Day,Cost,Impressions\nA,2026-10-01,"{}",5\n'
    known = tuple(one for one in KNOWN if one.id != "google-ads")
    _, made = drafted(written(tmp_path, text.format("1,234")), known)
    assert any("1,234" in question for question in made.questions)
    layout, made = drafted(written(tmp_path, text.format("1.234,50")), known)
    assert (layout.decimal, layout.thousands) == (",", ".")
    layout, made = drafted(written(tmp_path, text.format("1,234.50")), known)
    assert not any("1,234" in question for question in made.questions)


def test_an_amount_keeps_any_currency_in_its_label(tmp_path):
    path = written(tmp_path, "Campaign name,Day,Cost (USD),Impressions\nA,2026-10-01,12.5,5\nB,2026-10-01,2,7\n")
    layout, _ = drafted(path)
    assert layout.sections[0].table == "ads"
    assert [head.text for head in layout.sections[0].columns["spend"].heads] == ["Cost ({currency})"]


def test_tables_one_under_the_other(tmp_path):
    path = written(tmp_path, DAYS)
    without = tuple(one for one in KNOWN if one.id not in ("meta-daily",))
    layout, _ = drafted(path, without)
    assert layout.stacked
    assert [section.table for section in layout.sections] == ["account_days"]
    rows = trial(path, layout, without).export.tables["account_days"].to_pylist()
    assert [(row["date"].day, row["reach"]) for row in rows] == [(1, 5), (2, 6)]


def test_sheets_of_a_workbook(tmp_path):
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, cells in {
            "Days": [["Date", "Impressions", "Likes", "Comments"], ["2026-10-01", 5, 1, 0], ["2026-10-02", 6, 1, 0]],
            "Posts": [
                ["Post ID", "Publish time", "Likes"],
                ["17", "2026-10-01 10:00", 3],
                ["18", "2026-10-01 11:00", 4],
            ],
        }.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(cells):
                sheet.write_row(at, 0, row)
    made = tried(path)
    assert {name: len(table) for name, table in made.export.tables.items()} == {"account_days": 2, "posts": 2}
    assert made.export.tables["posts"]["likes"].to_pylist() == [3, 4]


def test_people_are_neither_shown_nor_kept(tmp_path):
    text = (
        "Message number,Received,Network,Person,Phone,Comment\n"
        "m1,2026-10-01 10:00,Instagram,Nadia Canari,+33 6 12 34 56 78,nadia@canari.example\n"
        "m2,2026-10-02 10:00,Facebook,Ana Canari,+33 6 12 34 56 79,ana@canari.example\n"
    )
    path = written(tmp_path, text)
    without = tuple(one for one in KNOWN if one.id != "own-conversations")
    layout, made = drafted(path, without)
    kept = [str(value) for table in trial(path, layout, without).export.tables.values() for value in table.to_pylist()]
    for canary in ("Canari", "canari", "+33"):
        assert canary not in made.text
        assert not [text for text in kept if canary in text]


def test_a_file_of_which_nothing_is_known(tmp_path):
    path = written(tmp_path, "foo,bar\n1,2\n3,4\n")
    layout, made = drafted(path)
    assert any("Quelle table" in question for question in made.questions)
    with pytest.raises(UnknownExport, match="quelles colonnes lire"):
        trial(path, layout, KNOWN)


def test_a_known_file_needs_no_draft(tmp_path):
    path = written(tmp_path, "post_id,network,likes\n1,x,5\n", "posts.csv")
    with pytest.raises(AmbiguousExport, match="déjà lu par la mise en page"):
        draft(path, "essai", KNOWN, FRENCH)


@pytest.mark.parametrize("text", ["", "un seul mot", "1,2\n3,4\n"])
def test_what_has_no_labels_is_refused(tmp_path, text):
    with pytest.raises(UnreadableExport):
        draft(written(tmp_path, text), "essai", KNOWN, FRENCH)


def test_a_layout_that_does_not_fit_says_what_is_missing(tmp_path):
    path = written(tmp_path, "Post ID,Publish time,Likes\n1,10/30/2026 10:00,2\n")
    layout = next(one for one in KNOWN if one.id == "meta-instagram-posts")
    with pytest.raises(UnknownExport, match="Account username"):
        trial(path, layout, KNOWN)


def test_a_layout_that_knows_more_takes_the_file(tmp_path):
    path = written(tmp_path, "post_id,network,likes\n1,x,5\n", "posts.csv")
    made = trial(path, load(written(tmp_path, SMALL, "small.yaml")), KNOWN)
    assert made.taken_by is not None
    assert made.taken_by.id == "posts"


REAL = Path(__file__).parents[3] / "shared" / "exports"
FILES = sorted(str(path.relative_to(REAL)) for path in REAL.rglob("*.*") if path.suffix != ".md")
# Formats of their own, whose labels no other layout shares: what is drafted says the like of them.
ALIKE = {
    "instagram/ig-posts-mbs-okn-2026-en.csv": ("posts", ("reach", "likes", "comments", "shares", "saves", "views")),
    "facebook/fb-posts-mbs-oigetit-2025-en-preset1.csv": ("posts", ("reach", "likes", "comments", "shares", "views")),
    "facebook/fb-posts-legacy-vic-2016-en.csv": ("posts", ("reach", "impressions")),
    "x/x-tweets-legacy-databzh-2017-12-fr.csv": (
        "posts",
        ("impressions", "likes", "comments", "shares", "link_clicks"),
    ),
    "x/x-content-new-hestys-2026-08-en.csv": ("posts", ("impressions", "likes", "comments", "saves", "link_clicks")),
    "x/x-daily-legacy-2021-08-en.csv": ("account_days", ("impressions", "likes", "comments", "shares", "link_clicks")),
    "tiktok/tt-studio-overview-okn-2026-el.csv": ("account_days", ("video_views", "profile_visits", "likes", "shares")),
    "tiktok/tt-business-overview-vintage-2025-en.csv": ("account_days", ("video_views", "likes", "comments", "shares")),
    "google-ads/gads-campaign-report-dentplant-2026-en.csv": ("ads", ("spend", "clicks", "conversions")),
    "linkedin/li-content-doorly-2026-en.xls": (
        "account_days",
        ("impressions", "likes", "comments", "shares", "clicks"),
    ),
    "ga/ga4-explore-mh4u-2024-en.csv": ("web_visits", ("new_users", "returning_users")),
    "mentions/talkwalker-carrefour-2017-fr-scrubbed.xlsx": ("mentions", ("reach",)),
}


@pytest.mark.parametrize("file", FILES)
def test_a_real_export_of_an_unknown_kind(shared, tmp_path, file):
    """Each real export, as if its layout were not known: the draft loads; what it reads is what the layout reads, or
    it is refused with a reason."""
    source = tmp_path / Path(file).name
    source.symlink_to(shared / "exports" / file)
    known, own = KNOWN, None
    while True:
        try:
            found = recognise(open_source(source), known).layout
        except KpitoolsError:
            break
        own = own or found
        known = tuple(one for one in known if one is not found)
    layout, _ = drafted(source, known)
    if file not in ALIKE:
        try:
            trial(source, layout, known)
        except KpitoolsError as error:
            assert error.problems[0].file == source.name
        return
    table, columns = ALIKE[file]
    mine, theirs = (trial(source, one, known).export.tables[table] for one in (layout, own))
    for column in columns:
        assert sorted(mine[column].drop_null().to_pylist()) == sorted(theirs[column].drop_null().to_pylist()), column


@given(
    st.lists(st.dates(dt.date(1995, 1, 1), dt.date(2095, 12, 31)), min_size=1, max_size=8),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y%m%d"]),
)
def test_the_way_that_dates_are_written_is_always_among_those_guessed(days, way):
    texts = [day.strftime(way) for day in days]
    formats = date_formats(texts, "fr")
    wanted = way.replace("%d", "DD").replace("%m", "MM").replace("%Y", "YYYY")
    same = all((day.day, day.month) == (day.month, day.day) for day in days)
    assert wanted in formats or (same and formats)
    if any(day.day > 12 for day in days):
        assert len(formats) == 1


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=8),
    st.sampled_from([(".", ""), (".", ","), (",", ""), (",", "."), (".", "'")]),
)
def test_the_way_that_amounts_are_written_is_always_among_those_guessed(cents, style):
    decimal, thousands = style
    texts = [f"{cent / 100:,.2f}".replace(",", "_").replace(".", decimal).replace("_", thousands) for cent in cents]
    read = number_styles([(Kind.MONEY, texts)], ",")
    assert len(read) == 1
