"""People in a client's files: pseudonyms in the tables and the cache, and nothing that tells who they are anywhere."""

import datetime as dt
from pathlib import Path

import pytest

from kpitools.params import load
from kpitools.store import load as load_store
from kpitools.store.files import write
from kpitools.workspace import Workspace
from tests.client import Client

CANARIES = ("canari", "0612345678", "+33 6 12 34 56 78", "12 34 56 78")
LEADS = (
    "Date;Prospect;E-mail;Téléphone;Source\n03/10/2026;Nadia Canari;nadia@canari.example;0612345678;Nadia Canari\n"
    "x Canari 0612345678;Paul Canari;paul@canari.example;;Insta\n"
)
ORDERS = [
    {"order_id": "1", "at": "2026-10-01", "customer_id": "Nadia@Canari.example", "amount": 10},
    {"order_id": "2", "at": "2026-10-02", "customer_id": "+33 6 12 34 56 78", "amount": 10},
    {"order_id": "3", "at": "2026-10-03", "customer_id": "24681012345", "amount": 10},
]
ZENDESK = (
    "Id,Requester,Requester id,Via,Ticket type,Created at,First reply time in minutes\n"
    "1,Nadia Canari,nadia@canari.example,Mail,Question,2026-10-01 10:00:00,5\n"
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KPITOOLS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def client(folder: Path) -> Client:
    made = Client(folder).table("orders", ORDERS)
    (folder / "data" / "zendesk.csv").write_text(ZENDESK, encoding="utf-8")
    (folder / "data" / "leads.csv").write_text(LEADS, encoding="utf-8")
    return made


def texts(folder: Path) -> list[bytes]:
    return [path.read_bytes().lower() for path in folder.rglob("*") if path.is_file()]


def test_no_canary_reaches_the_cache_the_tables_or_a_message(tmp_path: Path, cache: Path) -> None:
    store = client(tmp_path / "a").store()
    made = tmp_path / "made"
    list(write(store, made, "csv"))
    said = " ".join(str(problem) + str(dict(problem.values)) for problem in store.problems)
    assert "leads.csv" in said  # its second date is none, so the file is refused, without a word of what it says
    for canary in CANARIES:
        found = [text for text in (*texts(cache), *texts(made), said.lower().encode()) if canary.encode() in text]
        assert not found, canary


def test_an_id_of_a_platform_stays_as_it_is(tmp_path: Path, cache: Path) -> None:
    ids = client(tmp_path / "a").store().frame("orders")["customer_id"].tolist()
    assert ids[2] == "24681012345"
    assert not [text for text in ids[:2] if "@" in text or "+" in text]


def test_one_person_is_one_in_a_workspace_and_another_elsewhere(tmp_path: Path, cache: Path) -> None:
    first = client(tmp_path / "a").store()
    order, ticket = first.frame("orders")["customer_id"][0], first.frame("conversations")["user_id"][0]
    assert order == ticket
    again = load_store(load(tmp_path / "a" / "params" / "acme.yaml"), Workspace(tmp_path / "a"))
    assert again.frame("orders")["customer_id"][0] == order
    elsewhere = client(tmp_path / "b").store()
    assert elsewhere.frame("orders")["customer_id"][0] != order


def test_the_salt_is_kept_for_its_owner_alone_and_made_only_where_people_are(tmp_path: Path, cache: Path) -> None:
    Client(tmp_path / "c").table("costs", [{"cost_id": "1", "date": "2026-10-01", "amount": 5}]).store()
    assert not (tmp_path / "c" / ".kpitools-salt").exists()
    client(tmp_path / "a").store()
    salt = tmp_path / "a" / ".kpitools-salt"
    assert salt.stat().st_mode & 0o077 == 0
    assert salt.read_text() not in "".join(text.decode("latin-1") for text in texts(cache))


def test_a_workspace_that_can_not_keep_a_salt_still_keeps_no_one(tmp_path: Path, cache: Path) -> None:
    made = client(tmp_path / "a")
    (tmp_path / "a" / ".kpitools-salt").mkdir()
    ids = made.store().frame("orders")["customer_id"].tolist()
    assert not [text for text in ids[:2] if "@" in text or "+" in text]
    assert dt.date(2026, 10, 1) in set(made.store().frame("orders")["at"].dt.date)
