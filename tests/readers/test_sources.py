"""The table of sources: which network a visit, a lead or an order came from."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitools.errors import ParametersError
from kpitools.readers import sources
from kpitools.readers.values.paths import path

KNOWN = {
    "l.facebook.com": "facebook", "lm.facebook.com": "facebook", "m.facebook.com / referral": "facebook",
    "https://l.facebook.com/l.php?u=x": "facebook", "fb": "facebook", "FB_ads": "facebook", "Facebook Ads": "facebook",
    "facebook-ads / cpc": "facebook", "fb.com": "facebook", "android-app://com.facebook.katana": "facebook",
    "insta": "instagram", "ig": "instagram", "IGShopping": "instagram", "instagram_stories": "instagram",
    "l.instagram.com": "instagram", "t.co": "x", "twitter.com": "x", "x": "x", "X / social": "x", "x.com": "x",
    "lnkd.in": "linkedin", "linkedin_company": "linkedin", "LinkedIn Ads": "linkedin",
    "com.linkedin.android": "linkedin",
    "youtu.be": "youtube", "yt": "youtube", "vm.tiktok.com": "tiktok", "tiktok_ads": "tiktok", "pin.it": "pinterest",
    "away.vk.com": "vk", "ВКонтакте": "vk", "m.ok.ru": "ok", "Одноклассники": "ok", "go.bsky.app": "bluesky",
    "out.reddit.com": "other", "web.telegram.org": "other", "réseaux sociaux": "other", "agence / paid-social": "other",
    "user.livejournal.com": "livejournal", "FBIG": "other", "instagramstory": "instagram", "LinkedInPost": "linkedin",
    "facebookgroup": "facebook", "adsFacebook": "facebook", "fbpage": "facebook", "InstaBio": "instagram",
    "twitterads2": "x",
}  # fmt: skip
NONE = [
    "google", "(direct) / (none)", "google / organic", "newsletter", "bing / cpc", "", "xbox", "box.com", "at.co",
    "facebook_instagram", "facebookinstagram", "notfacebook.com", "myfacebookblog.example / referral",
    "example.com / referral", "x-cart", "fbi.gov", "Salon", "igloo",
]  # fmt: skip


@pytest.mark.parametrize("source", KNOWN)
def test_sources_in_the_wild(source: str) -> None:
    assert sources().network(source) == KNOWN[source]


@pytest.mark.parametrize("source", NONE)
def test_what_is_not_sure_is_no_network(source: str) -> None:
    assert sources().network(source) is None


PATHS = {
    "t.co > google > fb / cpc > reddit.com": "x > google > facebook > reddit.com",
    '["instagram / story","(direct)"]': "instagram > (direct)",
    "[google, a > b]": "google > a   b",
    "Organic Social → Direct": "social > Direct",
    "Paid Social>Social Network > Réseaux sociaux organiques": "social > social > social",
    "facebook.com x 2 (50%) > Direct (50 %)": "facebook > facebook > Direct",
    "Organic Search": "Organic Search",
    "[]": "",
    '["a, b","fb"]': "a, b > facebook",
    "[a\rb]": "a\rb",
}


@pytest.mark.parametrize("written", PATHS)
def test_a_path_names_the_networks_of_its_steps_however_it_is_written(written: str) -> None:
    assert path(written, sources()) == PATHS[written]


@settings(deadline=None)
@given(st.text(alphabet="[]\",'\\>→\r\n ax2%()\x00", max_size=40))
def test_any_text_is_some_path(written: str) -> None:
    for text in (written, f"[{written}]", '["' + written * 5_000 + '"]'):
        assert isinstance(path(text, sources()), str)


def test_a_workspace_adds_its_own(tmp_path: Path) -> None:
    own = tmp_path / "_sources.yaml"
    own.write_text("linkedin: {words: [lkd], hosts: [liens.acme.example]}\nother: {words: [ig]}\n", encoding="utf-8")
    table = sources(own)
    assert (table.network("lkd"), table.network("liens.acme.example"), table.network("ig"), table.network("fb")) == (
        "linkedin", "linkedin", "other", "facebook",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["facebok: {words: [x]}", "facebook: [x]", "facebook: {mots: [x]}", "- facebook"])
def test_mistakes_in_it_are_said_with_their_line(tmp_path: Path, text: str) -> None:
    own = tmp_path / "_sources.yaml"
    own.write_text(f"# à nous\n{text}\n", encoding="utf-8")
    with pytest.raises(ParametersError, match=r"_sources\.yaml:2"):
        sources(own)


def test_canonical_networks_are_left_alone(read_text) -> None:
    rows = read_text("date,source,network,sessions\n2026-10-01,l.facebook.com,,5\n").tables["web_visits"].to_pylist()
    assert rows[0]["network"] is None
