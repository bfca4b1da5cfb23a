"""Follower levels that the parameters state, as rows of account_days like any other."""

from typing import Any

import pyarrow as pa

from kpitools.params import Parameters
from kpitools.readers.files.source import sha256
from kpitools.store.days import with_days
from kpitools.store.record import FileRecord, Parsed, TableRows
from kpitools.tables import TABLES


def stated(parameters: Parameters) -> Parsed:
    """The levels of `followers:` in the parameter file, whose key is a network, or network/account."""
    rows: list[dict[str, Any]] = []
    for key, levels in parameters.followers.items():
        network, _, account = key.partition("/")
        rows += [
            {"network": network, "account": account or None, "date": day, "followers": level, "_row": number}
            for number, (day, level) in enumerate(sorted(levels.items()), 1)
        ]
    schema = TABLES["account_days"].arrow.append(pa.field("_row", pa.int64()))
    table = with_days(TABLES["account_days"], pa.Table.from_pylist(rows, schema=schema), parameters.client.timezone)
    days = [row["date"] for row in rows]
    networks = tuple(dict.fromkeys(str(row["network"]) for row in rows))
    accounts = tuple(dict.fromkeys(str(row["account"]) for row in rows if row["account"]))
    record = FileRecord(
        name=parameters.path.name,
        path=parameters.path,
        sha256=sha256(parameters.path),
        layout="parameters",
        version=1,
        titles={
            "fr": "Paramètres (niveaux d'abonnés relevés à l'écran)",
            "en": "Parameters (follower levels read on screen)",
        },
        platform="kpitools",
        verified="parameters",
        tables={"account_days": TableRows(len(rows), min(days), max(days), networks, accounts)},
    )
    return Parsed(record, {"account_days": table})
