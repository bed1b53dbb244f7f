"""Which event is possible for whom, and what it writes."""

import datetime as dt
import uuid
from typing import Any

import pytest

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import DomainError, NotAllowedError, StaleRecordError
from residents.choices import EventKind, Presence
from residents.errors import NothingChangedError, NumberAlreadyHeldError
from residents.life_errors import (
    DetailMissingError,
    EventBeforeBirthError,
    EventInFutureError,
    ResidenceEndError,
)
from residents.life_rules import ALLOWED_EVENTS, is_possible, life_state
from residents.models import Resident, ResidentEvent, Whereabouts
from residents.services.deaths import register_death
from residents.services.eventing import Told
from residents.services.marriages import register_marriage
from residents.services.moving import come_back, move_in, move_out
from residents.services.presences import set_presence
from residents.services.residences import set_residence
from residents.services.whereabouts import Away
from tests.factories import make_resident
from tests.residents.moves.conftest import TODAY

DAY = dt.date(2026, 11, 20)

STATES: dict[str, dict[str, Any]] = {
    "here": {},
    "here_unsaid": {"presence": None},
    "here_sick": {"presence": "elderly_or_sick_at_home"},
    "working_away": {"presence": "working_away"},
    "detained": {"presence": "detained"},
    "unknown": {"presence": "whereabouts_unknown"},
    "absent": {"residence_kind": "absent_declared"},
    "gone": {"presence": "left_area"},
    "dead": {"presence": None, "deceased_on": dt.date(2020, 1, 1)},
}
EVENTS = {
    "residence": lambda o, r: set_residence(
        officer=o, resident_id=r.pk, version=1, kind="temporary", until=dt.date(2027, 1, 1), told=Told(DAY)
    ),
    "presence": lambda o, r: set_presence(
        officer=o, resident_id=r.pk, version=1, presence="working_away", told=Told(DAY, "Bình Dương")
    ),
    "return": lambda o, r: come_back(officer=o, resident_id=r.pk, version=1, told=Told(DAY)),
    "move_out": lambda o, r: move_out(officer=o, resident_id=r.pk, version=1, told=Told(DAY, "Gia Lai")),
    "marriage": lambda o, r: register_marriage(officer=o, resident_id=r.pk, version=1, told=Told(DAY)),
    "death": lambda o, r: register_death(officer=o, resident_id=r.pk, version=1, deceased_on=DAY),
}
# Rows: states; columns: residence, presence, return, move_out, marriage, death.
TABLE = {
    "here": "yes yes no yes yes yes",
    "here_unsaid": "yes yes no yes yes yes",
    "here_sick": "yes yes no yes yes yes",
    "working_away": "yes yes yes yes yes yes",
    "detained": "yes yes yes yes yes yes",
    "unknown": "yes yes yes yes yes yes",
    "absent": "yes yes yes yes yes yes",
    "gone": "no yes yes no no yes",
    "dead": "no no no no no no",
}
CELLS = [
    (state, event, word) for state, words in TABLE.items() for event, word in zip(EVENTS, words.split(), strict=True)
]


@pytest.mark.parametrize(("state", "event", "word"), CELLS)
def test_an_event_is_possible_only_where_the_table_says(
    state: str, event: str, word: str, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    person = make_resident(units["Vinh Quang"], **STATES[state])
    try:
        EVENTS[event](officer_vinh_quang, person)
        answer = "yes"
    except DomainError:
        answer = "no"
    assert answer == word
    assert is_possible(person, event) == (word == "yes")
    assert ResidentEvent.objects.filter(resident=person, kind=event).exists() == (word == "yes")


def test_every_state_says_which_events_it_allows() -> None:
    assert {life_state(Resident(**facts)) for facts in STATES.values()} == set(ALLOWED_EVENTS)


def test_an_absence_keeps_the_relatives_telephone_and_the_return_forgets_it(
    officer_vinh_quang: Officer, person: Resident
) -> None:
    away = Away(relative_phone="+84905111222", expected_return=dt.date(2027, 2, 1))
    event = set_presence(
        officer=officer_vinh_quang,
        resident_id=person.pk,
        version=1,
        presence="working_away",
        told=Told(DAY, "Bình Dương", "làm công nhân"),
        away=away,
    )
    known = Whereabouts.objects.get(resident=person)
    assert (known.place, known.relative_phone, known.since) == ("Bình Dương", "+84905111222", DAY)
    assert event.changes == {"presence": ["present", "working_away"]}
    assert Deed.objects.get(verb="event_presence").details["event"] == event.pk
    come_back(officer=officer_vinh_quang, resident_id=person.pk, version=2, told=Told(DAY))
    assert not Whereabouts.objects.filter(resident=person).exists()
    person.refresh_from_db()
    assert (person.presence, person.residence_kind) == ("present", "permanent")


@pytest.mark.parametrize(
    ("presence", "told", "away", "refusal"),
    [
        ("working_away", Told(DAY), Away(), DetailMissingError),
        ("detained", Told(DAY, "Gia Lai"), Away(), DetailMissingError),
        ("left_area", Told(DAY, "Gia Lai"), Away(), DetailMissingError),
        ("whereabouts_unknown", Told(DAY), Away(), DetailMissingError),
        ("whereabouts_unknown", Told(DAY), Away(last_seen_on=TODAY), EventInFutureError),
        ("present", Told(DAY), Away(), NothingChangedError),
        ("working_away", Told(TODAY + dt.timedelta(1), "Gia Lai"), Away(), EventInFutureError),
        ("working_away", Told(dt.date(1990, 1, 14), "Gia Lai"), Away(), EventBeforeBirthError),
    ],
)
def test_a_presence_that_cannot_be_is_refused(
    presence: str,
    told: Told,
    away: Away,
    refusal: type[DomainError],
    officer_vinh_quang: Officer,
    person: Resident,
) -> None:
    with pytest.raises(refusal):
        set_presence(
            officer=officer_vinh_quang, resident_id=person.pk, version=1, presence=presence, told=told, away=away
        )
    assert not ResidentEvent.objects.exists()


@pytest.mark.parametrize(
    ("kind", "until", "fits"),
    [
        ("temporary", DAY + dt.timedelta(731), True),
        ("temporary", DAY + dt.timedelta(732), False),
        ("temporary", DAY, False),
        ("temporary", None, False),
        ("short_stay", DAY + dt.timedelta(30), True),
        ("short_stay", DAY + dt.timedelta(31), False),
        ("absent_declared", dt.date(2027, 5, 1), True),
    ],
)
def test_a_residence_lasts_no_longer_than_the_law_lets_it(
    kind: str, until: dt.date | None, fits: bool, officer_vinh_quang: Officer, person: Resident
) -> None:
    told = Told(DAY, "Đà Nẵng", "chữa bệnh")
    arguments = {"officer": officer_vinh_quang, "resident_id": person.pk, "version": 1, "kind": kind, "until": until}
    if fits:
        set_residence(**arguments, told=told)
    else:
        with pytest.raises((ResidenceEndError, DetailMissingError)):
            set_residence(**arguments, told=told)
    person.refresh_from_db()
    assert (person.residence_kind == kind) == fits


def test_a_temporary_residence_is_extended_from_the_day_of_the_extension(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    lodger = make_resident(units["Vinh Quang"], residence_kind="temporary", residence_until=dt.date(2026, 12, 1))
    until = dt.date(2028, 11, 1)
    set_residence(
        officer=officer_vinh_quang, resident_id=lodger.pk, version=1, kind="temporary", until=until, told=Told(DAY)
    )
    lodger.refresh_from_db()
    assert lodger.residence_until == until


def test_who_returns_has_the_residence_they_left_with(officer_vinh_quang: Officer, person: Resident) -> None:
    move_out(officer=officer_vinh_quang, resident_id=person.pk, version=1, told=Told(DAY, "Gia Lai"))
    person.refresh_from_db()
    assert (person.presence, person.residence_kind) == ("left_area", None)
    come_back(officer=officer_vinh_quang, resident_id=person.pk, version=2, told=Told(DAY))
    person.refresh_from_db()
    assert (person.presence, person.residence_kind) == ("present", "permanent")


FACTS = {"full_name": "Trần Văn Bình", "sex": "M", "birth_year": 1980, "residence_kind": "permanent"}


def test_who_moves_in_is_registered_with_the_event(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    event = move_in(
        officer=officer_vinh_quang, unit_id=units["Vinh Quang"].pk, facts=FACTS, told=Told(DAY, "Bình Định")
    )
    assert (event.kind, event.place, event.resident.presence) == (EventKind.MOVE_IN, "Bình Định", Presence.PRESENT)
    assert set(Deed.objects.values_list("verb", flat=True)) >= {"register_resident", "event_move_in"}


def test_who_is_in_another_wards_register_does_not_move_in_from_outside(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    there = make_resident(units["Quyết Thắng"])
    with pytest.raises(NumberAlreadyHeldError):
        move_in(
            officer=officer_vinh_quang,
            unit_id=units["Vinh Quang"].pk,
            facts=FACTS | {"personal_id": there.personal_id},
            told=Told(DAY, "Bình Định"),
        )


def test_the_same_form_twice_is_one_event(officer_vinh_quang: Officer, person: Resident) -> None:
    told = Told(DAY, "Gia Lai", None, uuid.uuid4())
    first, second = (
        move_out(officer=officer_vinh_quang, resident_id=person.pk, version=1, told=told) for _ in range(2)
    )
    assert first == second
    assert Deed.objects.filter(verb="event_move_out").count() == 1


def test_a_stale_record_and_a_strangers_hand_are_refused(
    officer_vinh_quang: Officer, city_commander: Officer, officer_quyet_thang: Officer, person: Resident
) -> None:
    arguments = {"resident_id": person.pk, "told": Told(DAY, "Gia Lai")}
    with pytest.raises(StaleRecordError):
        move_out(officer=officer_vinh_quang, version=7, **arguments)
    with pytest.raises(NotAllowedError):
        move_out(officer=city_commander, version=1, **arguments)
    with pytest.raises(Resident.DoesNotExist):
        move_out(officer=officer_quyet_thang, version=1, **arguments)


def test_entry_after_the_event_is_measured(officer_vinh_quang: Officer, person: Resident) -> None:
    event = move_out(
        officer=officer_vinh_quang,
        resident_id=person.pk,
        version=1,
        told=Told(TODAY - dt.timedelta(40), "Gia Lai"),
    )
    assert event.days_late == 40
    assert Deed.objects.get(verb="event_move_out").details["days_late"] == 40
