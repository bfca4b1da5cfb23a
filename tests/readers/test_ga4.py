"""Google Analytics 4's exports, with made-up visits."""

import datetime as dt

import pytest

from kpitools.errors import UnreadableExport
from tests.client import Client

FRENCH = """# ----------------------------------------
# Instantané des rapports
# Compte\u00a0: exemple
# ----------------------------------------
#\u0020
# Date de début\u00a0: 20261001
# Date de fin\u00a0: 20261003
Nième jour,Utilisateurs actifs
0000,5
0001,0
0002,7

# Date de début\u00a0: 20261001
# Date de fin\u00a0: 20261003
Nième jour,Nouveaux utilisateurs
0000,2
0002,3

# Date de début\u00a0: 20261001
# Date de fin\u00a0: 20261003
Nième jour,30\u00a0jours,7\u00a0jours,1\u00a0jour
0000,9,8,5

# Date de début\u00a0: 20261001
# Date de fin\u00a0: 20261003
Pays,Utilisateurs actifs
FR,12
"""
ENGLISH = """# ----------------------------------------
# Report CSV Export
# Account: Example
# ----------------------------------------
#\u0020
# Start date: 20261001
# End date: 20261031
Nth day,Users
0000,5

#\u0020
# Start date: 20260901
# End date: 20260930
Nth day,Sessions
0029,8
"""


def test_days_are_counted_from_the_start_of_their_own_table(read_text):
    export = read_text(ENGLISH)
    rows = export.tables["web_visits"].to_pylist()
    assert export.layout.id == "ga4"
    assert [(row["date"], row["users"], row["sessions"]) for row in rows] == [
        (dt.date(2026, 10, 1), 5, None),
        (dt.date(2026, 9, 30), None, 8),
    ]
    assert export.covers == (dt.date(2026, 9, 1), dt.date(2026, 10, 31))


def test_tables_of_the_same_days_become_one_row_a_day(read_text):
    export = read_text(FRENCH)
    rows = export.tables["web_visits"].to_pylist()
    assert [(row["date"].day, row["users"], row["new_users"]) for row in rows] == [(1, 5, 2), (2, 0, None), (3, 7, 3)]
    assert {row["source"] for row in rows} == {None}
    assert export.languages == ("fr",)


def test_tables_without_a_use_are_said(read_text):
    notes = {problem.id: problem.values for problem in read_text(FRENCH).problems}
    assert "Pays, Utilisateurs actifs" in notes["ignored_sections"]["sections"]
    assert "1\u00a0jour" in notes["ignored_sections"]["sections"]


def test_two_tables_that_differ_keep_the_first_and_say_so(read_text):
    export = read_text(FRENCH + "\n# Date de début : 20261001\nNième jour,Utilisateurs actifs\n0000,6\n")
    assert export.tables["web_visits"]["users"].to_pylist() == [5, 0, 7]
    assert "sections_differ" in {problem.id for problem in export.problems}


def test_an_exploration_by_day(read_text):
    text = (
        "# ---\r\n# Report CSV Export\r\n# \r\n# All Users\r\n# Start date: 20261001\r\n# End date: 20261002\r\n"
        "Date,Event count,Total users,Average session duration,New users,Returning users\r\n"
        "20261002,90,30,12.5,20,9\r\n20261001,80,25,10.25,15,8\r\n"
    )
    rows = read_text(text).tables["web_visits"].to_pylist()
    assert [(row["date"].day, row["users"], row["new_users"], row["returning_users"]) for row in rows] == [
        (2, 30, 20, 9),
        (1, 25, 15, 8),
    ]
    assert [row["duration_s"] for row in rows] == [None, None]


def test_comments_that_a_spreadsheet_has_padded(read_text):
    text = (
        "# Start date: 20261001,,\n# End date: 20261031,,\n,,\nSession source / medium,Sessions,Users\nfb / cpc,7,5\n"
    )
    (row,) = read_text(text).tables["web_visits"].to_pylist()
    assert (row["date"], row["end"], row["sessions"]) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31), 7)


CURVE = "Nth day,Sessions,New users\n" + "".join(f"{day:04},10,4\n" for day in range(31))
BY_SOURCE = "Session source / medium,Sessions,Engaged sessions\nGrand total,310,110\n{rows}"
ROWS = "facebook / social,60,30\ngoogle / organic,250,80\n"
STACK = "# Traffic acquisition\n# Start date: 20261001\n# End date: 20261031\n\n{first}\n{second}"


@pytest.mark.parametrize("curve_first", [True, False])
def test_a_report_and_its_curve_are_not_added_up(read_text, curve_first):
    dates = "# Start date: 20261001\n# End date: 20261031\n"
    parts = (dates + CURVE, dates + BY_SOURCE.format(rows=ROWS))
    first, second = parts if curve_first else parts[::-1]
    export = read_text(STACK.format(first=first, second=second))
    rows = export.tables["web_visits"].to_pylist()
    assert sum(row["sessions"] or 0 for row in rows) == 310
    assert sum(row["new_users"] or 0 for row in rows) == 31 * 4  # the report by source does not tell it
    said = {problem.id: problem for problem in export.problems}
    assert said["finer_section"].values["columns"] == "sessions"
    assert "total_differs" not in said


@pytest.mark.parametrize("dates", ["# Start date: 20261001\n# End date: 20261031\n", "# 20261001-20261031\n"])
@pytest.mark.parametrize("end", ["", ","])
def test_an_exploration_s_total_is_no_row(read_text, dates, end):
    # Its name stands behind the last column, where the header has no cell; a spreadsheet gives every row one.
    text = (
        f"# ---\n# Acme - GA4\n# Exploration-Free form 1\n{dates}# ---\n\n"
        f"Session source / medium,Date,Sessions,Engaged sessions{end}\n,,430,300,Grand total\n"
        f"instagram / social,20261001,30,20{end}\ngoogle / organic,20261002,400,280{end}\n"
    )
    export = read_text(text)
    assert [row["sessions"] for row in export.tables["web_visits"].to_pylist()] == [30, 400]
    assert export.covers == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert "total_differs" not in {problem.id for problem in export.problems}


def test_the_total_behind_the_last_column_is_held_against_the_rows(read_text):
    text = "# Acme\n# 20261001-20261031\n\nDate,Sessions\n,31,Grand total\n20261001,30\n"
    (said,) = [problem for problem in read_text(text).problems if problem.id == "total_differs"]
    assert said.values["figures"] == "Sessions : 31 ≠ 30"


def test_another_name_behind_the_last_column_is_refused(read_text):
    text = "# Acme\n# 20261001-20261031\n\nDate,Sessions\n,30,Grand tour\n20261001,30\n"
    with pytest.raises(UnreadableExport, match="plus de cellules"):
        read_text(text)


SPANISH = (
    "# Exportar informe en formato CSV\n# Cuenta: ejemplo\n\n"
    "# Fecha de inicio: 20261001\n# Fecha de finalización: 20261031\nDía\u00a0N,Usuarios\n0000,5\n0001,7\n\n"
    "# Fecha de inicio: 20261001\n# Fecha de finalización: 20261031\n"
    "Grupo de canales predeterminado de la sesión,Sesiones\nDirect,9\nOrganic Social,4\n"
)
PORTUGUESE = (
    "# Resumo dos relatórios\n# Conta: exemplo\n\n"
    "# Data de início: 20261001\n# Data de término: 20261031\nNº dia,Usuários ativos\n0000,5\n0001,7\n\n"
    "# Data de início: 20261001\n# Data de término: 20261031\n"
    "Origem / mídia da sessão,Sessões\n(direct) / (none),9\nl.instagram.com / referral,4\n"
)


@pytest.mark.parametrize(("text", "language"), [(SPANISH, "es"), (PORTUGUESE, "pt")])
def test_reports_in_other_languages(read_text, text, language):
    export = read_text(text)
    rows = export.tables["web_visits"].to_pylist()
    assert export.languages == (language,)
    assert [(row["date"].day, row["users"]) for row in rows if row["users"]] == [(1, 5), (2, 7)]
    social = [(row["network"], row["sessions"]) for row in rows if row["network"]]
    assert social == [("other" if language == "es" else "instagram", 4)]
    assert sum(row["sessions"] or 0 for row in rows) == 13


def test_visits_by_channel_give_way_to_those_by_source(tmp_path):
    channels = "Session primary channel group (Default Channel Group),Sessions\nOrganic Social,60\nUnassigned,250\n"
    made = Client(tmp_path)
    for name, table in {"channels": channels, "sources": BY_SOURCE.format(rows=ROWS)}.items():
        (tmp_path / "data" / f"{name}.csv").write_text(STACK.format(first=table, second=""), encoding="utf-8")
    evaluation = made.october()
    assert evaluation.value("social_visits", "all").value == 60
    assert evaluation.value("social_visit_share", "all").value == pytest.approx(60 / 310 * 100)
    assert "finer_report" in {problem.id for problem in evaluation.store.problems}


def test_a_page_is_kept_without_its_query(read_text):
    table = (
        "Session source / medium,Landing page + query string,Sessions\n"
        "facebook / social,/merci?email=nadia@canari.example,3\nfacebook / social,/merci,2\n"
    )
    export = read_text(STACK.format(first=table, second=""))
    assert {row["landing_page"] for row in export.tables["web_visits"].to_pylist()} == {"/merci"}


OTHER = "# {line}\n# Report CSV Export\n# {line}\n# \n# Start date: 20261001\n# End date: 20261031\n{table}"


@pytest.mark.parametrize(
    "table",
    [
        "Event name,Event count,Total users\npage_view,300,40\n",
        "Titre de la page et classe de l'écran,Vues,Utilisateurs actifs\nAccueil,300,40\n",
        "Country,City,Active users,New users\nFrance,Rennes,40,4\n",
        "Day,28-Day,7-Day,1-Day\n0000,40,12,3\n",
        "Nth day,Total revenue\n0000,12.5\n",
        "Item name,Items viewed,Items purchased\nTasse,30,2\n",
        "Platform / device category,Users\nweb / mobile,40\n",
        "Título de página y clase de pantalla,Vistas\nInicio,300\n",
        "Título da página e classe da tela,Visualizações,Usuários ativos\nInício,300,40\n",
        "Page path + query string,Total users,Sessions\n,40,50,Grand total\n/a,30,40\n/b,10,10\n",
        "City,Users\nRennes,40\n" + 2 * "\n# Start date: 20261001\nCity,Users\nBrest,9\n",
    ],
)
def test_a_report_of_no_day_and_no_source_is_known_and_gives_nothing(read_text, table):
    export = read_text(OTHER.format(line="-" * 40, table=table))
    assert export.layout.id == "ga-other"
    assert not export.tables
    assert "unusable" in {problem.id for problem in export.problems}


def test_a_table_by_country_hides_no_table_by_day(read_text):
    export = read_text(
        OTHER.format(
            line="-" * 40,
            table="Country,City,Active users\nFrance,Rennes,40\n\n# Start date: 20261001\n# End date: 20261031\n"
            "Nth day,Active users\n0000,30\n0001,10\n",
        )
    )
    assert export.layout.id == "ga4"
    assert export.tables["web_visits"]["users"].to_pylist() == [30, 10]
