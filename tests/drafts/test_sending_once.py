"""One form, one deed: the same form sent again leads where it led before, and changed values are a new deed."""

import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from campaigns.models import OutreachCampaign
from kontum_portal.accounts.models import Deed
from kontum_portal.drafts.models import SentForm
from residents.models import ImportBatch, Resident

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


@pytest.fixture
def list_sent(administrator, settings, tmp_path):
    """``list_sent(rows, key)``: a list handed in as a browser sends it, the answer of the page."""
    settings.PORTAL_MFA, settings.VAR_DIR = "demo", tmp_path
    browser = Client()
    browser.force_login(administrator)

    def send(rows: str, key: str):
        sheet = SimpleUploadedFile("a.csv", f"Họ và tên\n{rows}\n".encode(), content_type="text/csv")
        return browser.post(reverse("imports:upload"), {"kind": "residents", "file": sheet, "form_key": key})

    return send


def test_a_list_sent_twice_is_one_import(list_sent) -> None:
    key = str(uuid.uuid4())
    first, second = list_sent("A Thút", key), list_sent("A Thút", key)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert ImportBatch.objects.count() == 1


def test_another_list_under_the_same_key_is_another_import(list_sent) -> None:
    key = str(uuid.uuid4())
    for rows in ("A Thút", "Y Bắc"):
        assert list_sent(rows, key).status_code == 302
    assert ImportBatch.objects.count() == 2


# Forms that need no key, by their address or their template: sent twice, nothing is done twice.
UNGUARDED = {
    "accounts:display": "a choice",
    "accounts:language": "a choice",
    "residents:purpose": "a choice",
    "account_logout": "whoever is signed out stays so",
    "drafts:drop": "what is gone stays gone",
    "search_url": "looks somebody up",
    "residents:search": "looks somebody up",
    "residents:find_household": "looks a household up",
    "residents/households/add.html": "looks a person up",
    "residents/scan_page.html": "looks somebody up",
    "residents:reveal": "shows a value",
    "residents:relative_phone": "shows a value",
    "residents/papers/sheet.html": "shows the values whole",
    "id_cards:arrival_scan": "the same code once more is named a double",
    "id_cards:count_card": "a card is counted once",
    "id_cards:arrival_take_back": "names the very scan",
    "id_cards:stock_take_back": "names the very scan",
    "id_cards/custody/new_batch.html": "chooses; the check page carries the key",
}
POSTED = re.compile(r'<form [^>]*method="post".*?</form>', re.DOTALL)
ADDRESS = re.compile(r"action=\"\{[%{] (?:url ')?([\w:]+)")


def _forms() -> list[tuple[str, str]]:
    """Each posted form of the templates: where it leads (else its template) and its source."""
    root = settings.BASE_DIR / "templates"
    found = []
    for path in sorted(Path(root).rglob("*.html")):
        for form in POSTED.findall(path.read_text()):
            address = ADDRESS.search(form.partition(">")[0])
            found.append((address.group(1) if address else str(path.relative_to(root)), form))
    return found


def test_every_form_that_does_a_deed_carries_a_key() -> None:
    without = {place for place, form in _forms() if "{% form_key %}" not in form}
    assert without == set(UNGUARDED)
