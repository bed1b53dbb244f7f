"""A household on its way to another ward: whole, in one deed, and as it was offered."""

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from residents.life_errors import (
    HouseholdChangedOnTheWayError,
)
from residents.models import HandOver, Household, Resident
from residents.queries import hand_overs as queries
from residents.services.taking_over import accept_hand_over
from tests.factories import make_household, make_resident
from tests.residents.moves.test_hand_overs import as_web, propose

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


def test_a_whole_household_moves_with_its_home(
    officer_quyet_thang: Officer, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    home = make_household(units["Quyết Thắng"], number="H1")
    make_household(units["Vinh Quang"], number="H1")
    head = make_resident(units["Quyết Thắng"], household=home)
    wife = make_resident(units["Quyết Thắng"], household=home, sex="F", relation_to_head="wife")
    dead = make_resident(
        units["Quyết Thắng"], household=home, relation_to_head="father", presence=None, deceased_on=DAY
    )
    Household.objects.filter(pk=home.pk).update(head=head)
    rows = propose(officer_quyet_thang, wife, units["Vinh Quang"], whole_household=True)
    assert {row.resident_id for row in rows} == {head.pk, wife.pk}
    with as_web(officer_vinh_quang):
        accept_hand_over(officer=officer_vinh_quang, hand_over_id=rows[0].pk)
        home.refresh_from_db()
        members = set(Resident.objects.filter(household=home).values_list("pk", flat=True))
    dead.refresh_from_db()
    assert (home.unit_id, home.number, home.head_id) == (units["Vinh Quang"].pk, None, head.pk)
    assert members == {head.pk, wife.pk}
    assert (dead.unit_id, dead.household_id) == (units["Quyết Thắng"].pk, None)


@pytest.fixture
def family(units: dict[str, AdminUnit]) -> tuple[Household, Resident, Resident]:
    """A household of two, offered to another ward by its tests."""
    home = make_household(units["Quyết Thắng"], number="H1")
    head = make_resident(units["Quyết Thắng"], household=home)
    wife = make_resident(units["Quyết Thắng"], household=home, sex="F", relation_to_head="wife")
    Household.objects.filter(pk=home.pk).update(head=head)
    return home, head, wife


def test_a_household_moves_in_one_deed(
    family: tuple, officer_quyet_thang: Officer, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    home, head, wife = family
    row, _ = propose(officer_quyet_thang, head, units["Vinh Quang"], whole_household=True)
    with as_web(officer_vinh_quang):
        assert not queries.household_drift(row)
        accept_hand_over(officer=officer_vinh_quang, hand_over_id=row.pk)
    deed = Deed.objects.get(verb="take_over_household")
    assert (deed.subject_id, deed.unit_id, deed.details["people"]) == (
        home.pk, units["Vinh Quang"].pk, sorted([head.pk, wife.pk]),
    )  # fmt: skip


def _a_child_joins(home: Household, wife: Resident) -> tuple[int, int]:
    make_resident(home.unit, household=home, relation_to_head="child")
    return (1, 0)


def _the_wife_leaves(home: Household, wife: Resident) -> tuple[int, int]:
    Resident.objects.filter(pk=wife.pk).update(household=make_household(home.unit))
    return (0, 1)


def _a_dead_father_is_noted(home: Household, wife: Resident) -> tuple[int, int]:
    make_resident(home.unit, household=home, relation_to_head="father", presence=None, deceased_on=DAY)
    return (0, 0)


@pytest.mark.parametrize("change", [_a_child_joins, _the_wife_leaves, _a_dead_father_is_noted])
def test_a_household_that_changed_on_the_way_is_offered_anew(
    change: Callable[[Household, Resident], tuple[int, int]], family: tuple, units: dict[str, AdminUnit],
    officer_quyet_thang: Officer, officer_vinh_quang: Officer, officer_dak_ro_wa: Officer,
) -> None:  # fmt: skip
    home, head, wife = family
    row, _ = propose(officer_quyet_thang, head, units["Vinh Quang"], whole_household=True)
    drift = queries.Drift(*change(home, wife))
    nothing = queries.Drift(0, 0)
    for officer, told in ((officer_quyet_thang, drift), (officer_vinh_quang, drift), (officer_dak_ro_wa, nothing)):
        with as_web(officer):
            assert queries.household_drift(row) == told
    refusal = pytest.raises(HouseholdChangedOnTheWayError) if drift else contextlib.nullcontext()
    with refusal, as_web(officer_vinh_quang):
        accept_hand_over(officer=officer_vinh_quang, hand_over_id=row.pk)
    head.refresh_from_db()
    assert head.unit == units["Quyết Thắng" if drift else "Vinh Quang"]
    assert HandOver.objects.open().exists() == bool(drift)
