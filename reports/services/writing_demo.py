"""Writing invented homes with their cards and applications into COPY lines, with the ids that bind them."""

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection

from id_cards.choices import CASE_TYPE_OF, DeedName, State
from id_cards.deadlines import due_date
from id_cards.models import SlipCounter
from id_cards.queries import fee_on
from id_cards.rules import ALLOWED_NEXT, CARD_STATE_OF, NOTED_DEEDS
from id_cards.services.numbering import series_of
from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.clock import today
from kontum_portal.working_days.queries import calendar_overrides
from reports.demo import rows
from reports.demo.cards import DemoApplication, DemoStory
from reports.demo.copying import Copier
from reports.demo.people import DemoHousehold, DemoPerson
from residents.choices import CardState

NOTE = "Dữ liệu giả lập"
YEARS_BACK = 2


class DemoWriter:
    """Gives every row its id and its unit. Ids are drawn from the sequences before the first line is copied."""

    def __init__(
        self,
        copier: Copier,
        *,
        units: dict[str, AdminUnit],
        sub_units: dict[tuple[str, str], SubUnit],
        actor: Officer,
        people: int,
    ) -> None:
        self._copier = copier
        self._units = units
        self._sub_units = sub_units
        self._households = _reserve("residents_household", people)
        self._residents = _reserve("residents_resident", people)
        self._applications = _reserve("id_cards_cardapplication", people)
        self._officers = _ward_officers(actor, units)
        self._counters = _slip_counters(units)
        self._slips: Counter[tuple[str, int]] = Counter()
        self._series = {key: series_of(unit) for key, unit in units.items()}
        self._due: dict[dt.date, dt.date] = {}
        self._overrides = calendar_overrides()
        self._fees = _fees_by_month()

    def sub_unit_id(self, household: DemoHousehold) -> int:
        return self._sub_units[household.unit.key, household.sub_unit.name].pk

    def write(self, household: DemoHousehold, stories: list[DemoStory]) -> None:
        """A home, its people, and what became of their cards."""
        unit_id, sub_unit_id = self._units[household.unit.key].pk, self.sub_unit_id(household)
        household_id, ids = next(self._households), [next(self._residents) for _ in household.members]
        home = (household_id, unit_id, sub_unit_id, household.number, household.address, ids[0])
        self._copier.add(rows.HOUSEHOLDS, rows.line(home))
        for person, story, resident_id in zip(household.members, stories, ids, strict=True):
            line = rows.resident_line(
                person,
                ids=(resident_id, unit_id, sub_unit_id, household_id),
                card_state=card_state_of(story),
                eid_state=story.eid_state,
            )
            self._copier.add(rows.RESIDENTS, line)
            self._write_story(person, story, household, resident_id)

    def close_slips(self) -> None:
        """Let every unit's slip counter go on where the demo stopped."""
        for key, counter in self._counters.items():
            counter.last_number = self._slips[key]
        SlipCounter.objects.bulk_update(self._counters.values(), ["last_number"])
        SlipCounter.objects.filter(last_number=0).delete()

    def _write_story(self, person: DemoPerson, story: DemoStory, household: DemoHousehold, resident_id: int) -> None:
        unit = self._units[household.unit.key]
        application_id = next(self._applications) if story.application else None
        if story.application is not None and application_id is not None:
            self._write_application(story.application, household.unit.key, (application_id, resident_id, unit.pk))
        for card in story.cards:
            self._copier.add(
                rows.CARDS,
                rows.card_line(
                    card, resident_id=resident_id, unit_id=unit.pk, application_id=application_id,
                    number=person.personal_id or "",
                ),
            )  # fmt: skip

    def _write_application(self, application: DemoApplication, unit_key: str, ids: tuple[int, int, int]) -> None:
        officer_id, slip = self._officers[unit_key], self._slip_of(application, unit_key)
        fee = self._fees[application.reason, application.steps[0][1].date().replace(day=1)]
        line = rows.application_line(application, ids=ids, slip=slip, fee=fee, actor_id=officer_id)
        self._copier.add(rows.APPLICATIONS, line)
        for step in _steps(application):
            self._copier.add(rows.STEPS, rows.line((ids[0], ids[2], *step[:5], officer_id, *step[5:])))

    def _slip_of(self, application: DemoApplication, unit_key: str) -> dict[str, Any]:
        """The slip's number from the unit's own series, and its deadline as the law counts it."""
        entered = {state: moment.date() for state, moment in application.steps}
        day = entered.get("slip_issued")
        if day is None:
            return {}
        counter = self._counters[unit_key, day.year]
        self._slips[unit_key, day.year] += 1
        number = self._slips[unit_key, day.year]
        paused = application.state == State.RETURNED_WITH_ERROR and application.returned_cause == "citizen"
        return {
            "slip_counter_id": counter.pk,
            "slip_sequence": number,
            "slip_number": f"{self._series[unit_key]}-{day.year % 100:02d}-{number:05d}",
            "due_on": self._due_on(day),
            "paused_on": entered["returned_with_error"] if paused else None,
        }

    def _due_on(self, day: dt.date) -> dt.date:
        if day not in self._due:
            self._due[day] = due_date(day, self._overrides)
        return self._due[day]


def card_state_of(story: DemoStory) -> str:
    """What the register shows: the dossier under way, else the card in the hand, else none."""
    in_hand = any(card.status == "valid" and card.place == "with_citizen" for card in story.cards)
    without_dossier = CardState.IN_HAND if in_hand else CardState.NONE
    if story.application is None:
        return str(without_dossier)
    return str(CARD_STATE_OF.get(State(story.application.state), without_dossier))


def _steps(application: DemoApplication) -> Iterator[tuple[Any, ...]]:
    """Deed, from, to, version before, moment; then note, receiver, proof and an empty ``before``."""
    earlier = None
    for version, (state, when) in enumerate(application.steps):
        deed = DeedName.START if earlier is None else _deed_between(earlier, state)
        handed_over = state == State.HANDED_OVER
        receiver, proof = ("holder", "slip_and_face") if handed_over else (None, None)
        note = NOTE if deed in NOTED_DEEDS else None
        yield str(deed), earlier, state, version, rows.moment(when), note, receiver, proof, "{}"
        earlier = state


@functools.cache
def _deed_between(earlier: str, later: str) -> DeedName:
    return next(deed for deed, state in ALLOWED_NEXT[State(earlier)].items() if state == later)


def _ward_officers(actor: Officer, units: dict[str, AdminUnit]) -> dict[str, int]:
    """Who took the dossiers of each unit: an officer of the ward, or the acting account where there is none."""
    found = {
        unit_id: officer_id
        for officer_id, unit_id in Officer.objects.filter(role=Role.OFFICER, is_active=True)
        .order_by("-pk")
        .values_list("pk", "units")
    }
    return {key: found.get(unit.pk, actor.pk) for key, unit in units.items()}


def _slip_counters(units: dict[str, AdminUnit]) -> dict[tuple[str, int], SlipCounter]:
    """One for each unit and each year that an application of the demo may fall into."""
    years = range(today().year - YEARS_BACK, today().year + 1)
    made = {(key, year): SlipCounter(unit=unit, year=year) for key, unit in units.items() for year in years}
    SlipCounter.objects.bulk_create(made.values())
    return made


def _fees_by_month() -> dict[tuple[str, dt.date], int]:
    """What each reason cost on the first day of every month that matters; asked before the copying starts."""
    months = [
        dt.date(year, month, 1) for year in range(today().year - YEARS_BACK, today().year + 1) for month in range(1, 13)
    ]
    return {
        (str(reason), month): fee_on(case_type, reason, month)
        for reason, case_type in CASE_TYPE_OF.items()
        for month in months
    }


def _reserve(table: str, count: int) -> Iterator[int]:
    """``count`` ids of a table in a row; the caller's lock keeps others from drawing in between."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(id), max(id) FROM (SELECT nextval(pg_get_serial_sequence(%s, 'id')) AS id"
            " FROM generate_series(1, %s)) AS drawn",
            [table, count],
        )
        first, last = cursor.fetchone()
    return iter(range(first, last + 1))
