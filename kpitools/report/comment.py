"""The analyst's comment: Markdown in, markup out, with nothing in it that a page could run or load."""

from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable(
    ["image", "heading", "lheading", "code"]
)


def comment_markup(text: str | None) -> Markup:
    """Paragraphs, lists, emphasis and links of a comment; raw HTML is shown as it was typed."""
    return Markup(_MARKDOWN.render(text.strip())) if text and text.strip() else Markup()
