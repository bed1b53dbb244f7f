"""How far each invented person is on the way to a card in the hand, with days that fit together.

Most adults hold a card already; some took one in the last year through an application of the
portal; of the others about half are on their way, and some of those are stuck.
"""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from reports.demo.city import DemoUnit
from reports.demo.people import CARD_AGE, DemoPerson

NEW_LAW = dt.date(2024, 7, 1)  # Luật Căn cước 26/2023/QH15
FIRST_CHIP_CARD = dt.date(2021, 3, 1)
RENEWING = 0.02  # of those who hold a card, on the way to a new one
EXCHANGE_AGES = (14, 25, 40, 60)
PATH = (
    "received", "biometrics_done", "slip_issued", "sent", "approved", "printing", "card_arrived", "handed_over",
)  # fmt: skip
# Days between a step and the one before it: fewest, most, usual.
_PACE = {
    "biometrics_done": (0, 0, 0), "slip_issued": (0, 0, 0), "sent": (0, 2, 1), "approved": (1, 4, 2),
    "printing": (0, 2, 1), "card_arrived": (1, 4, 2), "handed_over": (0, 30, 3), "posted": (0, 6, 2),
    "returned_with_error": (1, 3, 2), "awaiting_data_fix": (0, 1, 0), "card_wrong": (0, 3, 1),
    "refused": (0, 1, 0), "cancelled": (1, 20, 4), "expired": (170, 200, 180),
}  # fmt: skip
# Where open applications stand: weight, usual days spent there, most days spent there.
_OPEN = {
    "draft": (2, 2, 12), "booked": (5, 3, 9), "received": (4, 1, 4), "awaiting_data_fix": (9, 25, 160),
    "biometrics_done": (3, 1, 3), "slip_issued": (7, 1, 5), "sent": (14, 4, 40), "returned_with_error": (13, 15, 120),
    "approved": (6, 1, 18), "printing": (9, 3, 30), "card_arrived": (28, 12, 260), "posted": (3, 4, 15),
}  # fmt: skip
_ENDED = {"refused": 3, "cancelled": 4, "card_wrong": 2, "expired": 1}
_CASES = {
    ("new", "first_card"): 60, ("exchange", "name_or_birth"): 8, ("exchange", "on_request"): 10,
    ("reissue", "lost"): 15, ("reissue", "damaged"): 7,
}  # fmt: skip
_PLACES = {"card_arrived": "at_unit", "handed_over": "with_citizen", "posted": "in_post", "card_wrong": "sent_back"}
_BEFORE = {
    "draft": (), "booked": (), "awaiting_data_fix": ("received",), "returned_with_error": PATH[:4],
    "posted": PATH[:7], "card_wrong": PATH[:7], "refused": ("received",), "cancelled": PATH[:3], "expired": ("received", "awaiting_data_fix"),
}  # fmt: skip


@dataclass(slots=True)
class DemoCard:
    """``by_application``: it came through the application of the story, not from before."""

    card_type: str
    issued_on: dt.date
    valid_until: dt.date | None
    status: str = "valid"
    place: str = "with_citizen"
    by_application: bool = False


@dataclass(slots=True)
class DemoApplication:
    """``steps``: each state with the moment it was entered; the last one is where it stands."""

    case_type: str
    reason: str
    channel: str
    steps: list[tuple[str, dt.datetime]]
    returned_cause: str | None = None

    @property
    def state(self) -> str:
        return self.steps[-1][0]


@dataclass(slots=True)
class DemoStory:
    eid_state: str = "none"
    cards: list[DemoCard] = field(default_factory=list)
    application: DemoApplication | None = None


class Stories:
    """Tells one story a person; owns its random stream, so that people stay the same when stories change."""

    def __init__(self, *, seed: int, today: dt.date) -> None:
        self.rng = Random(f"stories {seed}")  # noqa: S311 - an invented city, not a secret
        self.today = today

    def tell(self, person: DemoPerson, unit: DemoUnit) -> DemoStory:
        age, story = person.age_on(self.today), DemoStory()
        if person.relation_to_head == "other" or person.personal_id is None:
            self._tell_unready(person, age, story)
        elif age < CARD_AGE:
            self._tell_child(person, age, story)
        elif person.deceased_on is not None:
            self._tell_deceased(person, story)
        elif self.rng.random() < self._coverage(person, unit, age) and self.rng.random() > RENEWING:
            self._tell_holder(person, story)
        elif self.rng.random() < 0.75:
            self._tell_waiting(person, story)
        in_hand = next((card for card in story.cards if card.place == "with_citizen"), None)
        if in_hand is not None:
            story.eid_state = self._eid_state(person, unit, age)
            person.card_issued_on = in_hand.issued_on
        elif age >= CARD_AGE and self.rng.random() < 0.06:
            person.card_claim = "issued"  # a list said so, and nobody has seen the card
        return story

    # --- cases

    def _coverage(self, person: DemoPerson, unit: DemoUnit, age: int) -> float:
        if person.birth_day is None:
            return 0.6
        rate = 0.83 + 0.16 * unit.customs[0] / 100 + (len(unit.name) % 4) * 0.012
        away = {"working_away": 0.22, "left_area": 0.5, "whereabouts_unknown": 0.6, "elderly_or_sick_at_home": 0.12}
        return rate - away.get(person.presence, 0.0) - (0.1 if age == CARD_AGE else 0.0)

    def _tell_unready(self, person: DemoPerson, age: int, story: DemoStory) -> None:
        """No number: a few wait for it with a dossier. A second entry of somebody has no story of its own."""
        if person.relation_to_head != "other" and age >= CARD_AGE and self.rng.random() < 0.2:
            self._apply(person, "awaiting_data_fix", self._days_ago(self.rng.triangular(0, 160, 20)), story)

    def _tell_child(self, person: DemoPerson, age: int, story: DemoStory) -> None:
        wanted = 0.11 if age >= 6 else 0.025
        if self.rng.random() < wanted and person.birth_day:
            earliest = max(NEW_LAW, person.born + dt.timedelta(days=30))
            if earliest < self.today:
                story.cards.append(self._card(person, self._day_between(earliest, self.today)))

    def _tell_deceased(self, person: DemoPerson, story: DemoStory) -> None:
        if self.rng.random() < 0.3 and person.deceased_on is not None:
            died = min(self.today, person.deceased_on)
            self._apply(person, "card_arrived", died - dt.timedelta(days=2), story)
        else:
            story.cards.append(self._card(person, self._day_between(FIRST_CHIP_CARD, self._days_ago(420))))

    def _tell_holder(self, person: DemoPerson, story: DemoStory) -> None:
        year_ago = self._days_ago(365)
        old_enough = max(FIRST_CHIP_CARD, birthday(person.born, CARD_AGE))
        if person.birth_day and (old_enough >= year_ago or self.rng.random() < 0.13):
            self._apply(person, "handed_over", self._days_ago(self.rng.triangular(0, 360, 30)), story)
            return
        card = self._card(person, self._day_between(old_enough, year_ago))
        if card.valid_until is not None and card.status == "expired" and self.rng.random() < 0.8:
            first, last = card.valid_until - dt.timedelta(days=90), card.valid_until + dt.timedelta(days=150)
            card = self._card(person, self._day_between(first, min(last, self.today)))
        story.cards.append(card)

    def _tell_waiting(self, person: DemoPerson, story: DemoStory) -> None:
        rng = self.rng
        if person.birth_day is None:
            state = "awaiting_data_fix" if rng.random() < 0.4 else ""
        elif rng.random() < 0.08:
            state = rng.choices(tuple(_ENDED), tuple(_ENDED.values()))[0]
        else:
            state = rng.choices(tuple(_OPEN), tuple(weight for weight, _, _ in _OPEN.values()))[0]
        if state:
            _, usual, most = _OPEN.get(state, (0, 60, 200))
            days = rng.triangular(0, most if rng.random() < 0.4 else usual * 2, 0)
            self._apply(person, state, self._days_ago(days), story)

    def _apply(self, person: DemoPerson, state: str, entered: dt.date, story: DemoStory) -> None:
        """An application that came into ``state`` on ``entered``, and the cards before and through it."""
        case_type, reason = self._case(person)
        story.application = DemoApplication(case_type, reason, self._channel(), self._steps(state, entered))
        if state == "returned_with_error":
            story.application.returned_cause = self.rng.choices(("citizen", "officer", "system"), (45, 40, 15))[0]
        if case_type != "new" and person.personal_id:
            story.cards.append(self._earlier_card(person, reason, state))
        entered_on = {step: moment.date() for step, moment in story.application.steps}
        if place := _PLACES.get(state):
            card = self._card(person, entered_on["card_arrived"] - dt.timedelta(days=2))
            card.place, card.by_application = place, True
            story.cards.append(card)

    def _steps(self, state: str, entered: dt.date) -> list[tuple[str, dt.datetime]]:
        """The way into ``state``, its earlier steps reckoned backwards from the day it was entered."""
        day = workday(entered)
        steps, following = [(state, self._moment(day))], state
        for earlier in reversed(way_into(state)):
            day = workday(day - dt.timedelta(days=round(self.rng.triangular(*_PACE[following]))))
            steps.append((earlier, min(self._moment(day), steps[-1][1] - dt.timedelta(minutes=4))))
            following = earlier
        return steps[::-1]

    def _channel(self) -> str:
        return self.rng.choices(("counter", "mobile", "home", "online"), (58, 27, 3, 12))[0]

    def _case(self, person: DemoPerson) -> tuple[str, str]:
        """Type and reason (Đ.24): first cards for the young, exchange near the ages at which it is due."""
        age = person.age_on(self.today)
        if age < 18:
            return "new", "first_card"
        if any(0 <= age - due <= 1 for due in EXCHANGE_AGES[1:]):
            return "exchange", "age"
        return self.rng.choices(tuple(_CASES), tuple(_CASES.values()))[0]

    def _earlier_card(self, person: DemoPerson, reason: str, state: str) -> DemoCard:
        first = max(FIRST_CHIP_CARD, birthday(person.born, CARD_AGE))
        card = self._card(person, self._day_between(first, self._days_ago(500)))
        if reason in ("lost", "damaged"):
            card.status, card.place = ("lost" if reason == "lost" else "withdrawn"), "sent_back"
        elif state in _PLACES:
            card.status, card.place = "replaced", "sent_back"
        elif reason == "age":
            card.status = "expired"
        return card

    def _card(self, person: DemoPerson, issued_on: dt.date) -> DemoCard:
        """Valid to the next of the ages 14, 25, 40, 60, skipping one that is under two years off (Đ.21)."""
        due = (birthday(person.born, age) for age in EXCHANGE_AGES)
        valid_until = next((day for day in due if day > birthday(issued_on, 2)), None)
        status = "expired" if valid_until is not None and valid_until < self.today else "valid"
        return DemoCard("can_cuoc" if issued_on >= NEW_LAW else "cccd_chip", issued_on, valid_until, status)

    def _eid_state(self, person: DemoPerson, unit: DemoUnit, age: int) -> str:
        if age < CARD_AGE:
            return "none"
        rate = 0.48 + 0.25 * unit.customs[0] / 100 - (0.3 if age > 64 else 0) - (0.25 if person.phone is None else 0)
        draw = self.rng.random()
        if draw < rate:
            return "activated"
        if draw < rate + 0.2:
            return "approved_not_activated"
        return "registered" if draw < rate + 0.24 else "none"

    def _day_between(self, first: dt.date, last: dt.date) -> dt.date:
        return first + dt.timedelta(days=self.rng.randrange(max(1, (last - first).days)))

    def _days_ago(self, days: float) -> dt.date:
        """So many days ago, yesterday at the latest: a step of today might lie ahead of the clock."""
        return self.today - dt.timedelta(days=max(1, int(days)))

    def _moment(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(8 + self.rng.randrange(8), self.rng.randrange(60)))


def way_into(state: str) -> tuple[str, ...]:
    """The states a dossier went through before it came into this one."""
    return _BEFORE[state] if state in _BEFORE else PATH[: PATH.index(state)]


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def birthday(born: dt.date, age: int) -> dt.date:
    """The day on which ``age`` years are over; 29 February counts on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return dt.date(born.year + age, 3, 1)
