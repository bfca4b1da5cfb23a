"""The real exports of `exports/*.yaml` as they are read, beside the same figures counted in another way.

python -m tests.real.exports_table     prints the table as Markdown
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
from ruamel.yaml import YAML

from kpitools.errors import KpitoolsError
from kpitools.params.hints import Hints
from kpitools.readers import layouts, read
from tests.real.counting import counted, counted_rows

HERE = Path(__file__).parent / "exports"
EXPORTS = Path(__file__).parents[3] / "shared" / "exports"
_SAID = ("kind", "hints", "unusable", "refused")


@dataclass(frozen=True)
class Figure:
    """One figure of a table: what was read, and what was counted in which way."""

    table: str
    name: str
    read: float | None
    counted: float
    how: str

    @property
    def agrees(self) -> bool:
        return self.read is not None and abs(self.read - self.counted) <= 1e-9 * max(1, abs(self.counted))


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its kind and figures, or why there are none."""

    file: str
    kind: str
    figures: list[Figure] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    problem: str = ""
    why: str = ""


def expected() -> dict[str, dict[str, Any]]:
    """What `exports/*.yaml` say of each file."""
    return {
        f"{folder.stem}/{name}": said
        for folder in sorted(HERE.glob("*.yaml"))
        for name, said in YAML(typ="safe").load(folder.read_text(encoding="utf-8")).items()
    }


def outcome(file: str, said: dict[str, Any], exports: Path = EXPORTS) -> Outcome:
    """What is read of a file, and what is counted in it."""
    path = exports / file
    try:
        export = read(path, Hints(**said.get("hints", {})), timezone="Europe/Paris", layouts=layouts())
    except KpitoolsError as error:
        return Outcome(file, "", problem=error.problems[0].id, why=str(error))
    if export.layout.unusable:
        return Outcome(file, export.layout.id, problem="unusable", why=export.layout.unusable["fr"])
    figures = []
    for name, figures_said in said.items():
        if name in _SAID:
            continue
        table = export.tables.get(name)
        for column, how in figures_said.items():
            if column == "rows":
                figures.append(Figure(name, "rows", table and len(table), counted_rows(path, how), str(how)))
            else:
                total = pc.sum(table[column]).as_py() if table else None
                figures.append(
                    Figure(name, column, None if total is None else float(total), counted(path, how), str(how))
                )
    return Outcome(file, export.layout.id, figures, set(export.tables))


def lines() -> Iterator[str]:
    """The comparison as a Markdown table."""
    yield "| file | recognised as | read = counted (how) |"
    yield "|---|---|---|"
    for file, said in expected().items():
        made = outcome(file, said)
        figures = [
            f"{one.table}.{one.name} {one.read:.10g} {'=' if one.agrees else '**≠**'} {one.counted:.10g} ({one.how})"
            for one in made.figures
        ]
        yield f"| {file} | {made.kind or '–'} | {'; '.join(figures) or f'{made.problem}: {made.why}'} |"


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines()) + "\n")
