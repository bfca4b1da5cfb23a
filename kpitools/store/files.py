"""The canonical tables as files: `TABLE.parquet` or `TABLE.csv`, in exactly the interface's columns."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kpitools.store.store import Store
from kpitools.tables import TABLES, Kind


def write(store: Store, folder: Path, form: str) -> Iterator[tuple[Path, int]]:
    """Write each table that has rows; gives the files made and their numbers of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in store.tables():
        frame = store.frame(name)
        path = folder / f"{name}.{form}"
        if form == "csv":
            _as_text(name, frame).to_csv(path, index=False, lineterminator="\n")
        else:
            pq.write_table(pa.Table.from_pandas(frame, TABLES[name].arrow, preserve_index=False), path)
        yield path, len(frame)


def _as_text(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Times in ISO with their offset, flags as true and false, as the file format wants."""
    text = frame.copy()
    for column in TABLES[name]:
        values = frame[column.name]
        if column.kind is Kind.TIME:
            text[column.name] = [None if pd.isna(value) else value.isoformat() for value in values]
        elif column.kind is Kind.FLAG:
            text[column.name] = [None if pd.isna(value) else str(bool(value)).lower() for value in values]
    return text
