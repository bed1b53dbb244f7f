"""Two people and one record: saving at the same time, and asking for what another one decides."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import CorrectionRequest, Resident
from residents.services.card_states import set_card_state
from residents.services.correcting import correct_resident
from tests.factories import make_correction, make_household, make_resident, make_sub_unit

pytestmark = pytest.mark.django_db
Send = Callable[..., object]


@pytest.fixture
def thut(units: dict[str, AdminUnit]) -> Resident:
    hamlet = make_sub_unit(units["Vinh Quang"])
    home = make_household(units["Vinh Quang"], number="HK-1")
    return make_resident(units["Vinh Quang"], full_name="A Thút", sub_unit=hamlet, household=home, native_place="Cũ")


def sent(client: Client, resident: Resident) -> dict[str, str]:
    """The form as it is opened, as a browser would send it back."""
    form = client.get(reverse("residents:correct", args=[resident.pk])).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


@pytest.mark.parametrize(
    ("theirs", "mine", "choose", "kept"),
    [
        ({"native_place": "Họ"}, {}, {}, "Họ"),  # left alone by me
        ({"native_place": "Họ"}, {"native_place": "Tôi"}, {"choose_native_place": "mine"}, "Tôi"),
        ({"native_place": "Họ"}, {"native_place": "Tôi"}, {"choose_native_place": "theirs"}, "Họ"),
        ({"native_place": "Họ"}, {"native_place": ""}, {"choose_native_place": "mine"}, None),
        ({"native_place": None}, {"native_place": "Tôi"}, {"choose_native_place": "theirs"}, None),
    ],
)
def test_each_box_is_chosen_and_nothing_is_lost(
    client: Client, officer_vinh_quang: Officer, thut: Resident, theirs: dict, mine: dict, choose: dict, kept: str
) -> None:
    client.force_login(officer_vinh_quang)
    url, typed = reverse("residents:correct", args=[thut.pk]), sent(client, thut) | {"language": "Bahnar"} | mine
    correct_resident(officer=officer_vinh_quang, resident_id=thut.pk, version=1, changes=theirs)
    answer = client.post(url, typed)
    assert answer.status_code == 409
    assert [box.box for box in answer.context["meanwhile"].boxes] == ["native_place"]
    shown = {name: str(answer.context["form"][name].value() or "") for name in typed}
    seen = {"theirs_version": "2"}
    if choose:
        assert client.post(url, shown | seen).status_code == 409  # not chosen yet
        assert shown["native_place"] == mine["native_place"]
    assert client.post(url, shown | seen | choose).status_code == 302
    thut.refresh_from_db()
    assert (thut.native_place, thut.language, thut.version) == (kept, "Bahnar", 3)


@pytest.mark.parametrize(
    ("box", "theirs", "shown"),
    [
        ("birth", {"birth_day": 16}, "16/01/1990"),
        ("household_number", {"household_number": "HK-2"}, "HK-2"),
        ("presence", {"presence": "working_away"}, "working_away"),
        ("card_issued_on", {"card_issued_on": dt.date(2022, 3, 1)}, "01/03/2022"),
        ("phone", {"phone": "+84905111222"}, "0905111222"),
        ("sub_unit", {"sub_unit_id": None}, ""),
    ],
)
def test_their_value_comes_into_the_form_as_one_would_type_it(
    client: Client, officer_vinh_quang: Officer, thut: Resident, box: str, theirs: dict, shown: str
) -> None:
    client.force_login(officer_vinh_quang)
    url, typed = reverse("residents:correct", args=[thut.pk]), sent(client, thut) | {"language": "Bahnar"}
    correct_resident(officer=officer_vinh_quang, resident_id=thut.pk, version=1, changes=theirs)
    answer = client.post(url, typed)
    assert answer.context["form"][box].value() == shown
    again = {name: str(answer.context["form"][name].value() or "") for name in typed}
    assert client.post(url, again | {"theirs_version": "2"}).status_code == 302
    thut.refresh_from_db()
    assert thut.language == "Bahnar"
    assert all(getattr(thut, column) == value for column, value in theirs.items() if column != "household_number")


def test_a_third_save_while_choosing_is_seen_too(client: Client, officer_vinh_quang: Officer, thut: Resident) -> None:
    client.force_login(officer_vinh_quang)
    url, typed = reverse("residents:correct", args=[thut.pk]), sent(client, thut) | {"native_place": "Tôi"}
    correct_resident(officer=officer_vinh_quang, resident_id=thut.pk, version=1, changes={"native_place": "Họ"})
    correct_resident(officer=officer_vinh_quang, resident_id=thut.pk, version=2, changes={"native_place": "Họ nữa"})
    chosen = {"theirs_version": "2", "choose_native_place": "mine"}
    answer = client.post(url, typed | chosen)
    assert answer.status_code == 409
    assert answer.context["meanwhile"].boxes[0].theirs == "Họ nữa"


def test_a_card_on_its_way_is_no_conflict(client: Client, officer_vinh_quang: Officer, thut: Resident) -> None:
    client.force_login(officer_vinh_quang)
    typed = sent(client, thut) | {"native_place": "Tôi"}
    set_card_state(resident_id=thut.pk, state="applied", actor=officer_vinh_quang)
    assert client.post(reverse("residents:correct", args=[thut.pk]), typed).status_code == 302


def test_a_verified_record_asks_for_evidence_and_goes_to_the_chief(
    client: Client, officer_quyet_thang: Officer, ward_chief: Officer, units: dict[str, AdminUnit]
) -> None:
    an = make_resident(units["Quyết Thắng"], last_verified_on=dt.date(2024, 1, 2))
    client.force_login(officer_quyet_thang)
    url, typed = reverse("residents:correct", args=[an.pk]), sent(client, an) | {"birth": "16/01/1990"}
    answer = client.post(url, typed)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["change_reason", "evidence"])
    assert client.post(url, typed | {"change_reason": "Ghi sai", "evidence": "Khai sinh 12"}).status_code == 302
    asked = CorrectionRequest.objects.get()
    assert asked.get_absolute_url() in client.get(an.get_absolute_url()).content.decode()
    client.force_login(ward_chief)
    assert asked.get_absolute_url() in client.get(reverse("residents:today")).content.decode()
    shown = client.get(asked.get_absolute_url()).content.decode()
    assert "16/01/1990" in shown
    assert "Khai sinh 12" in shown
    client.post(reverse("residents:approve_correction", args=[asked.pk]))
    an.refresh_from_db()
    assert an.birth_day == 16


def test_the_worklist_costs_the_same_however_long(
    client: Client, officer_quyet_thang: Officer, ward_chief: Officer, units: dict[str, AdminUnit],
    django_assert_max_num_queries,
) -> None:  # fmt: skip
    for _ in range(12):
        make_correction(make_resident(units["Quyết Thắng"]), officer_quyet_thang)
    client.force_login(ward_chief)
    client.get(reverse("residents:corrections"))
    with django_assert_max_num_queries(15):
        client.get(reverse("residents:corrections"))
