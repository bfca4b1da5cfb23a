"""What networks call themselves, for readers."""

from kpitools.language import Language, mark

NAMES = {
    "facebook": "Facebook", "instagram": "Instagram", "x": "X", "linkedin": "LinkedIn", "youtube": "YouTube",
    "tiktok": "TikTok", "pinterest": "Pinterest", "threads": "Threads", "bluesky": "Bluesky", "mastodon": "Mastodon",
    "vk": "VK", "ok": "OK", "livejournal": "LiveJournal", "blog": mark("Blog"), "forum": mark("Forum"),
    "other": mark("Autre réseau"),
}  # fmt: skip


def network_name(language: Language, network: str) -> str:
    """A network as it writes itself."""
    return language.text(NAMES.get(network, network))
