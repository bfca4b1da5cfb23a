"""Posts that two tools tell of: known by their addresses, as each tool may give them ids of its own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyarrow as pa

from kpitools.language import mark
from kpitools.problems import Problem, Severity
from kpitools.store.addresses import canonical
from kpitools.store.record import FileRecord


def without_second(files: Sequence[tuple[FileRecord, pa.Table]]) -> tuple[list[pa.Table], list[Problem]]:
    """The posts of each file without those that another tool's file gives under another id, and what was left out.

    Of each post the file of the tool with most posts counts.
    """
    tools: dict[str, list[int]] = defaultdict(list)
    for at, (record, _) in enumerate(files):
        tools[record.platform].append(at)
    order = sorted(tools, key=lambda tool: (-sum(len(files[at][1]) for at in tools[tool]), tool))
    made = [rows for _, rows in files]
    problems: list[Problem] = []
    taken: dict[tuple[str, str], tuple[str, str]] = {}  # by network and address: the post's id and the file
    for tool in order:
        for at in tools[tool]:
            record, rows = files[at]
            posts = list(_posts(rows))
            kept = [key not in taken or taken[key][0] == post_id for key, post_id in posts]
            if left_out := kept.count(False):
                made[at] = rows.filter(pa.array(kept))
                chosen = {taken[key][1] for (key, _), is_kept in zip(posts, kept, strict=True) if not is_kept}
                problems.append(_said(record, left_out, chosen))
        for at in tools[tool]:
            name = files[at][0].name
            taken |= {key: (post_id, name) for key, post_id in _posts(files[at][1]) if key[1] and key not in taken}
    return made, problems


def _posts(rows: pa.Table) -> Iterable[tuple[tuple[str, str], str]]:
    """Of each post its network and address, and its id."""
    columns = (rows[name].to_pylist() for name in ("network", "permalink", "post_id"))
    for network, permalink, post_id in zip(*columns, strict=True):
        yield (network or "", canonical(permalink or "")), post_id


def _said(record: FileRecord, left_out: int, chosen: Iterable[str]) -> Problem:
    text = mark(
        "{rows} publication(s) de {file} laissées de côté : {chosen} les donne déjà, sous un autre identifiant et à la "
        "même adresse."
    )
    values = {"rows": left_out, "file": record.name, "chosen": ", ".join(sorted(chosen))}
    remedy = mark("Pour en retenir un autre, enlevez de data le fichier qui ne doit pas compter.")
    return Problem("posts_of_two_tools", text, values, Severity.WARNING, remedy, file=record.name)
