"""The files look like the platforms' own, byte by byte; oddities and holes are where they should be."""

import csv
import datetime as dt
import io
import re
from itertools import pairwise
from pathlib import Path

import pytest

from kpitools.demo import librairie
from kpitools.demo.agency import Files
from kpitools.demo.layouts import meta_content, x
from kpitools.demo.layouts.text import quoted_where_needed

CONTENT = re.compile(r"[A-Z][a-z]{2}-\d\d-\d{4}_[A-Z][a-z]{2}-\d\d-\d{4}_\d{16}\.csv$")


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def records(data: bytes) -> list[dict[str, str]]:
    head, *lines = rows(data)
    return [dict(zip(head, line, strict=False)) for line in lines]


def content(files: Files, folder: str) -> dict[str, list[dict[str, str]]]:
    """Meta's content exports of a folder, oldest first."""
    named = {name: data for name, data in files.items() if name.startswith(folder) and CONTENT.search(name)}
    return {name: records(data) for name, data in sorted(named.items(), key=lambda item: _starts(item[0]))}


def _starts(name: str) -> dt.datetime:
    return dt.datetime.strptime(name.rsplit("/", 1)[-1].split("_")[0], "%b-%d-%Y")


@pytest.mark.parametrize(
    ("real", "head"),
    [
        ("facebook/fb-posts-mbs-mh4u-2024-en.csv", meta_content.FACEBOOK_IMPRESSIONS),
        ("facebook/fb-posts-mbs-oigetit-2025-en-preset1.csv", meta_content.FACEBOOK_VIEWS),
        ("instagram/ig-posts-mbs-oigetit-2025-en.csv", meta_content.INSTAGRAM_2025),
        ("instagram/ig-posts-mbs-okn-2026-en.csv", meta_content.INSTAGRAM_2026),
        ("x/x-content-new-hestys-2026-08-en.csv", x.CONTENT),
        ("x/x-overview-new-wormhole-2025-02-en.csv", x.OVERVIEW),
    ],
)
def test_heads_are_the_platforms_own(shared: Path, real: str, head: tuple[str, ...]) -> None:
    first_line = (shared / "exports" / real).read_bytes().splitlines(keepends=True)[0]
    written = quoted_where_needed(head) if "posts" in real else ",".join(head) + "\n"
    assert first_line.decode("utf-8-sig") == written


def test_result_files_are_like_the_platforms_own(shared: Path, bookshop: Files, roaster: Files) -> None:
    """Mark, separator line, titles, heads and the blank lines; only the days and figures differ."""

    def frame(data: bytes) -> list[str]:
        return re.sub(r'("\d{4}-\d\d-\d\dT00:00:00","\d+"\n)+', "…\n", data.decode("utf-16")).splitlines(keepends=True)

    real = shared / "exports"
    alone = (real / "instagram/ig-daily-mbs-okn-2026-en-visits.csv").read_bytes()
    assert frame(bookshop["instagram/Visits.csv"]) == frame(alone)
    assert bookshop["instagram/Visits.csv"][:2] == alone[:2] == b"\xff\xfe"
    both = (real / "facebook/fb-ig-daily-mbs-mh4u-2024-en-visits.csv").read_bytes()
    assert frame(roaster["Visits.csv"]) == frame(both)


def test_audiences_are_like_the_platforms_own(shared: Path, bookshop: Files) -> None:
    def shape(data: bytes) -> list[tuple[int, bool]]:
        lines = csv.reader(io.StringIO(data.decode("utf-16")))
        return [(len(line), "%" in "".join(line)) for line in lines]

    real = shared / "exports"
    long = (real / "instagram/ig-audience-mbs-okn-2026-en.csv").read_bytes()
    assert shape(bookshop["instagram/Audience 2026-10-31.csv"]) == shape(long)
    wide = (real / "facebook/fb-audience-mbs-oigetit-2025-en-wide.csv").read_bytes()
    assert shape(bookshop["facebook/Audience.csv"]) == shape(wide)


def test_the_snapshot_is_like_the_platforms_own(shared: Path, bookshop: Files) -> None:
    real = (shared / "exports/ga/ga4-snapshot-portfolio-2025-02-fr.csv").read_bytes().decode()
    made = bookshop["site/Instantané_des_rapports_2026-07_2026-10.csv"].decode()
    real_names = re.sub(r": (portflio|morouche)", ": …", real)
    made_names = re.sub(r": (Librairie Exemple|librairie\.example - GA4)", ": …", made)
    assert made_names.splitlines()[:6] == real_names.splitlines()[:6]
    assert "Nième jour,Utilisateurs actifs\n0000," in made
    assert "Nième jour,30\u00a0jours,7\u00a0jours,1\u00a0jour\n0000," in made


def test_publish_times_are_pacific(bookshop: Files) -> None:
    """7.45 on 1 October in Paris is 22.45 on 30 September there."""
    *_, last = content(bookshop, "facebook").values()
    [post] = [post for post in last if post["Title"].startswith("1er octobre")]
    assert post["Publish time"] == "09/30/2026 22:45"


def test_overlapping_exports_show_older_posts_as_they_grew(bookshop: Files) -> None:
    for folder in ("facebook", "instagram"):
        exports = list(content(bookshop, folder).values())
        grown = 0
        for earlier, later in pairwise(exports):
            then = {post["Post ID"]: post for post in earlier if post["Post ID"]}
            common = [post for post in later if post["Post ID"] in then]
            assert len(common) > 8
            for now in common:
                before = then[now["Post ID"]]
                assert int(now["Reach"]) >= int(before["Reach"])
                grown += int(now["Reach"]) > int(before["Reach"])
        assert grown > 3


def test_impressions_give_way_to_views(bookshop: Files) -> None:
    first, *others = content(bookshop, "facebook").values()
    assert "Views" not in first[0]
    assert all("Impressions" not in export[0] for export in others)
    views = bookshop["facebook/Views.csv"].decode("utf-16")
    assert "2026-01-01T" in views
    assert "2025-12-31T" not in views


def test_meta_failed_on_one_post(bookshop: Files) -> None:
    first, *_ = content(bookshop, "facebook").values()
    [failed] = [post for post in first if not post["Post ID"]]
    assert failed["Data comment"].startswith("An error occurred while computing metadata for content with ID ")
    assert failed["Publish time"] == failed["Reach"] == ""


def test_some_lines_are_short(bookshop: Files) -> None:
    [data] = [data for name, data in bookshop.items() if name.startswith("facebook/Dec-01-2025")]
    head, *lines = rows(data)
    assert 0 < sum(len(line) < len(head) for line in lines) < len(lines) / 2
    assert all(line[:7] and len(line) <= len(head) for line in lines)


def test_a_partner_keeps_the_reach_of_a_shared_post(bookshop: Files) -> None:
    posts = [post for export in content(bookshop, "instagram").values() for post in export]
    unknown = {post["Post ID"] for post in posts if post["Reach"] == ""}
    assert len(unknown) == 1


def test_what_was_never_exported(bookshop: Files, roaster: Files) -> None:
    reach = (bookshop["facebook/Reach.csv"] + bookshop["facebook/Reach (1).csv"]).decode("utf-16")
    days = set(re.findall(r"2026-05-\d\d", reach))
    assert {f"2026-05-{day:02}" for day in range(1, 32)} - days == {f"2026-05-{day}" for day in (11, 12, 13, 14)}
    spans = [re.findall(r"\u00a0: (\d{8})", data.decode())[:2] for name, data in bookshop.items() if "site/" in name]
    assert len(spans) > 1
    assert not [span for span in spans if span[0][:6] <= "202511" <= span[1][:6]]
    tweets = [post for name, data in bookshop.items() if "content_" in name for post in records(data)]
    assert "Feb" not in {post["Date"].split()[1] for post in tweets}
    page = [post for name, posts in content(roaster, "").items() for post in posts if "Page ID" in post]
    months = {post["Publish time"][:2] for post in page}
    assert months == {"03", "04", "05", "06", "08", "09", "10"}
    assert min(re.findall(r"\d{4}-\d\d-\d\d", roaster["Link clicks.csv"].decode("utf-16"))) == "2026-07-01"


def test_days_without_a_follow_are_left_out(bookshop: Files, roaster: Files) -> None:
    assert '"0"' not in bookshop["instagram/Follows.csv"].decode("utf-16")
    first_of_page = re.findall(r"\d{4}-\d\d-\d\d", roaster["Follows.csv"].decode("utf-16"))[0]
    assert first_of_page >= "2026-03-02"


def test_x_dates_name_their_weekday(bookshop: Files) -> None:
    overview = records(bookshop["x/account_overview_analytics (1).csv"])
    dates = [dt.datetime.strptime(day["Date"], "%a, %b %d, %Y").date() for day in overview]
    assert [f"{date:%a}" for date in dates] == [day["Date"][:3] for day in overview]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == dt.date(2026, 10, 31)


def test_captions_hold_what_programs_trip_over(bookshop: Files, roaster: Files) -> None:
    texts = "\n".join(
        post[column]
        for files in (bookshop, roaster)
        for posts in content(files, "").values()
        for post in posts
        for column in ("Title", "Description")
        if post.get(column)
    )
    for trap in ("=1+1 :", "=SOMME(", "<script>alert(\"Bonjour\")</script>", "{{ 7 * 7 }}", "\"juste l'essai\" ;\r\n",
                 "Україна", "العربية", "Ελλάδα", "😅", "🕯️", "œ", "\n@ vos citrouilles"):  # fmt: skip
        assert trap in texts or trap.replace("\r\n", " ") in texts, trap


def test_levels_agree_between_the_audience_and_the_notes(bookshop: Files) -> None:
    noted = {
        (line["network"], line["date"]): int(line["followers"])
        for line in records(bookshop["releves/account_days.csv"])
    }
    for date in librairie.INSTAGRAM_AUDIENCES:
        shown = bookshop[f"instagram/Audience {date}.csv"].decode("utf-16").splitlines()[3]
        assert int(shown.strip('"')) == noted["instagram", str(date)]
    assert ("facebook", str(librairie.LEVEL_FORGOTTEN)) not in noted


def test_a_month_reaches_at_least_its_best_day_and_at_most_the_sum_of_days(bookshop: Files) -> None:
    noted = {
        (line["network"], line["start"]): int(line["reach"])
        for line in records(bookshop["releves/account_periods.csv"])
    }
    october = re.findall(r'"2026-10-\d\dT00:00:00","(\d+)"', bookshop["instagram/Reach.csv"].decode("utf-16"))
    daily = [int(reach) for reach in october]
    assert max(daily) <= noted["instagram", "2026-10-01"] <= sum(daily)
    assert len(noted) == 2 * 14
