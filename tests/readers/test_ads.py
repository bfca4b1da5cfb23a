"""Advertising: exports in the forms of Meta and Google, with made-up campaigns."""

import datetime as dt
from decimal import Decimal

import pytest

from kpitools.errors import AmbiguousExport, UnknownExport, UnreadableExport
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
GOOGLE = (
    'Campaign report\n"October 1, 2026 - October 31, 2026"\n'
    "Campaign status,Campaign,Budget,Impr.,CTR,Currency code,Cost,Clicks,Conversions\n"
    'Enabled,Marque,5.00,"12,345",1.00%,EUR,"1,250.50",120,2.50\n'
    "Paused,Concurrents, --,0, --,EUR,0.00,0,1.50\n"
    'Total: Campaigns, --, --,"12,345",1.00%,EUR,"1,250.50",120,4.00\n'
    'Total: Account,,,"12,345",1.00%,EUR,"1,250.50",120,4.00\n'
    'Total: Search,,,"12,345",1.00%,EUR,"1,250.50",120,4.00\n'
)
CARD = 'Date,Clicks,Impressions,Avg. CPC,Cost\n"Thu, 1 Oct 2026",2,30,€1.69,€3.38\n"Fri, 2 Oct 2026",0,5,€0.00,€0.00\n'


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


def test_three_totals_of_google_are_no_campaigns(read_text):
    export = read_text(GOOGLE, network="other")
    rows = ads(export)
    assert [(row["campaign"], row["spend"], row["impressions"], row["clicks"]) for row in rows] == [
        ("Marque", Decimal("1250.5"), 12345, 120),
        ("Concurrents", Decimal(0), 0, 0),
    ]
    assert {(row["date"], row["end"]) for row in rows} == {(dt.date(2026, 10, 1), dt.date(2026, 10, 31))}


def test_fractions_of_conversions_keep_their_sum(read_text):
    export = read_text(GOOGLE, network="other")
    assert sum(row["conversions"] for row in ads(export)) == 4
    assert next(problem for problem in export.problems if problem.id == "rounded").values["count"] == 2


def test_the_sign_in_an_amount_is_held_against_the_clients_currency(read_text):
    assert [row["spend"] for row in ads(read_text(CARD, network="other"))] == [Decimal("3.38"), Decimal(0)]
    with pytest.raises(AmbiguousExport, match="US"):
        read_text(CARD.replace("€", "US$"), network="other")
    dollars = read_text(CARD.replace("€", "US$"), network="other", currency="USD")
    assert [row["spend"] for row in ads(dollars)] == [Decimal("3.38"), Decimal(0)]


def test_the_column_of_a_currency_is_read_too(read_text):
    with pytest.raises(AmbiguousExport, match="INR"):
        read_text(GOOGLE.replace(",EUR,", ",INR,"), network="other")


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


def test_a_profile_without_all_its_views_is_not_summed(read_text):
    text = "Business name,Google Search - Mobile,Google Search - Desktop,Google Maps - Desktop,Calls\nAcme,1,2,3,4\n"
    with pytest.raises(UnknownExport, match="Google Maps - Mobile"):
        read_text(text, covers=OCTOBER)


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


def test_the_period_of_google_is_read_in_the_language_of_its_labels(read_text):
    text = (
        'Rapport sur les campagnes\n"1 octobre 2026 - 31 octobre 2026"\nÉtat de la campagne,Campagne,Code de devise,'
        'Coût,Clics,Impr.\nActivée,Marque,EUR,"1 234,56",30,900\nTotal : Compte,,EUR,"1 234,56",30,900\n'
    )
    rows = read_text(text, network="other").tables["ads"].to_pylist()
    assert [(row["date"], row["end"], row["spend"]) for row in rows] == [
        (dt.date(2026, 10, 1), dt.date(2026, 10, 31), Decimal("1234.56"))
    ]


def test_a_campaign_of_a_brand_called_total_is_one(read_text):
    google = (
        'Campaign report\n"October 1, 2026 - October 31, 2026"\nCampaign,Cost,Currency code,Clicks,Impr.\n'
        "TotalEnergies - summer,1.50,EUR,3,90\nTotal: Account,1.50,EUR,3,90\n"
    )
    tiktok = (
        "Campaign name,By Day,Cost,Impressions,Clicks (destination),Currency\n"
        "TotalEnergies,2026-10-01,12.5,900,30,EUR\n"
        "Total of 1 result,-,12.5,900,30,EUR\n"
    )
    for text, hints in ((google, {"network": "other"}), (tiktok, {})):
        rows = read_text(text, **hints).tables["ads"].to_pylist()
        assert [row["campaign"][:13] for row in rows] == ["TotalEnergies"]


@pytest.mark.parametrize("label", ["Search term", "Search keyword", "Mot clé"])
def test_keywords_are_a_part_of_the_spend_and_none_of_the_campaigns(read_text, label):
    text = (
        f'Search terms report\n"October 1, 2026 - October 31, 2026"\n{label},Match type,Campaign,Ad group,'
        "Currency code,Clicks,Impr.,Cost\npain,Broad match,Marque,Exact,EUR,5,90,10.00\n"
    )
    text = (
        text.replace("Campaign,Ad group", "Campagne,Groupe d'annonces").replace("Cost", "Coût")
        if "é" in label
        else text
    )
    export = read_text(text, network="other")
    assert export.layout.id == "google-ads-cards"
    assert not export.tables


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


def test_totals_of_google_are_no_campaigns_whatever_their_column(read_text):
    text = (
        'Device report\n"October 1, 2026 - October 31, 2026"\nDevice type,Campaign,Impr.,Currency code,Cost\n'
        "Computers,Marque,10,EUR,5.00\nTotal: Devices,,10,EUR,5.00\nTotal: Account,,10,EUR,5.00\n"
    )
    (row,) = ads(read_text(text, network="other"))
    assert (row["campaign"], row["spend"]) == ("Marque", 5)


@pytest.mark.parametrize(
    "table",
    [
        "Asset status,Asset type,Level,Campaign,Impr.,Currency code,Cost,Clicks\nEnabled,Sitelink,Ad,A,9,EUR,1,1\n",
        "Location,Campaign,Impr.,Currency code,Cost\nParis,Marque,9,EUR,1\nTotal: Other locations,,8,EUR,7\n",
        "Device,Cost,Impressions,Clicks\nComputers,€3.38,34,3\n",
        "Gender,Age Range,Impressions,Percent of known total\nMale,18–24,8,16.33%\n",
    ],
)
def test_reports_of_google_that_are_not_of_the_whole_spend_give_nothing(read_text, table):
    export = read_text(table)
    assert export.layout.id == "google-ads-cards" and not export.tables
    assert "unusable" in {problem.id for problem in export.problems}


GOOGLE_PORTUGUESE = (
    "Relatório de campanha\n5 de outubro de 2026 - 15 de outubro de 2026\n"
    "{status} da campanha,Campanha,Orçamento,Código da moeda,Impressões,Custo,Cliques,Conversões\n"
    'Ativada,Volta,"15,00",EUR,18\u00a0158,"2473,94",1.200,"2,50"\nAtivada,Outono,"10,00",EUR,42,"2,06",1,"1,50"\n'
    'Total: Campanhas, --, --,EUR,18\u00a0200,"2476,00",1.201,"4,00"\n'
    'Total: Conta,,,EUR,18\u00a0200,"2476,00",1.201,"4,00"\n'
)


@pytest.mark.parametrize("status", ["Status", "Estado"])
def test_a_report_of_google_in_portuguese(read_text, status):
    export = read_text(GOOGLE_PORTUGUESE.format(status=status), network="other")
    assert [(row["campaign"], row["impressions"], row["spend"], row["clicks"]) for row in ads(export)] == [
        ("Volta", 18158, Decimal("2473.94"), 1200),
        ("Outono", 42, Decimal("2.06"), 1),
    ]
    assert export.covers == (dt.date(2026, 10, 5), dt.date(2026, 10, 15))
    assert "total_differs" not in {problem.id for problem in export.problems}


def test_a_card_of_google_in_portuguese(read_text):
    text = (
        'Data,Cliques,CPC méd.,Custo,Conversões\n"qui., 1 de out. de 2026",2,"€ 1,69","€ 3,38","0,00"\n'
        '"sex., 2 de out. de 2026",0,—,"€ 0,00","0,00"\n'
    )
    rows = ads(read_text(text, network="other"))
    assert [(row["date"].day, row["spend"], row["clicks"]) for row in rows] == [(1, Decimal("3.38"), 2), (2, 0, 0)]


def test_an_ad_that_happens_to_be_the_sum_of_others_is_kept(read_text):
    row = "2026-10-{day},2026-10-{day},Rentrée,Paris,Vidéo,1,1,{impressions},1,{spend},\n"
    parts = [(1, 5, "0.03"), (1, 3, "0.03"), (1, 1, "0"), (1, 1, "0")]
    parts += [(day, at, f"{day}.0{at}") for day in (2, 3, 4) for at in (1, 3, 5)]
    text = META.splitlines(keepends=True)[0] + "".join(
        row.format(day=f"{day:02}", impressions=impressions, spend=spend) for day, impressions, spend in parts
    )
    assert len(ads(read_text(text, network="facebook"))) == len(parts)
