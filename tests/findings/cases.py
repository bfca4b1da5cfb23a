"""One made-up month a finding: values with which it fires, and the nearest with which it must not.

Each case is `name: (finding, values and data that fire, what to change so that it does not)`. What is unknown in the
second stays unknown: the third is then the case with a part of its data taken away.
"""

from tests.findings.made import Make
from tests.findings.of_community import COMMUNITY
from tests.findings.of_content import CONTENT

CASES: dict[str, tuple[str, Make, Make]] = {**COMMUNITY, **CONTENT}
