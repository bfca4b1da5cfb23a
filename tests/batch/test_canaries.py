"""Workers share nothing: what is one client's is found in that client's edition and in no other's."""

import io
import zipfile
from pathlib import Path

from tests.batch.agency import Agency

CLIENTS = {"abeille": "Xylocopezk", "belette": "Quenottezk", "cigale": "Trompinettezk"}

# What reports do: read the client's tables through the package.
REPORT = """\
from html import escape
from IPython.display import HTML, display
from kpitools import Report
report = Report.load(params, month)
rows = escape(" ".join([*report.posts["text"], *report.posts["account"], report.parameters.client.name]))
files = escape(" ".join(file.name for file in report._evaluation.store.files))
display(HTML('<section class="section" id="audience" data-section="audience"><h2>Audience</h2>'
             f'<p>{rows} {files}</p></section>'))
"""


def test_each_clients_words_stay_its_own(agency: Agency) -> None:
    agency.notebook("rapport", REPORT)
    for client, word in CLIENTS.items():
        agency.client(client, name=f"Maison {word}", caption=f"Voyez {word}legende !")
        folder = agency.root / "data" / client
        (folder / "posts.csv").rename(folder / f"{word}fichier.csv")
    ran = agency.run("--workers", 3)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for client, word in CLIENTS.items():
        said = {other: _said(agency.edition(other)) for other in CLIENTS}
        for canary in (f"Maison {word}", f"{word}legende", f"{word}fichier"):
            assert canary in said[client]
        assert [other for other, text in said.items() if other != client and word in text] == []


def _said(folder: Path) -> str:
    """All that an edition's files say."""
    texts = []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                texts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        texts.append(content.decode("utf-8", "replace"))
    return "\n".join(texts)
