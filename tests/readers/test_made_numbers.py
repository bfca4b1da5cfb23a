"""What a spreadsheet or a program made numbers of: percentages and ids, as they were or refused."""

import datetime as dt
import io

import pandas as pd
import pytest
import xlsxwriter

from kpitools.errors import UnreadableExport

TITLED = [
    ["Instagram followers"], ["IG_ACCOUNT,FOLLOW,UNIQUE_USERS"], ["150"], [],
    ["Instagram followers by gender and age"], ["Age", "Women", "Men"],
    ["18-24", "12.5%", "7.5%"], ["25-34", "40%", "40%"], [],
    ["Instagram followers by top countries"], ["Top countries", "Value"],
    ["France", "60.2%"], ["Belgium", "9%"], ["Switzerland", "0.4%"], [],
]  # fmt: skip
OCTOBER = {"date": dt.date(2026, 10, 31), "account": "acme"}
POSTS = "Post ID,Page name,Publish time,Post type,Reach\n{},Acme,10/30/2026 10:00,Photo,5\n"


def saved(american: bool, records: list[list[str]] = TITLED) -> bytes:
    """Saved by a spreadsheet, which takes for a percentage what is one where it comes from."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0.0%"})
        for row, cells in enumerate(records):
            for column, cell in enumerate(cells):
                if cell.endswith("%") and (american or "." not in cell):
                    sheet.write_number(row, column, float(cell[:-1]) / 100, percent)
                else:
                    sheet.write_string(row, column, cell)
    return out.getvalue()


def text() -> bytes:
    return ("sep=,\n" + "".join(",".join(f'"{cell}"' for cell in cells) + "\n" for cells in TITLED)).encode("utf-16")


def shares(export) -> dict[tuple[str, str], float]:
    return {(row["dimension"], row["bucket"]): row["share"] for row in export.tables["audience"].to_pylist()}


def test_percentages_that_a_spreadsheet_knew_are_what_they_were(read_bytes):
    as_exported = shares(read_bytes(text(), "audience.csv", **OCTOBER))
    export = read_bytes(saved(american=True), "audience.xlsx", **OCTOBER)
    assert as_exported["country", "Belgium"] == 9 and shares(export) == pytest.approx(as_exported)
    assert "percentages" in {problem.id for problem in export.problems}


def test_percentages_of_which_it_knew_some_are_put_right_but_for_sums(read_bytes):
    with pytest.raises(UnreadableExport) as error:
        read_bytes(saved(american=False), "audience.xlsx", **OCTOBER)
    assert "12.5% + 0.4" in str(error.value)
    countries = TITLED[:4] + TITLED[9:]
    as_exported = shares(read_bytes(text(), "audience.csv", **OCTOBER))
    export = read_bytes(saved(american=False, records=countries), "audience.xlsx", **OCTOBER)
    assert shares(export) == pytest.approx({key: share for key, share in as_exported.items() if key[0] == "country"})


@pytest.mark.parametrize("number", ["1142979803545328", "17", "8999999999999999"])
def test_an_id_that_a_program_took_for_a_number_is_itself(read_text, number):
    frame = pd.read_csv(io.StringIO(POSTS.format(number) + POSTS.format("").partition("\n")[2]))
    export = read_text(frame.dropna(subset="Post ID").to_csv(index=False))
    assert export.tables["posts"]["post_id"].to_pylist() == [number]


@pytest.mark.parametrize("number", ["9142979803545328.0", "11429798035453281.0", "1.14298e+17"])
def test_an_id_that_lost_digits_is_refused(read_text, number):
    with pytest.raises(UnreadableExport, match="identifiant"):
        read_text(POSTS.format(number))
