"""The spreadsheets that analysts keep themselves, and the empty ones that kpitools writes for them."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from kpitools.errors import AmbiguousExport, UnknownExport, UnreadableExport
from kpitools.language import Language
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read, write_templates
from kpitools.tables import FILLED
from tests.workbook import workbook_of

COSTS = (
    "Dépenses 2026;;;;\n"
    "Date;Poste;Libellé;Réseau;Montant TTC;Heures\n"
    "05/10/2026;Pub;Campagne rentrée;Facebook;1 250,50 €;\n"
    "05/10/2026;Pub;Campagne rentrée;Facebook;1 250,50 €;\n"
    "12/10/2026;Salaires;Community manager;;800;21,5\n"
    "31/10/2026;Traiteur;Soirée;;90,00;\n"
    ";;;Total;3 391,00;21,5\n"
)


def rows(export, table):
    return export.tables[table].to_pylist()


def test_costs_as_a_french_spreadsheet_has_them(read_text):
    export = read_text(COSTS)
    assert export.layout.id == "own-costs"
    columns = ("date", "category", "network", "amount", "hours")
    assert [tuple(row[name] for name in columns) for row in rows(export, "costs")] == [
        (dt.date(2026, 10, 5), "ads", "facebook", Decimal("1250.5"), None),
        (dt.date(2026, 10, 5), "ads", "facebook", Decimal("1250.5"), None),
        (dt.date(2026, 10, 12), "salaries", None, Decimal(800), 21.5),
        (dt.date(2026, 10, 31), "other", None, Decimal(90), None),
    ]  # fmt: skip
    # Two expenses that are alike are two, and the same two when the file comes again.
    ids = [row["cost_id"] for row in rows(export, "costs")]
    assert len(set(ids)) == 4
    assert ids == [row["cost_id"] for row in rows(read_text(COSTS), "costs")]
    assert "total_differs" not in {problem.id for problem in export.problems}


def test_a_total_that_is_not_the_sum_is_said(read_text):
    export = read_text(COSTS.replace("3 391,00", "3 400,00"))
    assert "3400" in next(problem for problem in export.problems if problem.id == "total_differs").values["figures"]


def test_an_amount_that_could_be_two_is_refused(read_text):
    with pytest.raises(UnreadableExport, match=r"1\.250"):
        read_text(COSTS.replace("800", "1.250"))


def test_leads_orders_and_surveys_keep_no_one(read_text):
    leads = read_text(
        "Suivi des leads\nDate;Prospect;E-mail;Téléphone;Source;Devenu client le\n"
        "03/10/2026;Nadia Canari;nadia@canari.example;0612345678;Insta;15/10/2026\n"
        "04/10/2026;Nadia Canari;nadia@canari.example;0612345678;recommandée par Nadia;\n"
    )
    assert [(row["network"], row["converted_at"] is not None) for row in rows(leads, "leads")] == [
        ("instagram", True), (None, False),
    ]  # fmt: skip
    orders = read_text(
        "Date;N° commande;Client;Montant TTC;Canal\n03/10/2026 14:30;C1;nadia@canari.example;50,00;FB_ads\n"
        "05/10/2026;C2; Nadia@Canari.example ;20,00;Boutique\nTotal;;;70,00;\n"
    )
    assert [(row["order_id"], row["network"], row["amount"]) for row in rows(orders, "orders")] == [
        ("C1", "facebook", Decimal(50)), ("C2", None, Decimal(20)),
    ]  # fmt: skip
    assert len({row["customer_id"] for row in rows(orders, "orders")}) == 1
    surveys = read_text("Date;Enquête;Note;Commentaire\n03/10/2026;NPS;9;Nadia est top\n03/10/2026;Satisfaction;4,5;\n")
    assert [(row["kind"], row["score"]) for row in rows(surveys, "surveys")] == [("nps", 9.0), ("csat", 4.5)]
    for export in (leads, orders, surveys):
        kept = str([table.to_pylist() for table in export.tables.values()]) + str([p.values for p in export.problems])
        assert not [canary for canary in ("Nadia", "canari", "0612345678") if canary.lower() in kept.lower()]


PEOPLE = "Date;Nom;E-mail;Source\n03/10/2026;Nadia Canari;nadia@canari.example;Insta\n04/10/2026;Ali Canari;;\n"


def test_names_and_dates_are_leads_where_the_title_says_so(read_text):
    with pytest.raises(UnknownExport, match="leads\\|prospects"):
        read_text(PEOPLE)
    export = read_text(f"Leads d'octobre;;;\n{PEOPLE}Total;2;;\n")
    assert [(row["at"].day, row["network"]) for row in rows(export, "leads")] == [(2, "instagram"), (3, None)]
    assert "Canari" not in str(export.tables) and "canari.example" not in str(export.problems)


def test_names_and_dates_are_leads_where_the_sheet_says_so(tmp_path):
    cells = [line.split(";") for line in PEOPLE.splitlines()]
    path = tmp_path / "suivi.xlsx"
    path.write_bytes(workbook_of({"Prospects": cells}))
    export = read(path, Hints(), timezone="Europe/Paris", layouts=layouts())
    assert len(rows(export, "leads")) == 2


def test_names_without_a_date_say_which_column_is_missing(read_text):
    with pytest.raises(UnknownExport, match=r"own-leads \(Date\)"):
        read_text("Prospects;;\nNom;E-mail;Source\nNadia;nadia@canari.example;Insta\n")


def test_messages_with_questions_and_problems(read_text):
    export = read_text(
        "Reçu le;Réseau;Répondu le;Question;Problème;Auteur\n"
        "03/10/2026 10:00;Facebook;03/10/2026 12:00;oui;non;Nadia\n04/10/2026 10:00;Instagram;;x;x;Nadia\n"
    )
    made = [
        (row["network"], row["is_question"], row["is_problem"], row["replied_at"])
        for row in rows(export, "conversations")
    ]
    assert made == [
        ("facebook", True, False, dt.datetime(2026, 10, 3, 10, tzinfo=dt.UTC)), ("instagram", True, True, None),
    ]  # fmt: skip


def test_english_dates_are_in_the_one_order_that_fits_all(read_text):
    text = "Date,Category,Amount\n{}\n"
    days = rows(read_text(text.format("10/05/2026,Ads,10\n10/09/2026,Ads,10\n10/25/2026,Ads,10")), "costs")
    assert [row["date"].day for row in days] == [5, 9, 25]
    with pytest.raises(UnreadableExport, match="03/04/2026"):
        read_text(text.format("03/04/2026,Ads,10"))


def test_a_spreadsheet_that_could_be_two_asks_which(read_text):
    with pytest.raises(AmbiguousExport, match="kind:"):
        read_text("Date;Réseau;Lead;Action\n03/10/2026;Facebook;x;appel\n")


CELLS = {
    "costs": {"date": dt.date(2026, 10, 5), "category": "publicité", "amount": 12.5, "network": "Facebook"},
    "leads": {"lead_id": "L1", "at": dt.date(2026, 10, 5), "network": "linkedin_company"},
    "orders": {"order_id": "C1", "at": dt.date(2026, 10, 5), "amount": 40, "network": "ig"},
    "surveys": {"at": dt.date(2026, 10, 5), "kind": "satisfaction", "score": 4},
    "contents": {"date": dt.date(2026, 10, 5), "kind": "article", "title": "Bonjour"},
    "actions": {"at": dt.date(2026, 10, 5), "goal": "inscription", "network": "FB_ads"},
    "conversations": {"received_at": dt.date(2026, 10, 5), "network": "Facebook"},
    "contests": {"name": "Jeu", "start": dt.date(2026, 10, 5), "end": dt.date(2026, 10, 12), "cost": 300},
    "mentions": {"at": dt.date(2026, 10, 5), "sentiment": "positif", "network": "twitter", "mention_id": "https://x.com/a/1"},
}  # fmt: skip


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_empty_spreadsheets_are_read_back(tmp_path: Path, code: str):
    made = list(write_templates(tmp_path, Language(code)))
    assert {path.stem for path in made} == set(CELLS)
    for path in made:
        export = read(path, Hints(), timezone="Europe/Paris", layouts=layouts(), currency="CHF")
        assert export.layout.id == f"own-{path.stem}"
        assert not sum(len(table) for table in export.tables.values())
    assert not list(write_templates(tmp_path, Language(code)))


@pytest.mark.parametrize("name", CELLS)
def test_a_filled_spreadsheet_is_read(tmp_path: Path, name: str):
    layout = next(one for one in layouts() if one.id == f"own-{name}")
    section = layout.sections[0]
    labels = {column: section.columns[column].heads[-1].text for column in CELLS[name]}
    if name == "leads":
        labels["lead_id"] = "Identifiant du lead"
    if name == "conversations":
        labels["replied_at"] = "Répondu le"
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "Mon tableau")
        for at, (column, label) in enumerate(labels.items()):
            sheet.write(2, at, label)
            value = CELLS[name].get(column)
            if value is not None:
                sheet.write(3, at, value)
    export = read(path, Hints(), timezone="Europe/Paris", layouts=layouts())
    assert export.layout.id == layout.id
    table = export.tables[name]
    assert len(table) == 1
    assert table[FILLED[name].when][0].as_py() is not None


def test_an_empty_spreadsheet_has_a_column_for_the_network_of_a_mention(tmp_path: Path):
    list(write_templates(tmp_path, Language("fr")))
    book = CalamineWorkbook.from_path(str(tmp_path / "mentions.xlsx"))
    assert book.get_sheet_by_index(0).to_python()[1][:3] == ["Lien", "Date", "Réseau"]
