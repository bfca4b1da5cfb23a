"""An export that someone cut in two, overlapping or not, in any order of its rows: the same as the whole."""

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kpitools.readers.files.source import open_source
from tests.client import Client

Lines = list[list[str]]
Cut = Callable[[Lines], Sequence[Lines]]

VK = [["Дата", "Критерий", "Парам. №1", "Парам. №2", "Значение"]]
FOLLOWS = [["Instagram follows"], ["Date", "Primary"]]
DAYS = [dt.date(2026, 10, 1) + dt.timedelta(number) for number in range(31)]


def shuffled(lines: Lines) -> Lines:
    return random.Random(3).sample(lines, len(lines))


CUTS: dict[str, Cut] = {
    "in the middle": lambda lines: [lines[: len(lines) // 2 + 1], lines[len(lines) // 2 + 1 :]],
    "after the first line": lambda lines: [lines[:1], lines[1:]],
    "before the last line": lambda lines: [lines[-1:], lines[:-1]],
    "with an overlap": lambda lines: [lines[: 2 * len(lines) // 3], lines[len(lines) // 3 :]],
    "every other line": lambda lines: [lines[::2], lines[1::2]],
    "in another order": lambda lines: [shuffled(lines)],
    "in another order and in the middle": lambda lines: CUTS["in the middle"](shuffled(lines)),
}


def community() -> Lines:
    """A day a few lines, some figures on some days alone: of the others they are 0."""
    lines = []
    for number, day in enumerate(DAYS):
        figures = [("views", "", 10 + number), ("reach", "", 5 + number)]
        figures += [("feedback", "Нравится", number)] * (number % 3 == 1) + [("members", "Новые участники", 2)] * (
            number % 5 == 0
        )
        lines += [[f"{day:%d.%m.%Y}", name, part, "", str(figure)] for name, part, figure in figures]
    return lines


def follows() -> Lines:
    """Days on which nobody followed are left out."""
    return [[f"{day}T00:00:00", str(1 + number)] for number, day in enumerate(DAYS) if number % 4 != 2]


def written(head: Lines, lines: Lines) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([*head, *lines])
    return out.getvalue()


def rows(folder: Path, head: Lines, parts: Sequence[Lines], between: str = "") -> list[tuple[object, ...]]:
    """The account's days, from a file for each part, or from one with all of them."""
    client = Client(folder)
    texts = [written(head, part) for part in parts]
    for number, text in enumerate([between.join(texts)] if between else texts):
        (folder / "data" / f"{number}.csv").write_text(text, encoding="utf-8")
    store = client.store()
    assert not store.unused
    assert not [problem for problem in store.problems if problem.id in ("files_disagree", "sections_differ")]
    frame = store.frame("account_days").dropna(axis="columns", how="all")
    return [tuple(frame.columns), *frame.itertuples(index=False, name=None)]


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(("head", "lines"), [(VK, community()), (FOLLOWS, follows())], ids=["vk", "follows"])
def test_what_one_half_leaves_out_and_the_other_states_is_stated(tmp_path, head, lines, cut):
    (tmp_path / "whole").mkdir()
    (tmp_path / "cut").mkdir()
    assert rows(tmp_path / "cut", head, CUTS[cut](lines)) == rows(tmp_path / "whole", head, [lines])


@pytest.mark.parametrize("cut", ["every other line", "in another order and in the middle"])
def test_so_it_is_where_both_halves_are_in_one_file(tmp_path, cut):
    (tmp_path / "whole").mkdir()
    (tmp_path / "cut").mkdir()
    whole = rows(tmp_path / "whole", FOLLOWS, [follows()])
    assert rows(tmp_path / "cut", FOLLOWS, CUTS[cut](follows()), between="\n") == whole


def test_a_day_that_both_halves_leave_out_is_0(tmp_path):
    _, *days = rows(tmp_path, FOLLOWS, CUTS["every other line"](follows()))
    assert [day[-1] for day in days[2::4]] == [0] * 7


def test_a_day_between_two_halves_is_of_neither(tmp_path):
    lines = follows()
    _, *days = rows(tmp_path, FOLLOWS, [lines[:2], lines[2:]])
    assert dt.date(2026, 10, 3) not in [day for row in days for day in row]


@pytest.mark.parametrize("cut", ["in the middle", "in another order and in the middle"])
@pytest.mark.parametrize(("file", "above"), [
    ("vk/vk-community-2016-2020-ru.csv", 1),
    ("instagram/ig-daily-mbs-okn-2026-en-follows.csv", 2),
])  # fmt: skip
def test_real_exports_cut_in_two(shared, tmp_path, file, above, cut):
    lines = [line for line in open_source(shared / "exports" / file).sheets[0].open() if any(line)]
    head, lines = lines[:above], lines[above:]
    (tmp_path / "whole").mkdir()
    (tmp_path / "cut").mkdir()
    assert rows(tmp_path / "cut", head, CUTS[cut](lines)) == rows(tmp_path / "whole", head, [lines])
