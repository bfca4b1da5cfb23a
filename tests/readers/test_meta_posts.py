"""Meta Business Suite's content exports, with made-up posts."""

import csv
import datetime as dt
import io

import pytest

from kpitools.errors import UnreadableExport

FACEBOOK = [
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Permalink",
    "Is share", "Post type", "Data comment", "Date", "Views", "Reach", "Reactions, Comments and Shares", "Reactions",
    "Comments", "Shares", "Total clicks", "Link Clicks", "Seconds viewed",
]  # fmt: skip
POST = {
    "Post ID": "1001", "Page ID": "7", "Page name": "Librairie Exemple", "Title": "Bonjour",
    "Publish time": "10/30/2026 23:30",
    "Permalink": "https://www.facebook.com/7/posts/1001", "Is share": "0", "Post type": "Photos", "Date": "Lifetime",
    "Views": "120", "Reach": "80", "Reactions": "7", "Comments": "2", "Shares": "1", "Total clicks": "5",
}  # fmt: skip
INSTAGRAM = [
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time",
    "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments",
    "Saves",
]  # fmt: skip


def table(header: list[str], *rows: dict[str, str]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(label, "") for label in header] for row in rows)
    return file.getvalue()


def test_a_facebook_post_is_read_field_by_field(read_text):
    export = read_text(table(FACEBOOK, POST))
    (row,) = export.tables["posts"].to_pylist()
    assert export.layout.id == "meta-facebook-posts"
    assert export.languages == ("en",)
    assert row["network"] == "facebook"
    assert row["account"] == "Librairie Exemple"
    assert (row["post_id"], row["type"], row["text"]) == ("1001", "image", "Bonjour")
    assert (row["views"], row["reach"], row["likes"], row["comments"], row["shares"]) == (120, 80, 7, 2, 1)
    assert row["_row"] == 2


def test_publish_time_is_pacific_time(read_text):
    winter = {**POST, "Post ID": "1002", "Publish time": "12/31/2026 23:30"}
    times = read_text(table(FACEBOOK, POST, winter)).tables["posts"]["published_at"].to_pylist()
    assert times == [dt.datetime(2026, 10, 31, 6, 30, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, 7, 30, tzinfo=dt.UTC)]


def test_the_first_of_an_hour_that_occurs_twice(read_text):
    (at,) = (
        read_text(table(FACEBOOK, {**POST, "Publish time": "11/01/2026 01:30"}))
        .tables["posts"]["published_at"]
        .to_pylist()
    )
    assert at == dt.datetime(2026, 11, 1, 8, 30, tzinfo=dt.UTC)


def test_blanks_stand_for_zero_only_where_the_layout_says_so(read_text):
    (row,) = (
        read_text(table(FACEBOOK, {**POST, "Link Clicks": "", "Seconds viewed": "", "Views": ""}))
        .tables["posts"]
        .to_pylist()
    )
    assert row["link_clicks"] == 0
    assert row["watch_time_s"] is None
    assert row["views"] is None


def test_a_row_without_any_figure_leaves_all_unknown(read_text):
    silent = {key: value for key, value in POST.items() if not value.isdigit() or key in ("Post ID", "Page ID")}
    (row,) = read_text(table(FACEBOOK, silent)).tables["posts"].to_pylist()
    assert row["likes"] is None
    assert row["link_clicks"] is None


def test_error_rows_are_dropped_and_said(read_text):
    error = {"Date": "Lifetime", "Data comment": "An error occurred while computing metadata for content with ID 5"}
    export = read_text(table(FACEBOOK, POST, error, {**POST, "Post ID": "1003"}))
    assert export.tables["posts"]["post_id"].to_pylist() == ["1001", "1003"]
    assert export.tables["posts"]["_row"].to_pylist() == [2, 4]
    (note,) = [problem for problem in export.problems if problem.id == "error_rows"]
    assert note.values["count"] == 1


def test_of_two_columns_named_views_the_one_that_was_filled_counts(read_text):
    header = [*FACEBOOK, "Views"]
    text = ",".join(header) + "\n"
    for number in ("1", "2"):
        cells = [POST.get(label, "") for label in FACEBOOK]
        cells[0], cells[FACEBOOK.index("Views")] = number, "0"
        text += ",".join([*cells, f"{number}5"]) + "\n"
    text = text.replace("Reactions, Comments and Shares", '"Reactions, Comments and Shares"')
    assert read_text(text).tables["posts"]["views"].to_pylist() == [15, 25]


def test_views_that_are_zero_everywhere_beside_a_reach_are_unknown(read_text):
    export = read_text(table(FACEBOOK, {**POST, "Views": "0"}, {**POST, "Post ID": "2", "Views": "0"}))
    assert export.tables["posts"]["views"].to_pylist() == [None, None]
    assert "all_zero" in {problem.id for problem in export.problems}


@pytest.mark.parametrize(("likes", "views"), [("4", None), ("0", 0)])
def test_without_a_reach_the_reactions_show_whether_views_were_ever_filled(read_text, likes, views):
    labels = [label for label in FACEBOOK if label != "Reach"]
    export = read_text(table(labels, {**POST, "Views": "0", "Reactions": likes}))
    assert export.tables["posts"]["views"].to_pylist() == [views]


def test_views_of_posts_that_nobody_saw_are_zero(read_text):
    export = read_text(table(FACEBOOK, {**POST, "Views": "0", "Reach": "0"}))
    assert export.tables["posts"]["views"].to_pylist() == [0]


def test_trailing_cells_may_be_missing(read_text):
    lines = table(FACEBOOK, POST, {**POST, "Post ID": "1002"}).splitlines()
    lines[2] = lines[2].rstrip(",")
    assert read_text("\n".join(lines) + "\n").tables["posts"]["post_id"].to_pylist() == ["1001", "1002"]


def test_a_file_cut_in_its_last_row_is_refused(read_text):
    text = table(FACEBOOK, POST, {**POST, "Post ID": "1002"})
    with pytest.raises(UnreadableExport) as error:
        read_text(text[: text.rindex("120") + 2])
    assert error.value.problems[0].id == "cut_short"
    assert error.value.problems[0].row == 3


def test_texts_of_several_lines_with_quotes_and_formulas_are_kept_as_they_are(read_text):
    caption = 'Un "mot",\n\nun point-virgule ; =1+1 <script>alert(1)</script> 🎉'
    (row,) = read_text(table(FACEBOOK, {**POST, "Title": "", "Description": caption})).tables["posts"].to_pylist()
    assert row["text"] == caption


def test_french_labels_keep_american_dates(read_text):
    header = {
        "Post ID": "Identifiant de la publication", "Page name": "Nom de la page", "Title": "Titre",
        "Publish time": "Heure de publication", "Permalink": "Permalien", "Post type": "Type de publication",
        "Views": "Vues", "Reach": "Couverture", "Reactions": "Réactions", "Comments": "Commentaires",
        "Shares": "Partages",
        "Link Clicks": "Clics sur un lien",
    }  # fmt: skip
    post = {header[label]: value for label, value in POST.items() if label in header}
    reel = {
        **post,
        "Identifiant de la publication": "9",
        "Type de publication": "Vidéos",
        "Permalien": "https://www.facebook.com/reel/9",
    }
    export = read_text(table(list(header.values()), {**post, "Description": "x"}, reel))
    assert export.languages == ("fr",)
    first, second = export.tables["posts"].to_pylist()
    assert (first["text"], first["type"], first["views"], first["likes"]) == ("Bonjour", "image", 120, 7)
    assert first["published_at"].month == 10
    assert second["type"] == "reel"


def test_an_instagram_collaboration_has_no_reach(read_text):
    post = {
        "Post ID": "17900000000000001", "Account username": "torrefaction", "Publish time": "03/21/2026 08:51",
        "Post type": "IG carousel", "Description": "Un café ?", "Views": "157", "Likes": "12",
        "Comments": "0", "Saves": "3",
    }  # fmt: skip
    export = read_text(
        table(INSTAGRAM, post, {**post, "Post ID": "17900000000000002", "Account username": "autre", "Reach": "9"})
    )
    first, second = export.tables["posts"].to_pylist()
    assert export.layout.id == "meta-instagram-posts"
    assert (first["account"], first["type"], first["reach"], first["saves"]) == ("torrefaction", "carousel", None, 3)
    assert (second["account"], second["post_id"], second["reach"]) == ("autre", "17900000000000002", 9)


def test_an_unknown_post_type_is_other_and_said(read_text):
    export = read_text(table(FACEBOOK, {**POST, "Post type": "Hologram"}))
    assert export.tables["posts"]["type"].to_pylist() == ["other"]
    assert "Hologram" in str([problem.values.get("texts") for problem in export.problems])


def test_minutes_that_are_the_month_are_said(read_text):
    rows = [
        {**POST, "Post ID": str(day), "Publish time": f"{day:02}/{day:02}/2026 08:{day:02}"} for day in range(1, 13)
    ]
    assert "minutes_are_months" in {problem.id for problem in read_text(table(FACEBOOK, *rows)).problems}
    rows[3]["Publish time"] = "04/04/2026 08:05"
    assert "minutes_are_months" not in {problem.id for problem in read_text(table(FACEBOOK, *rows)).problems}


def test_optional_columns_that_are_absent_are_listed(read_text):
    export = read_text(table([label for label in FACEBOOK if label != "Link Clicks"], POST))
    assert "Link Clicks" in export.missing
    assert export.tables["posts"]["link_clicks"].to_pylist() == [None]


def test_ids_that_a_spreadsheet_destroyed_are_refused(read_text):
    with pytest.raises(UnreadableExport) as error:
        read_text(table(FACEBOOK, {**POST, "Post ID": "1,79E+16"}))
    assert (error.value.problems[0].id, error.value.problems[0].row, error.value.problems[0].column) == (
        "bad_id",
        2,
        "Post ID",
    )


def test_bad_values_are_listed_with_row_and_column_up_to_ten(read_text):
    rows = [{**POST, "Post ID": str(number), "Reach": "beaucoup"} for number in range(14)]
    with pytest.raises(UnreadableExport) as error:
        read_text(table(FACEBOOK, *rows))
    problems = error.value.problems
    assert [(problem.id, problem.row, problem.column) for problem in problems[:2]] == [
        ("bad_number", 2, "Reach"),
        ("bad_number", 3, "Reach"),
    ]
    assert len(problems) == 11
    assert problems[-1].values["count"] == 4


@pytest.mark.parametrize(
    "wrong", ["31/12/2026 10:00", "12/31/2026", "2026-12-31T10:00", "12/31/1887 10:00", "02/30/2026 10:00"]
)
def test_a_date_in_another_form_is_refused(read_text, wrong):
    with pytest.raises(UnreadableExport) as error:
        read_text(table(FACEBOOK, {**POST, "Publish time": wrong}))
    assert error.value.problems[0].id == "bad_time"


def test_a_header_without_rows_is_said(read_text):
    export = read_text(table(FACEBOOK))
    assert export.tables["posts"].num_rows == 0
    assert "no_rows" in {problem.id for problem in export.problems}


def test_an_instagram_story(read_text):
    story = {
        "Post ID": "1", "Account username": "librairie", "Publish time": "10/30/2026 23:30", "Post type": "IG story",
        "Views": "90", "Reach": "80", "Likes": "3", "Shares": "1", "Profile visits": "2", "Replies": "4",
        "Link clicks": "5", "Navigation": "60", "Sticker taps": "1",
    }  # fmt: skip
    (row,) = read_text(table(list(story), story)).tables["posts"].to_pylist()
    assert (row["type"], row["comments"], row["link_clicks"], row["views"]) == ("story", 4, 5, 90)


def test_a_later_casing_of_the_labels(read_text):
    lower = {
        "Post ID": "1", "Page name": "Librairie", "Duration (secs)": "3", "Publish time": "10/30/2026 23:30",
        "Post type": "Photos", "Views": "", "Reach": "8", "Reactions, comments and shares": "3", "Reactions": "3",
        "Link clicks": "2", "3-second video views": "1", "Seconds viewed": "12.5",
    }  # fmt: skip
    (row,) = read_text(table(list(lower), lower)).tables["posts"].to_pylist()
    assert (row["link_clicks"], row["video_views"], row["watch_time_s"], row["views"]) == (2, 1, 12.5, None)


def test_views_and_impressions_are_two_columns_and_the_break_is_said(read_text):
    both = [*FACEBOOK, "Impressions"]
    export = read_text(
        table(both, {**POST, "Impressions": ""}, {**POST, "Post ID": "2", "Views": "", "Impressions": "9"})
    )
    rows = export.tables["posts"].to_pylist()
    assert [(row["views"], row["impressions"]) for row in rows] == [(120, None), (None, 9)]
    assert "measure_replaced" in {problem.id for problem in export.problems}


def test_facebook_videos_warn_of_being_counted_twice(read_text):
    video = {
        "Video asset ID": "9", "Universal video ID": "8", "Page name": "Librairie", "Title": "Un",
        "Publish time": "10/30/2026 23:30", "Date": "Lifetime", "Reach": "8", "3-second video views": "5",
        "Seconds viewed": "40", "Reactions": "", "Comments": "1",
    }  # fmt: skip
    export = read_text(table(list(video), video))
    (row,) = export.tables["posts"].to_pylist()
    assert (row["post_id"], row["type"], row["video_views"], row["watch_time_s"], row["likes"]) == (
        "9",
        "video",
        5,
        40,
        0,
    )
    assert "caution" in {problem.id for problem in export.problems}


def test_a_facebook_page_by_day(read_text):
    day = {
        "Page ID": "1", "Page name": "Librairie", "Data comment": "", "Date": "03/14/2026",
        "Unique user engagements": "12", "Overall negative feedback": "1",
    }  # fmt: skip
    export = read_text(table(list(day), day))
    (row,) = export.tables["account_days"].to_pylist()
    assert export.layout.id == "meta-facebook-page-daily"
    assert (row["account"], row["date"], row["engaged_users"]) == ("Librairie", dt.date(2026, 3, 14), 12)
