"""Captions that do not repeat: templates and words are drawn like cards, and shuffled again when the deck is out."""

from collections.abc import Sequence

from kpitools.demo.client import Client
from kpitools.demo.dice import Dice

X_LIMIT = 280


class Captions:
    """Writes one caption after the other for a client."""

    def __init__(self, client: Client, dice: Dice) -> None:
        self._client = client
        self._texts = {name: _Deck(theme.texts, dice) for name, theme in client.themes.items()}
        self._words = {name: _Deck(words, dice) for name, words in client.words.items()}

    def write(self, theme: str) -> str:
        """The next caption on a theme, without its hashtags."""
        text = self._texts[theme].draw()
        for name, deck in self._words.items():
            if "{" + name + "}" in text:
                text = text.replace("{" + name + "}", deck.draw())
        return text

    def tags(self, theme: str) -> str:
        """The hashtags of a theme, maybe none."""
        return self._client.themes[theme].tags


class _Deck:
    def __init__(self, cards: Sequence[str], dice: Dice) -> None:
        self._cards, self._dice = cards, dice
        self._left: list[str] = []

    def draw(self) -> str:
        if not self._left:
            self._left = self._dice.shuffled(self._cards)
        return self._left.pop()


def for_network(text: str, tags: str, network: str) -> str:
    """The caption as it stands on a network: hashtags where they are the custom, short on X."""
    if network == "instagram" and tags:
        return f"{text}\n\n{tags}"
    if network == "x" and len(text) > X_LIMIT:
        return text[: text.rfind(" ", 0, X_LIMIT)] + "…"
    return text
