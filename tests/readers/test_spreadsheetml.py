"""Workbooks in XML, named .xls by the platforms: well-formed, malformed, cut, hostile."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from kpitools.errors import UnreadableExport
from kpitools.readers.files.source import open_source

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
)
LABELS = ["Post ID", "Posted", "Title", "post_impressions_unique:lifetime"]


def cell(value: object, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def row(*cells: str, more: str = "") -> str:
    return f"<Row{more}>{''.join(cells)}</Row>\n"


def labels(texts: Sequence[str]) -> str:
    return row(*(cell(escape(text)) for text in texts))


def sheet(*rows: str, name: str = "Key Metrics", more: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table{more}>\n{"".join(rows)}</Table></Worksheet>\n'


def book(*sheets: str) -> str:
    return f"{HEAD}{''.join(sheets)}</Workbook>"


POST = row(cell("1_2"), cell("2017-07-22T05:30:00.000", "DateTime"), cell("Café"), cell("221231", "Number"))


@pytest.fixture
def rows_of(tmp_path: Path):
    def made(text: str | bytes, encoding: str = "utf-8") -> list[tuple[str, list[list[str]]]]:
        path = tmp_path / "export.xls"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return [(one.name, list(one.open())) for one in open_source(path).sheets]

    return made


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_sheets_by_name_and_every_kind_of_cell(rows_of, encoding):
    other = sheet(row(cell("a")), name="Lifetime Talking About This(...")
    found = rows_of(book(sheet(labels(LABELS), POST), other), encoding)
    assert found == [
        ("Key Metrics", [LABELS, ["1_2", "2017-07-22T05:30:00", "Café", "221231"]]),
        ("Lifetime Talking About This(...", [["a"]]),
    ]


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("Number", "17978919536823613", "17978919536823613"),
        ("Number", "1.7978919536823612E+16", "1.797892E+16"),
        ("Number", "2.5E2", "250"),
        ("Number", "0.05", "0.05"),
        ("Boolean", "1", "true"),
        ("DateTime", "2017-07-22T00:00:00.000", "2017-07-22"),
        ("String", " ", " "),
        ("String", "007", "007"),
        ("String", "<B>fat</B> and &lt;plain&gt;", "fat and <plain>"),
        ("String", "<![CDATA[a & b < c]]>", "a & b < c"),
    ],
)
def test_a_cell_becomes_the_text_that_loses_nothing(rows_of, kind, written, read):
    assert rows_of(book(sheet(row(cell(written, kind))))) == [("Key Metrics", [[read]])]


def test_gaps_of_rows_and_cells_and_merged_cells(rows_of):
    rows = [
        row(cell("a"), cell("d", more=' ss:Index="4"')),
        row(cell("b", more=' ss:MergeAcross="2"'), cell("e"), more=' ss:Index="3"'),
    ]
    assert rows_of(book(sheet(*rows)))[0][1] == [["a", "", "", "d"], [], ["b", "", "", "e"]]


def test_a_comment_is_no_part_of_its_cell(rows_of):
    noted = '<Cell><Data ss:Type="String">a</Data><Comment><ss:Data>note</ss:Data></Comment></Cell>'
    assert rows_of(book(sheet(row(noted))))[0][1] == [["a"]]


MALFORMED = {
    "an ampersand": ("R&D, a&b;", "R&D, a&b;"),
    "an angle": ("5 < 6 <3", "5 < 6 <3"),
    "a control character": ("J\x19aime", "J\x19aime"),
    "a control character by number": ("J&#x19;aime", "J\x19aime"),
    "halves of an emoji": ("&#55357;&#56832;", "😀"),
    "a coded sign beside a plain one": ("&lt;a&gt; & b", "<a> & b"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_texts_are_mended_and_it_is_said(rows_of, tmp_path, name):
    written, read = MALFORMED[name]
    assert rows_of(book(sheet(row(cell(written), cell("<![CDATA[&amp;]]>")))))[0][1] == [[read, "&amp;"]]
    (note,) = open_source(tmp_path / "export.xls").problems
    assert note.id == "repaired"


def test_bytes_of_cp1252_in_a_file_that_says_utf_8(rows_of):
    assert rows_of(book(sheet(row(cell("Café")), row(cell("d'été")))).encode().replace(b"Caf\xc3\xa9", b"Caf\xe9"))[0][
        1
    ] == [["Café"], ["d'été"]]


def test_a_file_cut_between_sheets_is_read_and_said(rows_of, tmp_path):
    whole = book(sheet(labels(LABELS), POST))
    assert len(rows_of(whole[: whole.index("</Worksheet>")])[0][1]) == 2
    (note,) = open_source(tmp_path / "export.xls").problems
    assert (note.id, note.sheet) == ("sheets_cut", "Key Metrics")


def test_a_file_cut_within_a_sheet_is_refused_with_its_row(rows_of):
    whole = book(sheet(labels(LABELS), POST, POST))
    for cut in (whole.index("221231"), whole.index("</Table>")):
        with pytest.raises(UnreadableExport) as error:
            rows_of(whole[:cut])
        (problem,) = error.value.problems
        assert (problem.id, problem.sheet) == ("cut_short", "Key Metrics")
        assert problem.row == (2 if cut == whole.index("221231") else 4)


def test_a_file_cut_after_as_many_rows_as_its_table_has_is_whole(rows_of):
    whole = book(sheet(labels(LABELS), POST, more=' ss:ExpandedRowCount="2"'))
    assert len(rows_of(whole[: whole.index("</Table>")])[0][1]) == 2


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("a"), more=' ss:Index="1000000000"'),
        row(cell("a", more=' ss:Index="999999"')),
        row(cell("a", more=' ss:MergeAcross="99999999"')),
        row(cell("a", more=' ss:Index="-1"')),
        row(cell("a"), cell("b", more=' ss:Index="1"')),
        row(cell("<b>" * 100 + "</b>" * 100)),
        row(cell("<jean@example.org>")),
    ],
)
def test_what_no_spreadsheet_writes_is_refused(rows_of, rows):
    with pytest.raises(UnreadableExport) as error:
        rows_of(book(sheet(rows)))
    assert error.value.problems[0].sheet == "Key Metrics"


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "{file}">]>\n'


@pytest.mark.parametrize("entity", ["&b;", "&c;"])
def test_entities_are_neither_expanded_nor_fetched(rows_of, tmp_path, entity):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    start = book(sheet(row(cell(entity)))).replace("<Workbook", ENTITIES.format(file=secret.as_uri()) + "<Workbook", 1)
    with pytest.raises(UnreadableExport) as error:
        rows_of(start)
    assert "secret" not in str(error.value)


def test_the_real_one(shared):
    sheets = open_source(shared / "exports/facebook/fb-posts-legacy-lok-2017-07-en.xls").sheets
    found = {one.name: list(one.open()) for one in sheets}
    assert len(found) == 7
    assert sum(map(len, found.values())) == 57
    metrics = found["Key Metrics"]
    reach = metrics[0].index("post_impressions_unique:lifetime")
    assert [cells[reach] for cells in metrics[2:4]] == ["221231", "334704"]
