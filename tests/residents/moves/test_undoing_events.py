"""An event entered by mistake is taken back, by whom and as long as nothing was written over it."""

import datetime as dt

import pytest

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import NotAllowedError
from residents.life_errors import (
    EventAlreadyUndoneError,
    EventNotUndoableError,
    UndoReasonMissingError,
)
from residents.models import Resident, ResidentEvent
from residents.services.births import register_birth
from residents.services.deaths import register_death
from residents.services.eventing import Told
from residents.services.moving import come_back, move_out
from residents.services.undoing_events import undo_event
from tests.factories import make_resident
from tests.residents.moves.conftest import TODAY

DAY = dt.date(2026, 11, 20)


def _leave(officer: Officer, person: Resident) -> ResidentEvent:
    return move_out(officer=officer, resident_id=person.pk, version=person.version, told=Told(DAY, "Gia Lai"))


def test_an_event_taken_back_leaves_the_record_as_it_was(officer_vinh_quang: Officer, person: Resident) -> None:
    event = _leave(officer_vinh_quang, person)
    undo_event(officer=officer_vinh_quang, event_id=event.pk, reason="nhập nhầm người")
    person.refresh_from_db()
    event.refresh_from_db()
    assert (person.presence, person.residence_kind) == ("present", "permanent")
    assert (event.undone_by_id, event.undone_reason) == (officer_vinh_quang.pk, "nhập nhầm người")
    assert Deed.objects.filter(verb="undo_event", subject_id=person.pk).exists()
    with pytest.raises(EventAlreadyUndoneError):
        undo_event(officer=officer_vinh_quang, event_id=event.pk, reason="lần nữa")


def test_a_death_taken_back_gives_life_and_presence_back(officer_vinh_quang: Officer, person: Resident) -> None:
    register_death(officer=officer_vinh_quang, resident_id=person.pk, version=1, deceased_on=DAY)
    event = ResidentEvent.objects.get(kind="death")
    undo_event(officer=officer_vinh_quang, event_id=event.pk, reason="nhầm người cùng tên")
    person.refresh_from_db()
    assert (person.deceased_on, person.presence) == (None, "present")


def test_a_birth_taken_back_takes_the_childs_record_with_it(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    mother = make_resident(units["Vinh Quang"], sex="F")
    event = register_birth(officer=officer_vinh_quang, mother_id=mother.pk, full_name="Y Hlim", sex="F", told=Told(DAY))
    child = event.resident_id
    undo_event(officer=officer_vinh_quang, event_id=event.pk, reason="nhập hai lần")
    assert not Resident.objects.filter(pk=child).exists()
    assert Deed.objects.filter(verb="undo_event", subject_id=child).exists()


@pytest.mark.parametrize(
    ("who", "day", "may"),
    [
        ("author", TODAY, True),
        ("author", TODAY + dt.timedelta(1), False),
        ("colleague", TODAY, False),
        ("chief", TODAY + dt.timedelta(30), True),
    ],
)
def test_an_event_is_taken_back_by_its_author_that_day_or_by_the_chief(
    who: str, day: dt.date, may: bool, officer_quyet_thang: Officer, ward_chief: Officer, units, settings
) -> None:
    colleague = Officer.objects.create(username="colleague", role="officer")
    colleague.units.set([units["Quyết Thắng"]])
    event = _leave(officer_quyet_thang, make_resident(units["Quyết Thắng"]))
    settings.PORTAL_TODAY = day
    officer = {"author": officer_quyet_thang, "colleague": colleague, "chief": ward_chief}[who]
    if may:
        undo_event(officer=officer, event_id=event.pk, reason="nhầm")
    else:
        with pytest.raises(NotAllowedError):
            undo_event(officer=officer, event_id=event.pk, reason="nhầm")


def test_an_event_is_not_taken_back_over_a_later_change_or_without_a_reason(
    officer_vinh_quang: Officer, person: Resident
) -> None:
    event = _leave(officer_vinh_quang, person)
    with pytest.raises(UndoReasonMissingError):
        undo_event(officer=officer_vinh_quang, event_id=event.pk, reason="  ")
    come_back(officer=officer_vinh_quang, resident_id=person.pk, version=2, told=Told(DAY))
    with pytest.raises(EventNotUndoableError):
        undo_event(officer=officer_vinh_quang, event_id=event.pk, reason="nhầm")
