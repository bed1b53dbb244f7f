"""Registering and correcting through the one-page form."""

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from tests.factories import make_resident, make_sub_unit

pytestmark = pytest.mark.django_db

TYPED = {
    "full_name": "  Y   Hlim ",
    "birth": "02091990",
    "sex": "F",
    "personal_id": "0621 9060 0456",
    "phone": "0905.111.222",
    "residence_kind": "permanent",
    "presence": "present",
    "household_number": "HK-1",
    "relation_to_head": "head",
}


@pytest.fixture
def signed_in(client: Client, officer_vinh_quang: Officer) -> Client:
    client.force_login(officer_vinh_quang)
    return client


def typed(units: dict[str, AdminUnit], **changed: str) -> dict[str, str]:
    return TYPED | {"unit": str(units["Vinh Quang"].pk)} | changed


def test_what_is_typed_is_kept_tidy(signed_in: Client, units: dict[str, AdminUnit]) -> None:
    hamlet = make_sub_unit(units["Vinh Quang"])
    answer = signed_in.post(reverse("residents:register"), typed(units, sub_unit=str(hamlet.pk)))
    hlim = Resident.objects.get()
    assert answer.url == hlim.get_absolute_url()
    assert (hlim.full_name, hlim.birth_year, hlim.birth_month, hlim.birth_day) == ("Y Hlim", 1990, 9, 2)
    assert (hlim.personal_id, hlim.phone, hlim.sub_unit) == ("062190600456", "+84905111222", hamlet)
    assert (hlim.household.number, hlim.household.head, hlim.native_place) == ("HK-1", hlim, None)


@pytest.mark.parametrize(
    ("box", "text", "parts"),
    [
        ("birth", "1983", (1983, None, None)),
        ("birth", "031983", (1983, 3, None)),
        ("birth", "năm 1983", (1983, None, None)),
    ],
)
def test_a_birth_date_keeps_its_precision(
    signed_in: Client, units: dict[str, AdminUnit], box: str, text: str, parts: tuple
) -> None:
    signed_in.post(reverse("residents:register"), typed(units, **{box: text}))
    hlim = Resident.objects.get()
    assert (hlim.birth_year, hlim.birth_month, hlim.birth_day) == parts


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ("full_name", ""),
        ("birth", "31021990"),
        ("birth", "01012099"),
        ("personal_id", "62190600456"),
        ("personal_id", "233123456"),
        ("personal_id", "06219060045x"),
        ("old_id", "12345"),
        ("phone", "12"),
        ("residence_until", "2025"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_box_and_kept(
    signed_in: Client, units: dict[str, AdminUnit], box: str, text: str
) -> None:
    answer = signed_in.post(reverse("residents:register"), typed(units, **{box: text}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [box]
    assert f'value="{text}"' in answer.content.decode() or not text
    assert not Resident.objects.exists()


def test_a_held_number_opens_the_box_for_the_reason(signed_in: Client, units: dict[str, AdminUnit]) -> None:
    make_resident(units["Quyết Thắng"], personal_id="062190600456")
    answer = signed_in.post(reverse("residents:register"), typed(units))
    assert 'name="reason"' in answer.content.decode()
    assert Resident.objects.count() == 1
    signed_in.post(reverse("residents:register"), typed(units, reason="Hai người", reason_asked="1"))
    assert Resident.objects.count() == 2


def test_save_and_next_keeps_the_household(signed_in: Client, units: dict[str, AdminUnit]) -> None:
    answer = signed_in.post(reverse("residents:register"), typed(units, and_next="1"))
    shown = signed_in.get(answer.url).content.decode()
    assert 'value="HK-1"' in shown
    assert "Hlim" not in shown


def test_warnings_come_while_typing_and_save_nothing(signed_in: Client, units: dict[str, AdminUnit]) -> None:
    answer = signed_in.post(reverse("residents:warnings"), typed(units, sex="M", birth="1990"))
    codes = {failure.code for failure in answer.context["failures"]}
    assert {"personal_id_sex", "birth_date_partial", "sub_unit_missing"} <= codes
    assert not Resident.objects.exists()


def test_the_form_opens_with_what_is_known_and_changes_one_fact(signed_in: Client, units: dict[str, AdminUnit]) -> None:
    thut = make_resident(units["Vinh Quang"], full_name="A Thút", birth_day=None, phone="+84905111222")
    url = reverse("residents:correct", args=[thut.pk])
    form = signed_in.get(f"{url}?field=birth").context["form"]
    assert form["birth"].field.widget.attrs["autofocus"]
    sent = {name: form[name].value() or "" for name in form.fields}
    assert (sent["birth"], sent["phone"]) == ("01/1990", "0905111222")
    signed_in.post(url, sent | {"birth": "15/01/1990"})
    thut.refresh_from_db()
    assert (thut.birth_day, thut.version) == (15, 2)
    assert len(Resident.pgh_event_model.objects.all()) == 1


def test_a_stale_form_shows_their_change_and_keeps_mine(signed_in: Client, units: dict[str, AdminUnit]) -> None:
    thut = make_resident(units["Vinh Quang"], full_name="A Thút")
    url = reverse("residents:correct", args=[thut.pk])
    mine = {"full_name": "A Thut", "sex": "M", "birth": "15/01/1990", "version": "1", "personal_id": thut.personal_id}
    signed_in.post(url, mine | {"full_name": "A Thút", "native_place": "Sa Thầy"})
    answer = signed_in.post(url, mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Sa Thầy" in shown
    assert 'value="A Thut"' in shown
    seen = {"theirs_version": "2", "native_place": str(answer.context["form"]["native_place"].value())}
    assert signed_in.post(url, mine | seen).status_code == 302
    assert Resident.objects.get(pk=thut.pk).native_place == "Sa Thầy"
    assert Resident.objects.get(pk=thut.pk).full_name == "A Thut"


def test_a_death_is_registered_from_the_record(signed_in: Client, units: dict[str, AdminUnit]) -> None:
    thut = make_resident(units["Vinh Quang"], full_name="A Thút")
    url = reverse("residents:death", args=[thut.pk])
    assert signed_in.post(url, {"deceased_on": "01011980", "version": "1", "confirmed": "1"}).status_code == 422
    assert (
        signed_in.post(url, {"deceased_on": "02012024", "version": "1", "confirmed": "1"}).url
        == thut.get_absolute_url()
    )
    assert "02/01/2024" in signed_in.get(thut.get_absolute_url()).content.decode()
