"""People planted in exports of every layout: none is kept in a table, none is named in a message."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kpitools.errors import KpitoolsError
from kpitools.language import language
from kpitools.params.hints import Hints
from kpitools.readers import Export, draft, layouts, read
from kpitools.readers.writing.persons import PERSONAL
from tests.readers.test_every_layout import CASES, is_of_its_section
from tests.readers.written_cells import CLIENT_ZONE
from tests.readers.written_exports import Written, exports
from tests.readers.written_labels import readers_of

KNOWN = layouts()
NAME, MAIL, PHONE = "Nadia Canari", "nadia@canari.example", "+33 6 12 34 56 78"
# What a table keeps as it stands: the words of a post or a review, what things and campaigns are called, who published.
OPEN = {
    *(
        "text",
        "title",
        "account",
        "author",
        "campaign",
        "ad_set",
        "ad",
        "source",
        "medium",
        "landing_page",
        "permalink",
    ),
    *("subject", "topic", "brand", "path", "bucket", "name"),
}
TRACES = ("nadia", "canari", "12 34 56 78", "33612345678")


def planted(written: Written, draw: st.DataObject) -> None:
    """Put people where exports have them: in columns that are not read, in those that name someone, and in ids."""
    for row in written.rows:
        for at, label in enumerate(written.header):
            names = readers_of(written.section, label)
            columns = [written.section.columns[name] for name in names]
            if any(column.personal for column in columns):
                row[at] = draw.draw(st.sampled_from([NAME, MAIL, PHONE]))
            elif names and all(name.endswith("_id") and not written.section.columns[name].extract for name in names):
                row[at] = draw.draw(st.sampled_from([MAIL, PHONE]))
        row += [NAME, MAIL, PHONE]
    written.header += ["Full name of the person", "Mail of the person", "Phone of the person"]


def tells(written: Written, label: str) -> list[str]:
    """What tells of a person wherever it stands; a bare name does where rows are of people, in place of no id."""
    named = written.section.table in PERSONAL and not any(
        name.endswith("_id") for name in readers_of(written.section, label)
    )
    return [MAIL, PHONE, *([NAME] if named else [])]


def traces(texts: list[str]) -> list[str]:
    """The texts that tell of a person."""
    return [text for text in texts if any(trace in text.lower() for trace in TRACES)]


def kept(export: Export) -> list[str]:
    """All that an export's tables and its problems say."""
    cells = [str(value) for table in export.tables.values() for row in table.to_pylist() for value in row.values()]
    return [*cells, *said(export.problems)]


def said(problems) -> list[str]:
    """What problems say in either language, and what they carry to say it."""
    return [text for one in problems for text in (*map(one.render, map(language, ("fr", "en"))), str(one.as_data()))]


# Answers of programs have no columns but those that are asked for.
FILES = [case for case, (_, section) in CASES.items() if not section.sheet]


@pytest.mark.parametrize("case", FILES)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_person_is_kept_or_named(tmp_path_factory, case, data):
    written = data.draw(exports(*CASES[case]))
    path = tmp_path_factory.getbasetemp() / "people.csv"
    assume(is_of_its_section(written, written.save(path)))
    planted(written, data)
    for broken in (False, True):
        if broken:  # a person where a figure or a date belongs
            told = [label for label in written.header if not set(readers_of(written.section, label)) & OPEN]
            at = written.header.index(data.draw(st.sampled_from(told)))
            written.rows[-1][at] = data.draw(st.sampled_from(tells(written, written.header[at])))
        try:
            export = read(written.save(path), written.hints, timezone=CLIENT_ZONE, layouts=[written.layout])
        except KpitoolsError as error:
            assert not traces(said(error.problems))
        else:
            assert not traces(kept(export))


@pytest.mark.parametrize("case", CASES)
def test_no_person_is_written_into_a_draft(tmp_path, case):
    layout, section = CASES[case]
    labels = [head.text for column in section.columns.values() for head in column.heads[:1]]
    texts = [NAME, MAIL, PHONE]
    lines = [
        [*labels, "Mail of the person"],
        *([texts[(at + row) % 3] for at in range(len(labels) + 1)] for row in range(3)),
    ]
    path = Written(layout, section, lines[0], lines[1:], [], Hints()).save(tmp_path / "people.csv")
    try:
        made = draft(path, "essai", [one for one in KNOWN if one is not layout], language("fr"))
    except KpitoolsError as error:
        assert not traces(said(error.problems))
    else:
        assert not traces([made.text, *made.questions])
