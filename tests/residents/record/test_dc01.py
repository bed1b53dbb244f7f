"""Form DC01, blank and filled."""

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.areas.models import AdminUnit
from tests.factories import make_household, make_resident, make_sub_unit

pytestmark = pytest.mark.django_db


def test_a_blank_form_holds_nobody_and_is_no_reading(client: Client, officer_vinh_quang: Officer) -> None:
    client.force_login(officer_vinh_quang)
    lines = client.get(reverse("residents:blank_dc01")).context["lines"]
    assert len(lines) == 19
    assert {value for _, value in lines} == {""}
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize(
    ("asked", "copies", "names_the_hamlet"),
    [
        ({"sub_unit": "own", "copies": 7}, 7, True),
        ({"sub_unit": "own"}, 1, True),
        ({"sub_unit": "own", "copies": 5000}, 1, True),
        ({"sub_unit": "elsewhere", "copies": 3}, 3, False),
        ({"sub_unit": "x", "copies": "x"}, 1, False),
    ],
)
def test_a_white_zone_asks_for_as_many_blank_forms_as_people_are_missing(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit], asked: dict, copies: int,
    names_the_hamlet: bool,
) -> None:  # fmt: skip
    places = {name: make_sub_unit(units[ward], f"Thôn {name}") for name, ward in
              (("own", "Vinh Quang"), ("elsewhere", "Quyết Thắng"))}  # fmt: skip
    asked = asked | {"sub_unit": places[asked["sub_unit"]].pk if asked["sub_unit"] in places else "x"}
    client.force_login(officer_vinh_quang)
    page = client.get(reverse("residents:blank_dc01"), asked).content.decode()
    assert (page.count("<section"), "Thôn own" in page, "Thôn elsewhere" in page) == (copies, names_the_hamlet, False)
    assert not AccessLog.objects.exists()


def test_a_filled_form_holds_what_is_known_and_is_a_deed_and_a_reading(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    home = make_household(units["Vinh Quang"])
    head = make_resident(units["Vinh Quang"], full_name="A Plun", household=home)
    home.head = head
    home.save()
    facts = {"birth_day": None, "birth_month": None, "household": home, "relation_to_head": "child"}
    thut = make_resident(units["Vinh Quang"], full_name="A Thút", personal_id="062090600123", **facts)
    client.force_login(officer_vinh_quang)
    values = [value for _, value in client.get(reverse("residents:dc01", args=[thut.pk])).context["lines"]]
    assert {"A THÚT", "1990", "062090600123", f"A Plun – {head.personal_id}"} <= set(values)
    assert Deed.objects.get(verb="print").details == {"paper": "dc01"}
    assert AccessLog.objects.get(surface="print:dc01").subject_id == thut.pk
