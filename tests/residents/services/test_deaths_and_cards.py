"""Registering a death, and the column that says how far a card is."""

import datetime as dt

import pytest

from kontum_portal import clock
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import DomainError, NotAllowedError, StaleRecordError
from residents import extension_points
from residents.errors import AlreadyDeceasedError, DeathBeforeBirthError, DeathInFutureError
from residents.models import Finding
from residents.quality.checking import check_residents
from residents.services.card_states import set_card_state
from residents.services.deaths import register_death
from tests.factories import make_resident

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 1, 2)


def test_a_death_ends_presence_and_tells_the_other_apps(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    told: list[dict] = []
    extension_points.on_death.append(lambda **news: told.append(news))
    person = make_resident(units["Vinh Quang"], personal_id=None)
    check_residents([person.pk])
    try:
        dead = register_death(officer=officer_vinh_quang, resident_id=person.pk, version=1, deceased_on=DAY)
    finally:
        extension_points.on_death.pop()
    assert (dead.deceased_on, dead.presence, dead.version) == (DAY, None, 2)
    assert told == [
        {"resident_id": person.pk, "unit_id": person.unit_id, "deceased_on": DAY, "actor": officer_vinh_quang}
    ]
    assert not Finding.objects.open().filter(resident=person).exists()
    assert Deed.objects.filter(verb="register_death", subject_id=person.pk).exists()


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"deceased_on": clock.today() + dt.timedelta(1)}, DeathInFutureError),
        ({"deceased_on": dt.date(1989, 12, 31)}, DeathBeforeBirthError),
        ({"version": 7}, StaleRecordError),
    ],
)
def test_a_death_that_cannot_be_is_refused(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], changed: dict, refusal: type[DomainError]
) -> None:
    person = make_resident(units["Vinh Quang"], birth_year=1990)
    with pytest.raises(refusal):
        register_death(
            **{"officer": officer_vinh_quang, "resident_id": person.pk, "version": 1, "deceased_on": DAY} | changed
        )
    assert not Deed.objects.filter(verb="register_death").exists()


def test_a_death_is_registered_once_and_not_by_the_command(
    officer_vinh_quang: Officer, city_commander: Officer, units: dict[str, AdminUnit]
) -> None:
    person = make_resident(units["Vinh Quang"])
    with pytest.raises(NotAllowedError):
        register_death(officer=city_commander, resident_id=person.pk, version=1, deceased_on=DAY)
    register_death(officer=officer_vinh_quang, resident_id=person.pk, version=1, deceased_on=DAY)
    with pytest.raises(AlreadyDeceasedError):
        register_death(officer=officer_vinh_quang, resident_id=person.pk, version=2, deceased_on=DAY)


def test_a_card_on_its_way_closes_the_finding_that_it_is_missing(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    person = make_resident(units["Vinh Quang"])
    check_residents([person.pk])
    missing = Finding.objects.get(resident=person, rule="card_missing")
    set_card_state(resident_id=person.pk, state="applied", actor=officer_vinh_quang)
    missing.refresh_from_db()
    person.refresh_from_db()
    assert (person.card_state, missing.closed_at is None) == ("applied", False)
