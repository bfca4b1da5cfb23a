"""The words and the scales of the canonical tables: a word that is none of a table's is said, and so is a figure off
its scale, which counts for nothing."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.language import mark
from kpitools.problems import Severity
from kpitools.readers.values.suspects import Note
from kpitools.readers.writing.persons import shown

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "posts": {
        "type": (
            "text", "link", "image", "carousel", "video", "reel", "story", "live", "poll", "event", "other",
        )
    },
    "interactions": {"kind": ("like", "comment", "share", "save", "forward", "click", "post", "review")},
    "conversations": {"kind": ("message", "comment", "review", "appointment", "form", "call")},
    "mentions": {"sentiment": ("positive", "neutral", "negative")},
    "actions": {
        "goal": (
            "signup", "newsletter", "call", "form", "download", "request", "purchase", "store_visit", "message",
            "contact_page", "cart", "demo", "appointment",
        )
    },
    "costs": {"category": ("ads", "content", "tools", "salaries", "support", "development", "contest", "other")},
    "surveys": {"kind": ("csat", "nps", "recall")},
    "contents": {"kind": ("blog", "ebook", "presentation", "video", "forum", "podcast", "newsletter")},
    "audience": {"dimension": ("age", "gender", "country", "city", "language", "interest")},
}  # fmt: skip
_SCALES = {("reviews", "rating"): (1, 5), ("audience", "share"): (0, 100)}
_ROUNDED = 0.5  # what shares that were rounded each may add up to beyond their scale
_ANSWERS = {"csat": (1, 5), "nps": (0, 10), "recall": (0, 1)}  # the scale of a survey's answers, by its kind


def checked(name: str, rows: pa.Table, note: Note) -> pa.Table:
    """The rows of a canonical table without the figures that are off their scale."""
    for column, words in WORDS.get(name, {}).items():
        found = pc.unique(rows[column]).to_pylist()
        odd = sorted({shown(text, name) for text in found if text and text not in words})
        if odd:
            text = mark("« {column} » ne connaît pas : {texts}. Mots attendus : {words}.")
            note("odd_words", text, Severity.WARNING, column=column, texts=tuple(odd), words=", ".join(words))
    for (table, column), (least, most) in _SCALES.items():
        if table == name:
            rows = _within(rows, column, least, most, pa.scalar(True), note)
    if name == "surveys":
        for kind, (least, most) in _ANSWERS.items():
            rows = _within(rows, "score", least, most, pc.fill_null(pc.equal(rows["kind"], kind), False), note)
    return rows


def _within(
    rows: pa.Table, column: str, least: float, most: float, which: pa.Scalar | pa.ChunkedArray, note: Note
) -> pa.Table:
    values = rows[column]
    highest = most + (_ROUNDED if column == "share" else 0)
    off = pc.fill_null(pc.and_(which, pc.or_(pc.less(values, least), pc.greater(values, highest))), False)
    count = pc.sum(off).as_py() or 0
    if not count:
        return rows
    text = mark("« {column} » va de {least} à {most} : {count} valeur(s) hors de l'échelle ne comptent pas.")
    note("off_scale", text, Severity.WARNING, column=column, least=least, most=most, count=count)
    at = rows.schema.get_field_index(column)
    return rows.set_column(at, rows.schema.field(at), pc.if_else(off, pa.scalar(None, values.type), values))
