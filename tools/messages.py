"""The texts that users see, as they stand in the code and templates, and the English that `en.po` has for them.

python tools/messages.py          lists what has no English yet, and what is no longer used
python tools/messages.py --write  writes en.po anew: the used messages in order, their translations kept
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parents[1]
PO = PROJECT / "kpitools" / "language" / "en.po"
KEYWORDS = {"mark": None, "text": None, "plural": (1, 2), "Counted": (1, 2), "t": None, "sentence": (2,)}
PLACES = {"kpitools": [("**.py", "python")], "templates": [("**.j2", "jinja2")]}

Text = str | tuple[str, str]


def used() -> dict[Text, list[str]]:
    """Every text with the files that it stands in; a plural is a pair of French forms."""
    found: dict[Text, list[str]] = {}
    for place, methods in PLACES.items():
        folder = PROJECT / place
        for name, _, message, *_ in extract_from_dir(folder, methods, keywords=KEYWORDS, options_map={}):
            texts = [text for text in ([message] if isinstance(message, str) else message) if text]
            key: Text = texts[0] if len(texts) == 1 else (texts[0], texts[1])
            found.setdefault(key, []).append(f"{place}/{name}")
    for text in helps():
        found.setdefault(text, []).append("kpitools/cli")
    return {
        text: sorted(set(files)) for text, files in sorted(found.items(), key=lambda one: (min(one[1]), str(one[0])))
    }


def helps() -> Iterator[str]:
    """What commands say of themselves, which stands in their docstrings."""
    import typer

    from kpitools.cli.app import app

    yield from _helps(typer.main.get_command(app))


def _helps(command: Any) -> Iterator[str]:
    if command.help:
        yield command.help
    for one in getattr(command, "commands", {}).values():
        yield from _helps(one)


def english() -> Catalog:
    """The translations there are."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def translated(catalog: Catalog, text: Text) -> bool:
    """Whether a text has its English: both forms, for a plural."""
    message = catalog.get(text if isinstance(text, str) else text[0])
    if message is None or not message.string:
        return False
    return isinstance(text, str) or (message.id == text and all(message.string))


def write(catalog: Catalog) -> None:
    """Write the used messages with their translations."""
    # The date stays as it is: it would be a change in every change, and a conflict between any two.
    made = Catalog(locale="en", project="kpitools", fuzzy=False, charset="utf-8", creation_date=catalog.creation_date)
    made.header_comment = "# English of kpitools' messages; the French in the code is the source."
    for text, files in used().items():
        message: Message | None = catalog.get(text if isinstance(text, str) else text[0])
        string = (
            message.string
            if message is not None and translated(catalog, text)
            else ("" if isinstance(text, str) else ("", ""))
        )
        made.add(text, string, locations=[(file, None) for file in files])
    with PO.open("wb") as file:
        write_po(file, made, width=0, omit_header=False, sort_output=False)


def main() -> int:
    """Tell what is missing; 1 where something is."""
    catalog = english()
    if "--write" in sys.argv:
        write(catalog)
        catalog = english()
    missing = [text for text in used() if not translated(catalog, text)]
    for text in missing:
        print("no English:", text)
    known = {text if isinstance(text, str) else text[0] for text in used()}
    for message in catalog:
        first = message.id if isinstance(message.id, str) else message.id[0]
        if first and first not in known:
            print("not used:", first)
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
