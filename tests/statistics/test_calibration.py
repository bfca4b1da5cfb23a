"""What `docs/statistics.md` claims holds, and its figures are those that the code gives."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

TRIALS = 250


@pytest.fixture(scope="module")
def calibration(project: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("calibration", project / "tools" / "calibration.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["calibration"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page(calibration: ModuleType) -> dict[str, list[float]]:
    """The figures of the page, in percent, by what was simulated."""
    rows = {}
    for line in calibration.PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        figures = [float(match[1]) for cell in cells if (match := re.fullmatch(r"(?:± )?([\d.]+) %", cell))]
        if figures:
            rows[cells[len(cells) - len(figures) - 1]] = figures
    return rows


def far(share: float, printed: float, trials: int) -> bool:
    """Whether a simulated share is further from a printed one than chance explains (four standard errors)."""
    chance = max(printed / 100 * (1 - printed / 100), 0.01)
    return abs(share - printed / 100) > 4 * (chance / trials + chance / 2000) ** 0.5 + 0.001


def test_months_without_a_change_are_noise(calibration: ModuleType, page: dict[str, list[float]]) -> None:
    wrong = []
    for scenario in calibration.scenarios():
        noise = page[scenario.what][0]
        most = 97 if scenario.large else 100
        if not 93 <= noise <= most:
            wrong.append((scenario.what, noise))
    assert wrong == []


def test_the_code_still_calls_as_many_months_noise(calibration: ModuleType, page: dict[str, list[float]]) -> None:
    moved = {}
    for scenario in calibration.scenarios():
        share = calibration.share_of_noise(scenario, TRIALS)
        if far(share, page[scenario.what][0], TRIALS):
            moved[scenario.what] = share
    assert moved == {}, "run tools/calibration.py --write"


@pytest.mark.parametrize("kind", ["Poisson, 300 a month, 13 months", "30 posts a month, 13 months"])
def test_the_code_still_sees_as_many_changes(calibration: ModuleType, page: dict[str, list[float]], kind: str) -> None:
    scenario = next(one for one in calibration.scenarios() if one.what == kind)
    for effect, printed in zip(calibration.EFFECTS, page[kind][1:], strict=True):
        assert not far(1 - calibration.share_of_noise(scenario, TRIALS, effect), printed, TRIALS)


def test_forecast_intervals_hold_eight_in_ten(calibration: ModuleType, page: dict[str, list[float]]) -> None:
    for course in calibration.COURSES:
        assert 76 <= page[course.what][0] <= 86
        held, _ = calibration.coverage(course, TRIALS)
        assert not far(held, page[course.what][0], TRIALS)


def test_equal_groups_are_seldom_named(calibration: ModuleType, page: dict[str, list[float]]) -> None:
    for groups, things in calibration.APART:
        printed = page[f"{groups} groups of {things} posts"][0]
        assert printed <= 5
        assert not far(calibration.named_by_chance(groups, things, TRIALS), printed, TRIALS)
