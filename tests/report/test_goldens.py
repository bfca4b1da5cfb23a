"""The sections' HTML against committed renderings: what changes on the page is seen in the diff.

`KPITOOLS_REWRITE_GOLDENS=1 pytest tests/report/test_goldens.py` writes them anew, to be looked at before they are
committed.
"""

import os
import re
from pathlib import Path

import pytest

from kpitools.report.sections import SECTIONS
from tests.report.fakes import FakeEvaluation, context

GOLDENS = Path(__file__).parent / "goldens"
CASES = {
    "networks": {},
    "single": {"evaluation": FakeEvaluation(networks=("instagram",), targets={})},
    "blank": {"evaluation": FakeEvaluation(networks=(), blank=True)},
}


def normalised(html: str) -> str:
    """One element a line; drawings by their alternative text, as their strokes are another test's business."""
    html = re.sub(r'<svg[^>]*aria-label="([^"]*)".*?</svg>', r"<svg>\1</svg>", html, flags=re.DOTALL)
    html = re.sub(r"<svg[^>]*aria-hidden.*?</svg>", "<svg/>", html, flags=re.DOTALL)
    lines = re.sub(r">\s*<", ">\n<", html).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("section", SECTIONS)
def test_section_is_rendered_as_before(section: str, case: str, tmp_path: Path) -> None:
    made = normalised(SECTIONS[section].make(context(tmp_path, **CASES[case])).html)
    golden = GOLDENS / f"{section}-{case}.html"
    if os.environ.get("KPITOOLS_REWRITE_GOLDENS"):
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")
