"""Advertising: exports in the forms of Meta and others, with made-up campaigns."""

import datetime as dt
from decimal import Decimal

import pytest

from kpitools.errors import AmbiguousExport, UnreadableExport
from tests.workbook import workbook_of

OCTOBER = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
META = (
    "Reporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Results,Reach,Impressions,Link clicks,"
    "Amount spent (EUR),Purchases\n"
    "2026-10-01,2026-10-31,,,,,700,3000,30,150.55,4\n"
    "2026-10-01,2026-10-31,Rentrée,Paris,Vidéo,5,500,2000,20,100.5,3\n"
    "2026-10-01,2026-10-31,Rentrée,Paris,Vidéo,5,400,1000,10,50.05,1\n"
    "2026-10-01,2026-10-31,Archivée,Paris,Image,,,,,,\n"
)
FRENCH = (
    "Début des rapports;Fin des rapports;Nom de la campagne;Montant dépensé (EUR);Couverture;Impressions;Clics (tous);"
    "Achats;Valeur de conversion des achats\n"
    "2026-10-01;2026-10-01;Rentrée;1 100,50;500;2000;40;3;99,90\n"
)


def ads(export):
    return export.tables["ads"].to_pylist()


def test_the_totals_of_meta_are_no_campaign(read_text):
    export = read_text(META, network="facebook")
    assert [(row["ad"], row["spend"], row["reach"], row["conversions"]) for row in ads(export)] == [
        ("Vidéo", Decimal("100.5"), 500, 3),
        ("Vidéo", Decimal("50.05"), 400, 1),
        ("Image", None, None, None),
    ]
    assert {(row["date"], row["end"]) for row in ads(export)} == {(dt.date(2026, 10, 1), dt.date(2026, 10, 31))}
    # Reach is counted once for each person in the totals, so only it differs from the sum of the rows.
    differing = next(problem for problem in export.problems if problem.id == "total_differs")
    assert differing.values["figures"].startswith("Reach : 700 ≠ 900")
    assert ";" not in differing.values["figures"]


@pytest.mark.parametrize("garbled", [False, True])
def test_french_labels_of_meta_even_where_a_conversion_garbled_them(read_text, garbled):
    text = FRENCH.encode().decode("cp1252") if garbled else FRENCH
    row = ads(read_text(text, network="facebook"))[0]
    assert (row["spend"], row["reach"], row["clicks"], row["value"]) == (
        Decimal("1100.5"), 500, 40, Decimal("99.9"),
    )  # fmt: skip
    assert (row["date"], row["end"]) == (dt.date(2026, 10, 1), None)


def test_another_currency_is_refused_with_the_line_that_settles_it(read_text):
    text = META.replace("(EUR)", "(UAH)")
    with pytest.raises(AmbiguousExport, match="currency: UAH"):
        read_text(text, network="facebook")
    assert len(ads(read_text(text, network="facebook", currency="UAH"))) == 3


def test_meta_must_say_which_network(read_text):
    with pytest.raises(AmbiguousExport, match="network: facebook"):
        read_text(META)


def test_platforms_of_meta_are_networks(read_text):
    text = (
        META.replace("Results,", "Platform,")
        .replace("Vidéo,5,", "Vidéo,instagram,")
        .replace("Image,,", "Image,facebook,")
    )
    assert [row["network"] for row in ads(read_text(text))] == ["instagram", "instagram", "facebook"]


def test_a_report_by_region_and_month_has_no_campaign(read_text):
    text = (
        "Account name,Region,Month,Reach,Impressions,Frequency,Currency,Amount spent (EUR),Attribution setting,"
        "Reporting starts,Reporting ends\n"
        ",,,900,3000,3.3,EUR,30.00,x,2026-09-01,2026-10-31\n"
        "Acme,Bretagne,2026-09-01 - 2026-09-30,400,1000,2.5,EUR,10.00,x,2026-09-01,2026-09-30\n"
        "Acme,Bretagne,2026-10-01 - 2026-10-31,400,1200,2.5,EUR,12.00,x,2026-10-01,2026-10-31\n"
        "Acme,Normandie,2026-10-01 - 2026-10-31,300,800,2.5,EUR,8.00,x,2026-10-01,2026-10-31\n"
        "Acme,,2026-10-01 - 2026-10-31,650,2000,2.5,EUR,20.00,x,2026-10-01,2026-10-31\n"
    )
    rows = ads(read_text(text, network="facebook"))
    assert [(row["date"].month, row["end"].month, row["spend"]) for row in rows] == [
        (9, 9, Decimal(10)), (10, 10, Decimal(12)), (10, 10, Decimal(8)),
    ]  # fmt: skip


def test_a_comma_is_no_sign_of_thousands_in_french(read_text):
    text = 'Campagne;Coût;Clics\nA;"1,234";5\n'
    with pytest.raises(UnreadableExport):
        read_text(text.replace(";", ",").replace('"1,234"', '"1.234"'), network="other", covers=OCTOBER)
    table = read_text(text.replace(";", ","), network="other", covers=OCTOBER).tables["ads"]
    assert table["spend"].to_pylist() == [Decimal("1.234")]


SLICED = "Campaign name,{slice},Impressions,Reach,Amount spent (EUR),Reporting starts,Reporting ends\n{rows}"


@pytest.mark.parametrize(
    ("slice_", "rows"),
    [
        ("Platform", "A,facebook,200,90,30.00,{p}\nA,instagram,100,50,10.00,{p}\nA,,300,130,40.00,{p}\n"),
        ("Day", "A,2026-10-01,5,4,30.00,{p}\nA,2026-10-02,5,4,10.00,{p}\nA,,10,7,40.00,{p}\n"),
        ("Month", "A,2026-10-01 - 2026-10-31,5,4,40.00,{p}\nA,,10,7,40.00,{p}\n"),
        ("Age", "A,18-24,5,4,30.00,{p}\nA,25-34,5,4,10.00,{p}\nA,,10,7,40.00,{p}\n"),
    ],
)
def test_a_subtotal_of_meta_is_no_row(read_text, slice_, rows):
    text = SLICED.format(slice=slice_, rows=rows.format(p="2026-10-01,2026-10-31"))
    hints = {} if slice_ == "Platform" else {"network": "facebook"}
    assert sum(row["spend"] for row in read_text(text, **hints).tables["ads"].to_pylist()) == 40


@pytest.mark.parametrize("slice_", ["DMA region", "Time of day (ad account time zone)", "Some new breakdown"])
def test_a_subtotal_of_a_breakdown_is_no_row_even_where_nobody_knows_the_breakdown(read_text, slice_):
    p = "2026-10-01,2026-10-31"
    rows = f"A,Paris,5,4,30.00,{p}\nA,Lyon,7,4,10.00,{p}\nA,,12,7,40.00,{p}\nB,Paris,3,2,5.00,{p}\nB,,3,2,5.00,{p}\n"
    export = read_text(SLICED.format(slice=slice_, rows=rows), network="facebook")
    spends = [(row["campaign"], row["spend"]) for row in ads(export)]
    assert spends[:2] == [("A", Decimal(30)), ("A", Decimal(10))]
    known = slice_ != "Some new breakdown"
    assert ("subtotals" in {problem.id for problem in export.problems}) is not known
    # Two equal rows may be two ads of one name.
    assert len(spends) == (3 if known else 4)


def test_ads_of_one_name_are_no_subtotals(read_text):
    rows = META + "2026-10-01,2026-10-31,Rentrée,Paris,Vidéo,5,400,1000,10,49.45,1\n"
    assert len(ads(read_text(rows, network="facebook"))) == 4


PORTUGUESE = (
    '"Nome da campanha","Nome do anúncio",Plataforma,Alcance,Impressões,"Cliques (todos)",Moeda,"Valor usado (EUR)",'
    'Leads,"Início dos relatórios","Término dos relatórios"\n'
    ",,,900,3000,40,EUR,150.55,6,2026-10-01,2026-10-31\n"
    "Volta,Vídeo,instagram,500,2000,30,EUR,100.50,5,2026-10-01,2026-10-31\n"
    "Volta,Vídeo,facebook,450,1000,10,EUR,50.05,1,2026-10-01,2026-10-31\n"
)


def test_portuguese_labels_of_meta(read_text):
    export = read_text(PORTUGUESE)
    assert export.languages == ("pt",)
    assert [(row["network"], row["spend"], row["reach"], row["clicks"], row["leads"]) for row in ads(export)] == [
        ("instagram", Decimal("100.5"), 500, 30, 5),
        ("facebook", Decimal("50.05"), 450, 10, 1),
    ]


PIVOT = [
    ["Nome da campanha", "Nome do anúncio", "Plataforma", "Impressões", "Valor usado (EUR)", "Início dos relatórios",
     "Término dos relatórios"],
    ["", "", "", 30, 15, "2026-10-01", "2026-10-31"],
    ["Volta", "All", "All", 30, 15, "2026-10-01", "2026-10-31"],
    ["Volta", "Vídeo", "All", 30, 15, "2026-10-01", "2026-10-31"],
    ["Volta", "Vídeo", "instagram", 20, 10, "2026-10-01", "2026-10-31"],
    ["Volta", "Vídeo", "facebook", 10, 5, "2026-10-01", "2026-10-31"],
]  # fmt: skip


def test_a_workbook_of_ads_reporting_is_read_once_and_without_its_subtotals(read_bytes):
    above = ["Relatório sem título", "Report Period: Oct 1, 2026 - Oct 31, 2026"]
    sheets = {
        "Formatted Report": [above, [], *PIVOT],
        "Raw Data Report": [[*above, "This is raw data. See Sheet 1 for a formatted report."], [], *PIVOT],
    }
    export = read_bytes(workbook_of(sheets))
    assert [(row["network"], row["spend"], row["impressions"]) for row in ads(export)] == [
        ("instagram", 10, 20),
        ("facebook", 5, 10),
    ]
    assert "total_differs" not in {problem.id for problem in export.problems}


def test_a_report_of_meta_without_its_spend_gives_the_rest(read_text):
    text = FRENCH.replace("Montant dépensé (EUR);", "").replace("1 100,50;", "")
    (row,) = ads(read_text(text.replace("Achats;", "J’aime sur Facebook;"), network="facebook"))
    assert (row["spend"], row["reach"], row["clicks"], row["followers_gained"]) == (None, 500, 40, 3)


def test_an_ad_that_happens_to_be_the_sum_of_others_is_kept(read_text):
    row = "2026-10-{day},2026-10-{day},Rentrée,Paris,Vidéo,1,1,{impressions},1,{spend},\n"
    parts = [(1, 5, "0.03"), (1, 3, "0.03"), (1, 1, "0"), (1, 1, "0")]
    parts += [(day, at, f"{day}.0{at}") for day in (2, 3, 4) for at in (1, 3, 5)]
    text = META.splitlines(keepends=True)[0] + "".join(
        row.format(day=f"{day:02}", impressions=impressions, spend=spend) for day, impressions, spend in parts
    )
    assert len(ads(read_text(text, network="facebook"))) == len(parts)
