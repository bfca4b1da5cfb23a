"""Garbage is looked for rarely while a report is made, and as before afterwards."""

import gc

import pytest

from kpitools.publish import kernel_main
from kpitools.publish.collection import THRESHOLDS, seldom


def test_the_thresholds_come_back_also_after_a_failure() -> None:
    before = gc.get_threshold()
    with pytest.raises(RuntimeError), seldom():
        assert gc.get_threshold() == THRESHOLDS
        raise RuntimeError
    assert gc.get_threshold() == before


def test_the_notebooks_kernel_does_the_same() -> None:
    assert kernel_main.SELDOM == THRESHOLDS
