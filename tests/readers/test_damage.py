"""Texts that a spreadsheet or a careless conversion damaged are read as they were, and it is said what was undone."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitools.errors import UnreadableExport
from kpitools.readers.files import damage
from kpitools.readers.files.source import open_source

ROWS = [
    ["Date", "Légende", "Portée", "Likes"],
    ["2026-10-01", "Été à la mer, « enfin »", "1200", "12"],
    ["2026-10-02", 'Il a dit "oui"; puis non', "900", "7"],
    ["2026-10-03", "Noël", "1100", "9"],
]
SPANNING = [
    ["Date", "Légende", "Portée"],
    ["2026-10-01", 'Un "mot",\n\nsans rien, ou peu\net fin, ici', "12"],
    ["2026-10-02", "Une ligne", "7"],
    ["2026-10-03", "Deux\nlignes", "9"],
]


def text(delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(ROWS)
    return out.getvalue()


def wrapped(line: str) -> str:
    return '"' + line.replace('"', '""') + '"'


def read(path: Path, data: bytes) -> tuple[list[list[str]], list[str]]:
    path.write_bytes(data)
    source = open_source(path)
    [sheet] = source.sheets
    return [cells for cells in sheet.open() if cells], [problem.id for problem in source.problems]


def every_line_in_quotes() -> bytes:
    return "".join(wrapped(line) + "\n" for line in text().splitlines()).encode()


def lines_with_quotes_in_quotes() -> bytes:
    return "".join((wrapped(line) if '"' in line else line) + "\n" for line in text().splitlines()).encode()


def twice_encoded() -> bytes:
    return text().encode().decode("cp1252", "surrogateescape").encode("utf-8", "surrogateescape")


def two_encodings() -> bytes:
    lines = text().splitlines(keepends=True)
    return b"".join(line.encode("cp1252" if number == 3 else "utf-8") for number, line in enumerate(lines))


def a_stale_declaration() -> bytes:
    return ("sep=,\n" + text(";")).encode()


CASES: dict[Callable[[], bytes], list[str]] = {
    every_line_in_quotes: ["lines_unwrapped"],
    lines_with_quotes_in_quotes: ["lines_unwrapped"],
    twice_encoded: ["encoded_twice"],
    two_encodings: ["mixed_encodings"],
    a_stale_declaration: ["separator_ignored"],
}


@pytest.mark.parametrize("damaged", CASES, ids=lambda one: one.__name__)
def test_what_was_damaged_is_read_as_it_was(damaged: Callable[[], bytes], tmp_path: Path) -> None:
    assert read(tmp_path / "export.csv", damaged()) == (ROWS, CASES[damaged])


def spanning(cut: int | None = None) -> bytes:
    """A text of which some records span several lines, each line put into quotes where it holds a quote itself."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(SPANNING)
    lines = out.getvalue().splitlines()[:cut]
    return "".join((wrapped(line) if '"' in line else line) + "\n" for line in lines).encode()


def test_lines_in_quotes_of_a_record_that_spans_several_are_one_record_again(tmp_path: Path) -> None:
    assert read(tmp_path / "export.csv", spanning()) == (SPANNING, ["lines_unwrapped"])


@pytest.mark.parametrize("broken", [spanning(-1), spanning(3) + b'a,"b"\n' + spanning(), spanning(-1) + b"x,y\n" * 9])
def test_a_record_of_lines_in_quotes_that_does_not_end_is_refused(tmp_path: Path, broken: bytes) -> None:
    with pytest.raises(UnreadableExport):
        read(tmp_path / "export.csv", broken)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_sound_text_is_left_alone(encoding: str, delimiter: str, tmp_path: Path) -> None:
    assert read(tmp_path / "export.csv", text(delimiter).encode(encoding)) == (ROWS, [])


def test_a_line_in_quotes_far_down_is_found_too(tmp_path: Path) -> None:
    lines = text().splitlines()
    plain = [lines[1].replace("10-01", "10-05")] * 3000
    rows, _ = read(tmp_path / "export.csv", "\n".join([*lines[:2], *plain, wrapped(lines[2]), ""]).encode())
    assert rows[-1] == ROWS[2]


def test_a_quoted_line_above_a_table_is_no_row_of_it(tmp_path: Path) -> None:
    data = 'Campaign report\n"October 1, 2026 - October 31, 2026"\nCampaign,Cost,Clicks\nA,0.01,\n'
    rows, notes = read(tmp_path / "export.csv", data.encode())
    assert rows[1] == ["October 1, 2026 - October 31, 2026"] and notes == []


@pytest.mark.parametrize(
    ("data", "width"),
    [
        ("Rapport; octobre\nAgence; Exemple\nNote; rien\na,b,c\n1,2,3\n", 3),  # free lines above know another
        ("Date;Valeur\n" + "".join(f"12,{n};3,{n}\n" for n in range(9)), 2),  # decimal commas in every row
        ("a\tb\n" + "".join(f"x, y\t{n}\n" for n in range(9)), 2),
    ],
)
def test_the_delimiter_is_the_tables(data: str, width: int, tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "export.csv", data.encode())
    assert len(rows[-1]) == width


def test_a_caption_may_be_about_encodings(tmp_path: Path) -> None:
    """Letters that begin a garbled accent stand in true words too."""
    data = "a,b\n" + "".join(f"Âge d'or,{n}\n" for n in range(5))
    rows, notes = read(tmp_path / "export.csv", data.encode())
    assert rows[1][0] == "Âge d'or" and notes == []


def test_one_word_that_might_be_garbled_stays(tmp_path: Path) -> None:
    """An accent before two signs of punctuation is also what an ideogram looks like, encoded twice."""
    rows, notes = read(tmp_path / "export.csv", "a,b\nau café…»,1\n".encode())
    assert rows[1] == ["au café…»", "1"] and notes == []


@given(st.text())
def test_a_text_encoded_twice_comes_back(said: str) -> None:
    garbled = "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in said.encode("utf-8", "ignore")
    )
    if damage.MISTAKEN.search(garbled):
        assert damage.once(garbled) == said.encode("utf-8", "ignore").decode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("above", ["plain words", "pâté d'âne, forêt «É»"])
def test_accents_may_be_encoded_twice_far_below_the_head(tmp_path: Path, above: str, encoding: str) -> None:
    garbled = "Noël à l’été 🎄".encode().decode("cp1252", "surrogateescape")
    garbled = "".join(chr(ord(sign) - 0xDC00) if "\udc80" <= sign <= "\udcff" else sign for sign in garbled)
    lines = ["a,b\n", *[f'"{above}",1\n'] * 9_000, *[f"{garbled},2\n"] * 4_000]
    rows, notes = read(tmp_path / "export.csv", "".join(lines).encode(encoding))
    assert rows[-1] == ["Noël à l’été 🎄", "2"] and rows[1] == [above, "1"]
    assert notes == ["encoded_twice"]


def test_a_garbled_word_that_someone_pasted_stays(tmp_path: Path) -> None:
    lines = ["a,b\n", *["Été à la forêt,1\n"] * 9_000, "cafÃ©,2\n", *["Noël,1\n"] * 9_000]
    rows, notes = read(tmp_path / "export.csv", "".join(lines).encode())
    assert rows[9_001] == ["cafÃ©", "2"] and notes == []


def test_encodings_may_mix_far_below_the_head(tmp_path: Path) -> None:
    plain = "a,b\n" + "plain words,1\n" * 9_000
    data = plain.encode() + "Forêt,1\n".encode() + "Noël,2\n".encode("cp1252")
    rows, notes = read(tmp_path / "export.csv", data)
    assert rows[-2:] == [["Forêt", "1"], ["Noël", "2"]] and notes == ["mixed_encodings"]


def test_a_line_of_cp1252_that_could_be_utf8_makes_no_mixture(tmp_path: Path) -> None:
    lines = ["a,b\n", *(f"Soirée d'été,{n}\n" for n in range(40)), "CAFÉ»,1\n"]
    rows, notes = read(tmp_path / "export.csv", "".join(lines).encode("cp1252"))
    assert rows[-1] == ["CAFÉ»", "1"] and notes == []


def test_what_windows_saved_in_russian(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "export.csv", "Дата;Показы;Охват\n15.03.2020;4;3\n".encode("cp1251"))
    assert rows[0] == ["Дата", "Показы", "Охват"]


@pytest.mark.parametrize(
    "line", ["Été;Noël;Année;Médias;Dépensé", "Größe;Über;Käufe", "ÉTÉ À L'ÎLE;DÉPENSÉ;CŒUR;ANNÉE"]
)
def test_accents_of_latin_letters_are_not_russian(tmp_path: Path, line: str) -> None:
    rows, _ = read(tmp_path / "export.csv", f"{line}\n{'1;' * line.count(';')}1\n".encode("cp1252"))
    assert rows[0] == line.split(";")
