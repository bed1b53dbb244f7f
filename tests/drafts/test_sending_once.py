"""One form, one deed: the same form sent again leads where it led before, and changed values are a new deed."""

import uuid

import pytest

from campaigns.models import OutreachCampaign
from kontum_portal.accounts.models import Deed
from kontum_portal.drafts.models import SentForm
from residents.models import Resident

pytestmark = pytest.mark.django_db


def registration(units, **typed) -> dict:
    return {"full_name": "A Thút", "unit": units["Quyết Thắng"].pk, "form_key": str(uuid.uuid4())} | typed


def test_a_form_sent_twice_registers_one_person(signed_in, officer_quyet_thang, units) -> None:
    client, form = signed_in(officer_quyet_thang), registration(units)
    first, second = (client.post("/cong-dan/moi/", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == Resident.objects.get().get_absolute_url()
    assert Deed.objects.filter(verb="register_resident").count() == 1
    assert "chỉ ghi nhận một lần" in client.get(second["Location"]).content.decode()


@pytest.mark.parametrize(
    ("changed", "people"),
    [
        ({}, 1),
        ({"and_next": "1"}, 1),
        ({"csrfmiddlewaretoken": "other"}, 1),
        ({"full_name": "Y Bắc"}, 2),
        ({"form_key": str(uuid.uuid4())}, 2),
        ({"form_key": "no key"}, 2),
    ],
)
def test_other_values_or_another_key_are_another_deed(signed_in, officer_quyet_thang, units, changed, people) -> None:
    client, form = signed_in(officer_quyet_thang), registration(units)
    client.post("/cong-dan/moi/", form)
    client.post("/cong-dan/moi/", form | changed)
    assert Resident.objects.count() == people


def test_a_refused_form_may_be_mended_and_sent_again(signed_in, officer_quyet_thang, units) -> None:
    client, form = signed_in(officer_quyet_thang), registration(units)
    assert client.post("/cong-dan/moi/", form | {"full_name": ""}).status_code == 422
    assert not SentForm.objects.exists()
    assert client.post("/cong-dan/moi/", form).status_code == 302


def test_a_key_belongs_to_one_officer(signed_in, officer_quyet_thang, ward_chief, units) -> None:
    form = registration(units)
    signed_in(officer_quyet_thang).post("/cong-dan/moi/", form)
    signed_in(ward_chief).post("/cong-dan/moi/", form)
    assert Resident.objects.count() == 2


def test_a_campaign_is_opened_once(signed_in, ward_chief, units) -> None:
    form = {
        "name": "Đợt 1",
        "goal": "no_card",
        "unit": units["Quyết Thắng"].pk,
        "starts_on": "01/12/2026",
        "ends_on": "31/12/2026",
        "form_key": str(uuid.uuid4()),
    }
    client = signed_in(ward_chief)
    answers = {client.post("/chien-dich/moi/", form)["Location"] for _ in range(2)}
    assert (len(answers), OutreachCampaign.objects.count()) == (1, 1)


@pytest.mark.parametrize("path", ["/cong-dan/moi/", "/toi/"])
def test_formal_forms_carry_a_key(signed_in, officer_quyet_thang, path) -> None:
    assert 'name="form_key"' in signed_in(officer_quyet_thang).get(path).content.decode()
