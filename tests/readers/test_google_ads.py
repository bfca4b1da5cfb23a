"""Advertising by Google: reports, cards and days, with made-up campaigns."""

import datetime as dt
from decimal import Decimal

import pytest

from kpitools.errors import AmbiguousExport, UnknownExport

OCTOBER = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
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


def test_a_profile_without_all_its_views_is_not_summed(read_text):
    text = "Business name,Google Search - Mobile,Google Search - Desktop,Google Maps - Desktop,Calls\nAcme,1,2,3,4\n"
    with pytest.raises(UnknownExport, match="Google Maps - Mobile"):
        read_text(text, covers=OCTOBER)


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
