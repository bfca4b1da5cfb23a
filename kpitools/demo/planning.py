"""What a client publishes and when: the week's plan, day after day, and the publications of one day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kpitools.demo.captions import Captions, for_network
from kpitools.demo.client import Client, Slot, Special, days
from kpitools.demo.dice import Dice

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Planned:
    """A publication to come, the same text on one network or several."""

    at: dt.datetime
    on: Mapping[str, str]
    text: str
    tags: str = ""
    special: Special | None = None

    @property
    def date(self) -> dt.date:
        """The day where the client is."""
        return self.at.date()

    def caption(self, network: str) -> str:
        """The text as it stands on a network."""
        return for_network(self.text, self.tags, network)


def plan(client: Client) -> list[Planned]:
    """Everything that a client publishes, oldest first. Words have their own dice: a new caption moves no figure."""
    captions, dice = Captions(client, Dice(f"{client.id} captions")), Dice(f"{client.id} plan")
    made = [Planned(_instant(special.date, special.at), special.on, special.text, special=special)
            for special in client.specials]  # fmt: skip
    for day in days():
        for slot in client.plan:
            if slot.day == day.weekday() and not client.is_closed(day) and not dice.chance(slot.skip):
                made.append(_regular(day, slot, captions, dice))
    return sorted(made, key=lambda post: post.at)


def _regular(day: dt.date, slot: Slot, captions: Captions, dice: Dice) -> Planned:
    theme = dice.pick(slot.themes)
    at = _instant(day, slot.at) + dt.timedelta(minutes=dice.integer(-9, 14))
    return Planned(at, slot.on, captions.write(theme), captions.tags(theme))


def _instant(day: dt.date, at: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, at, PARIS)
