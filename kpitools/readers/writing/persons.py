"""People in files: kept as pseudonyms alone, never by their names, addresses or numbers."""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kpitools.tables import Table

# Tables in which rows are of people: what a cell of theirs says is not shown in a message.
PERSONAL = frozenset({"conversations", "orders", "leads", "actions", "surveys", "interactions"})
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_PHONE = r"(\+|00)\d[\d .()/-]{6,}|0\d([ .-]?\d{2}){4}"
_REACHES = re.compile(rf"\s*({_EMAIL}|{_PHONE})\s*")
# What no address and no number lacks: most ids are passed over at a glance.
_MAY_REACH = r"@|^[^!-*,-/1-~]"
_TELLS = re.compile(rf"{_EMAIL}|(?<!\d)({_PHONE})(?!\d)")
# A message shows the beginning of a long text: an address that begins there has its end in what is looked at.
_SHOWN, _LOOKED_AT = 60, 400
_LONGEST = 4_000
_HARMLESS = re.compile(r"[\d/.:,T +-]{1,10}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ][\d:.,+-]{1,15})?")


@dataclass(frozen=True)
class Pseudonyms:
    """Pseudonyms of people, the same for one person in all of a workspace's files, and of no use outside of it.

    `path` is where the workspace's salt lies; it is made when it is first needed. Without one, or where it can't be
    kept, a salt of this run takes its place.
    """

    path: Path | None = None
    _run: list[bytes] = field(default_factory=list, repr=False, compare=False)

    def of(self, text: str) -> str:
        """The pseudonym of a person: letter case and spaces around an address make no other one."""
        return hmac.new(self._salt, text.strip().casefold().encode(), hashlib.sha256).hexdigest()[:24]

    @property
    def used(self) -> str:
        """What tells this workspace's pseudonyms from another's, without telling the salt; empty before it is made."""
        salt = self._kept() or b"".join(self._run)
        return hashlib.sha256(b"kpitools" + salt).hexdigest() if salt else ""

    @cached_property
    def _salt(self) -> bytes:
        kept = self._kept() or self._make()
        if kept is None:
            self._run[:] = self._run or [secrets.token_bytes(32)]
        return kept or self._run[0]

    def _kept(self) -> bytes | None:
        try:
            return bytes.fromhex(self.path.read_text("ascii").strip()) or None if self.path else None
        except (OSError, ValueError):
            return None

    def _make(self) -> bytes | None:
        if self.path is None:
            return None
        try:
            with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32) + "\n")
        except OSError:  # another process made it first, or nothing can be written here
            pass
        return self._kept()


def pseudonymised(texts: pa.ChunkedArray, pseudonyms: Pseudonyms) -> pa.ChunkedArray:
    """Each text as the pseudonym of a person."""
    return _replaced(texts, {text: pseudonyms.of(text) for text in pc.unique(texts).to_pylist() if text is not None})


def without_addresses(rows: pa.Table, table: Table, pseudonyms: Pseudonyms) -> pa.Table:
    """The rows with a pseudonym for each e-mail address or telephone number that stands as an id."""
    for at, field_ in enumerate(rows.schema):
        if not field_.name.endswith("_id") or field_.name not in table:
            continue
        texts = rows[field_.name]
        if not pc.any(pc.or_(pc.invert(pc.ascii_is_decimal(texts)), pc.starts_with(texts, "0"))).as_py():
            continue  # plain numbers reach nobody
        suspect = pc.unique(texts.filter(pc.match_substring_regex(texts, _MAY_REACH)))
        reached = {text: pseudonyms.of(text) for text in suspect.to_pylist() if _REACHES.fullmatch(text)}
        if reached:
            rows = rows.set_column(at, field_, _replaced(texts, reached))
    return rows


def shown(text: str, table: str) -> str:
    """A cell's text as a message may show it: of a table of people, only what can be nothing but a number or a date."""
    text = text.strip()[:_LOOKED_AT]
    return "…" if tells(text) or (table in PERSONAL and not is_harmless(text)) else text[:_SHOWN]


def tells(text: str) -> bool:
    """Whether an e-mail address or a telephone number stands in a text, or may in one too long to look through."""
    return len(text) > _LONGEST or bool(_TELLS.search(text))


def is_harmless(text: str) -> bool:
    """Whether a cell's text can be nothing but a number or a date: it tells nobody."""
    return bool(_HARMLESS.fullmatch(text.strip())) and not tells(text)


def _replaced(texts: pa.ChunkedArray, by: dict[str, str]) -> pa.ChunkedArray:
    if not by:
        return texts
    found = pc.index_in(texts, value_set=pa.array(list(by), pa.string()))
    made = pa.array(list(by.values()), pa.string())
    taken = pa.chunked_array([made.take(chunk) for chunk in found.chunks], pa.string())
    return pc.coalesce(taken, texts)
