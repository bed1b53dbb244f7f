"""Each permission as a queryset and as a predicate: they agree."""

import pytest

from kontum_portal.areas.models import AdminUnit
from residents.models import Household, Resident
from residents.rules import can_view, is_of_register
from tests.factories import make_household, make_resident

pytestmark = pytest.mark.django_db

ROLES = [
    "officer_quyet_thang", "officer_vinh_quang", "ward_chief", "city_commander", "data_steward", "administrator", "auditor",
]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_visible_to_and_can_view_agree(request: pytest.FixtureRequest, units: dict[str, AdminUnit], role: str) -> None:
    officer = request.getfixturevalue(role)
    people = [make_resident(unit) for unit in list(units.values())[:6]] + [make_resident(units["Vinh Quang"])]
    assert set(Resident.objects.open_to(officer)) == {person for person in people if can_view(officer, person)}
    own = {person for person in people if is_of_register(officer, person)}
    assert set(Resident.objects.visible_to(officer)) == own


@pytest.mark.parametrize("role", ROLES)
def test_households_are_seen_with_their_unit(
    request: pytest.FixtureRequest, units: dict[str, AdminUnit], role: str
) -> None:
    officer = request.getfixturevalue(role)
    homes = [make_household(unit) for unit in units.values()]
    expected = {home for home in homes if home.unit_id in officer.register_unit_ids}
    assert set(Household.objects.visible_to(officer)) == expected
