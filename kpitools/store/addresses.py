"""The address of a post, whichever way it is written: mobile or not, with the name of its account or an id."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What whoever shares an address adds to it.
_SHARED = re.compile(r"utm_\w+|igsh(id)?|fbclid|mibextid|si")
_MOBILE = re.compile(r"^(www|m|web|mobile)\.")
_HOSTS = {"twitter.com": "x.com", "youtu.be": "youtube.com", "threads.net": "threads.com", "fb.com": "facebook.com"}
# Of each network, where in its addresses stands what tells a post from every other: an id, whatever stands around it.
_POSTS = {
    "vk.com": re.compile(r"(?:^/|[?&]w=)(?P<id>wall-?\d+_\d+)(?!.*[?&]reply=)"),
    "x.com": re.compile(r"/status(?:es)?/(?P<id>\d+)"),
    "instagram.com": re.compile(r"/(?:p|reels?|tv)/(?P<id>[\w-]+)"),
    "threads.com": re.compile(r"/(?:post|t)/(?P<id>[\w-]+)"),
    "youtube.com": re.compile(r"(?:[?&]v=|^/(?:shorts|live|embed|v)/|^/(?=[\w-]{11}(?:\?|$)))(?P<id>[\w-]{11})"),
    "tiktok.com": re.compile(r"/(?:video|photo|v)/(?P<id>\d{8,})"),
    "linkedin.com": re.compile(r"(?P<kind>activity|share|ugcPost)[:-](?P<id>\d{15,})"),
    "pinterest.com": re.compile(r"/pin/(?P<id>\d+)"),
    "ok.ru": re.compile(r"/topic/(?P<id>\d+)"),
    # A page's posts, photos, videos and reels are numbered together; a comment has its post's address and more.
    "facebook.com": re.compile(
        r"(?:[?&](?:story_fbid|fbid|v)=|/(?:posts|permalink|videos|reel|photos)/(?:[^?]*/)?|^/\d+/posts/|^/\d+_)(?P<id>\d{10,})"
        r"(?!\d)(?!.*[?&]comment_id=)"
    ),
}


def canonical(permalink: str) -> str:
    """An address without what differs between two writings of it; empty where it is none."""
    try:
        parts = urlsplit(permalink.strip())
    except ValueError:  # brackets that are no address's
        return permalink.strip()
    host = _MOBILE.sub("", parts.netloc.casefold())
    if not host:
        return ""
    own = next((name for name in (*_POSTS, *_HOSTS) if host == name or host.endswith(f".{name}")), host)
    own = _HOSTS.get(own, own)
    path = unquote(parts.path).rstrip("/")
    posts = _POSTS.get(own)
    if posts and (found := posts.search(f"{path}?{unquote(parts.query)}" if parts.query else path)):
        return f"{own}/{':'.join(found.groupdict().values())}"
    query = [(name, value) for name, value in parse_qsl(parts.query) if not _SHARED.fullmatch(name)]
    return f"{host}{path}?{urlencode(query)}"
