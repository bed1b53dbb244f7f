"""Loading the units of one generation."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from kontum_portal.areas.choices import UnitKind
from kontum_portal.areas.models import AdminUnit, SupervisionArea
from kontum_portal.areas.services.loading import load_units

pytestmark = pytest.mark.django_db


def test_the_city_has_21_units_of_2024_that_are_still_open() -> None:
    area = SupervisionArea.objects.get()
    assert (area.code, area.command_name) == ("thanh-pho-kon-tum", "Công an thành phố Kon Tum")
    kinds = [unit.kind for unit in area.units.all()]
    assert (kinds.count(UnitKind.WARD), kinds.count(UnitKind.COMMUNE)) == (10, 11)
    assert not AdminUnit.objects.filter(valid_to__isnull=False).exists()


def test_loading_again_changes_nothing() -> None:
    before = list(AdminUnit.objects.values())
    out = StringIO()
    call_command("load_units", stdout=out)
    assert list(AdminUnit.objects.values()) == before
    assert out.getvalue() == "21 units, 0 of them new.\n"


def test_the_next_generation_stands_beside_the_first() -> None:
    loaded = load_units(as_of=dt.date(2025, 7, 1))
    assert (loaded.units, loaded.created) == (6, 6)
    assert AdminUnit.objects.filter(code="23293").count() == 2
    assert SupervisionArea.objects.get().units.count() == 27
