"""Every header line of `exports/HEADERS.md`, those of files that are not given too, has the layout that it should."""

import re
from pathlib import Path

import pytest

from kpitools.readers import layouts, needs

KNOWN = layouts()
FENCE = re.compile(
    r"^`((?:facebook|instagram|x|youtube|tiktok|ga|gsc|meta-ads|google-ads)/[^`]+)`[^\n]*\n```\n(.*?)\n```",
    re.DOTALL | re.MULTILINE,
)
# How the file writes what can't be seen.
SHOWN = str.maketrans({"⇥": "\t", "⍽": "\u00a0", "␙": "\x19"})
# The beginnings of files' names and the layouts of such files, where the longest beginning counts; None is refused.
EXPECTED = {
    "fb-posts-legacy": "meta-legacy-posts",
    "fb-posts-uci": "moro-facebook",
    "fb-posts-mbs": "meta-facebook-posts",
    "fb-pagelevel-daily": "meta-facebook-page-daily",
    "fb-ig-daily": "meta-daily",
    "fb-daily": "meta-daily",
    "ig-daily": "meta-daily",
    "ig-audience-mbs-fts": "meta-audience-wide",
    "ig-audience": "meta-audience",
    "ig-posts": "meta-instagram-posts",
    "x-tweets-legacy": "x-legacy-posts",
    "x-daily-legacy": "x-legacy-daily",
    "x-overview": "x-overview",
    "x-content": "x-posts",
    "yt-table-geo": "youtube-audience",
    "yt-table": "youtube-table",
    "yt-chart": "youtube-chart",
    "yt-totals": "youtube-daily",
    "yt-daily-subscribers": "youtube-subscribers",
    "yt-daily-uniqueviewers": "youtube-daily",
    "yt-NOT-STUDIO": None,
    "tt-studio-content": "tiktok-studio-content",
    "tt-studio-followeractivity": "tiktok-studio-activity",
    "tt-studio-followergender": "tiktok-studio-audience",
    "tt-studio-territories": "tiktok-studio-audience",
    "tt-studio": "tiktok-studio-days",
    "tt-business-videos": "tiktok-business-videos",
    "tt-business": "tiktok-business-days",
    "ga4": "ga4",
    "ga4-explore-events": "ga-other",
    "firebase-dashboard": "ga-other",
    # Of these the first table alone is given: the table by day, which is of use, lies below it.
    "ua-browser": "ga-other",
    "gsc": "gsc",
    "meta-ads": "meta-ads",
    "gads-campaign-report": "google-ads",
    "gads-overviewcard-timeseries": "google-ads-overview",
    "gads-overviewcard-keywords": "google-ads-cards",
}


@pytest.fixture(scope="module")
def headers(shared: Path) -> dict[str, str]:
    return dict(FENCE.findall((shared / "exports" / "HEADERS.md").read_text(encoding="utf-8")))


def test_every_header_line_is_recognised(headers: dict[str, str], tmp_path: Path) -> None:
    found = {}
    for name, text in headers.items():
        path = tmp_path / Path(name).name
        path.write_text(text.translate(SHOWN) + "\n", encoding="utf-8")
        layout = needs(path, KNOWN).layout
        start = max((start for start in EXPECTED if path.name.startswith(start)), key=len)
        if (layout.id if layout else None) != EXPECTED[start]:
            found[name] = layout and layout.id
    assert found == {}
    assert len(headers) > 70


def test_no_layout_of_the_networks_is_without_its_languages() -> None:
    platforms = {"meta", "x", "linkedin", "youtube", "tiktok"}
    silent = [layout.id for layout in KNOWN if layout.platform in platforms and not layout.languages]
    assert silent == []
