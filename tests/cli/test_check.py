"""What `kpitools check` says of each file's layout."""

from pathlib import Path

import pytest

from tests.cli.command import kpitools

HEADER = {"en": "Post ID,Account username,Publish time,Post type,Reach", "fr": (
    "Identifiant de la publication,Nom de profil du compte,Heure de publication,Type de publication,Couverture"
)}  # fmt: skip
ROW = "\n1,acme,10/30/2026 10:00,IG image,5\n"


@pytest.fixture
def client(tmp_path: Path) -> Path:
    path = tmp_path / "params" / "acme.yaml"
    path.parent.mkdir()
    path.write_text("client: {id: acme, name: Acme}\ndata: [{path: ../export.csv}]\n")
    return path


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "vérifié sur de vrais fichiers (vus : en, pt, 2025 – 2026 ; par la documentation : fr)"),
        ("fr", "connu par la documentation seulement (vus : en, pt, 2025 – 2026 ; par la documentation : fr)"),
    ],
)
def test_it_says_how_sure_the_labels_of_a_file_are(client, capfd, language, said):
    (client.parents[1] / "export.csv").write_text(HEADER[language] + ROW)
    for _ in range(2):  # read, then from the cache
        out = kpitools(capfd, "check", client, "--month", "2026-10").out.replace("\xa0", " ").replace("\u202f", " ")
        assert f"Publications Instagram (Meta Business Suite) · {said}" in out


def test_a_layout_only_read_about_claims_no_files(client, capfd):
    (client.parents[1] / "export.csv").write_text(
        "date,visitors,visits,pageviews,bounce_rate,visit_duration\n2026-10-01,40,50,90,20,60\n"
    )
    out = kpitools(capfd, "check", client, "--month", "2026-10").out.replace("\xa0", " ")
    assert "Plausible · connu par la documentation seulement (par la documentation : en)" in out


def test_rows_of_a_period_reach_its_end_and_visits_are_of_no_account(client, capfd):
    (client.parents[1] / "export.csv").write_text(
        "# Traffic acquisition\n# Start date: 20261001\n# End date: 20261031\n\n"
        "Session source / medium,Sessions\nfacebook / social,60\n"
    )
    out = kpitools(capfd, "check", client, "--month", "2026-10").out.replace("\xa0", " ").replace("\u202f", " ")
    assert "web_visits · facebook · 1 ligne · 01/10/2026 – 31/10/2026" in out
