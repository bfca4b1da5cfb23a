"""One post has one address, whichever tool or telephone wrote it; two posts never have the same."""

import pytest

from kpitools.store.addresses import canonical

SAME = [
    ("https://vk.com/wall-1_2", "https://m.vk.com/wall-1_2", "http://vk.com/club1?w=wall-1_2%2Fall"),
    ("https://x.com/acme/status/1", "https://mobile.twitter.com/acme/status/1?s=20", "https://x.com/i/web/status/1"),
    ("https://www.instagram.com/p/AbC/", "https://instagram.com/acme/reel/AbC?igsh=x"),
    (
        "https://www.facebook.com/acme/posts/1824920797575912/?utm_source=x",
        "https://www.facebook.com/permalink.php?story_fbid=1824920797575912&id=9",
        "https://m.facebook.com/story.php?id=9&story_fbid=1824920797575912",
        "https://fr-fr.facebook.com/288990074502333_1824920797575912",
        "https://www.facebook.com/acme/posts/un-titre/1824920797575912",
    ),
    ("https://www.facebook.com/reel/1234567890123", "https://www.facebook.com/watch/?v=1234567890123"),
    (
        "https://youtu.be/abcdefghijk?si=x",
        "https://www.youtube.com/watch?v=abcdefghijk&feature=share",
        "https://youtube.com/shorts/abcdefghijk",
    ),
    (
        "https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678/",
        "https://fr.linkedin.com/posts/acme_titre-activity-7123456789012345678-abcd",
        "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7123456789012345678",
    ),
    ("https://www.tiktok.com/@acme/video/7412345678901234567?lang=fr", "https://m.tiktok.com/v/7412345678901234567.html"),
    ("https://www.threads.net/@acme/post/X", "https://www.threads.com/@acme/post/X"),
    ("https://blog.example/billet/", "https://www.blog.example/billet?utm_source=x"),
]  # fmt: skip
DIFFERENT = [
    ("https://vk.com/wall-1_2", "https://vk.com/wall-1_2?reply=5"),
    ("https://en.blog.example/a", "https://fr.blog.example/a"),
    ("https://www.linkedin.com/feed/update/urn:li:share:7123456789012345678",
     "https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678"),
    ("https://blog.example/?p=1", "https://blog.example/?p=2"),
    ("https://www.facebook.com/a/posts/pfbid0AAA", "https://www.facebook.com/a/posts/pfbid0BBB"),
    ("https://www.facebook.com/a/posts/1234567890123", "https://www.facebook.com/a/posts/1234567890123?comment_id=9"),
    ("https://notx.com/a/status/1", "https://x.com/a/status/1"),
    ("https://www.instagram.com/p/AbC/", "https://www.instagram.com/p/Abc/"),
]  # fmt: skip


@pytest.mark.parametrize("addresses", SAME)
def test_ways_to_write_one_address(addresses):
    assert len({canonical(address) for address in addresses}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_posts_have_two_addresses(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("text", ["", "   ", "wall-1_2"])
def test_no_address_is_none(text):
    assert not canonical(text)
