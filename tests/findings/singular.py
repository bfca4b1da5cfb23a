"""Made-up months in which a noun stands in the singular."""

import datetime as dt

from kpitools.findings.data import Voices
from tests.findings.fakes import FakeData, value
from tests.findings.made import Make, course, every_day_but, flat, post, up

SINGULAR: dict[str, tuple[str, Make]] = {
    "churn": (
        "churn",
        {
            "values": [up("lost_followers", 1, 0.1)],
            "earlier": {"lost_followers": (0.1, 0.11, 0.09, 0.1, 0.1, 0.12)},
            "parameters": {"report": {"findings": {"churn": {"events": 1}}}},
        },
    ),
    "suspicious_followers": (
        "suspicious_followers",
        {
            "values": [up("new_followers", 1, 0.1), flat("reach", 100, 99)],
            "earlier": {"new_followers": (0.1, 0.11, 0.09, 0.1, 0.1, 0.12)},
            "parameters": {"report": {"findings": {"suspicious_followers": {"events": 1}}}},
        },
    ),
    "too_promotional": (
        "too_promotional",
        {
            "data": FakeData([post(1, topic="promotion")]),
            "networks": ("instagram",),
            "parameters": {"report": {"findings": {"too_promotional": {"posts": 1}}}},
        },
    ),
    "competitor_surge": (
        "competitor_surge",
        {
            "data": FakeData(competitors={"followers_gained": {"Rival A": course(1, 0.01)}}),
            "parameters": {"report": {"findings": {"competitor_surge": {"events": 1}}}},
        },
    ),
    "competitor_surge, reactions": (
        "competitor_surge",
        {
            "data": FakeData(competitors={"engagements": {"Rival A": course(1, 0.01)}}),
            "parameters": {"report": {"findings": {"competitor_surge": {"events": 1}}}},
        },
    ),
    "posting_stopped": (
        "posting_stopped",
        {
            "values": [value("posts", 30, 30, scope="instagram")],
            "data": FakeData(publishing_days={"instagram": every_day_but(dt.date(2026, 10, 11))}),
            "parameters": {"report": {"findings": {"posting_stopped": {"days": 1, "pauses": 2}}}},
        },
    ),
    "negative_wave": (
        "negative_wave",
        {
            "data": FakeData(
                voices=[
                    *(Voices(dt.date(2026, 9, 1 + n), "", 2 + n % 2, 40) for n in range(10)),
                    Voices(dt.date(2026, 10, 12), "", 1, 1),
                ]
            ),
            "parameters": {"report": {"findings": {"negative_wave": {"mentions": 1}}}},
        },
    ),
}
