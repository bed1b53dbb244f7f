"""Drafts: kept for the officer who typed, seen by nobody else, gone when sent, dropped or expired."""

import datetime as dt

import pytest
from django import forms
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from id_cards.services import start_application
from kontum_portal.database import scope
from kontum_portal.drafts import queries
from kontum_portal.drafts.draftable import DraftableForm, draftable_forms
from kontum_portal.drafts.errors import DraftTooLargeError, UnknownFormError
from kontum_portal.drafts.models import FormDraft
from kontum_portal.drafts.services.drafting import drop_draft, keep_draft, purge_unfinished
from residents.models import Resident
from tests.factories import make_resident

pytestmark = pytest.mark.django_db
REGISTER = "/cong-dan/moi/"


class PeopleForm(DraftableForm, forms.Form):
    draft_key, draft_label, draft_prefixes = "people", "People", ("relation_",)


class ChildForm(PeopleForm):
    mother = forms.CharField()


class SecretForm(DraftableForm, forms.Form):
    draft_key, draft_label, draft_never = "secret", "Secret", ("otp",)

    name = forms.CharField()
    otp = forms.CharField()
    password = forms.CharField(widget=forms.PasswordInput)
    paper = forms.FileField()


def keep(officer, form="resident", subject=REGISTER, **typed) -> FormDraft:
    return keep_draft(officer=officer, form=form, subject=subject, typed={name: [text] for name, text in typed.items()})


def test_saving_again_writes_over_the_draft_of_the_same_form_and_place(officer_quyet_thang) -> None:
    keep(officer_quyet_thang, full_name="A")
    keep(officer_quyet_thang, full_name="A Thút", phone="")
    keep(officer_quyet_thang, subject="/cong-dan/7/sua/", full_name="Y Bắc")
    draft = queries.draft_of(officer_quyet_thang, "resident", REGISTER)
    assert draft.values == {"full_name": ["A Thút"], "phone": [""]}
    assert FormDraft.objects.count() == 2


def test_only_declared_fields_are_kept_and_never_a_secret(officer_quyet_thang) -> None:
    typed = {
        "name": ["A"],
        "otp": ["123456"],
        "password": ["x"],
        "paper": ["f"],
        "csrfmiddlewaretoken": ["t"],
        "x": ["y"],
    }
    draft = keep_draft(officer=officer_quyet_thang, form="secret", subject=REGISTER, typed=typed)
    assert draft.values == {"name": ["A"]}


def test_forms_that_inherit_and_fields_that_are_made_are_kept_too(officer_quyet_thang) -> None:
    draft = keep(officer_quyet_thang, form="people", relation_7="child", mother="Y Bắc", take_7="on")
    assert draft.values == {"relation_7": ["child"], "mother": ["Y Bắc"]}


@pytest.mark.parametrize(
    ("form", "subject", "text", "refusal"),
    [
        ("unheard_of", REGISTER, "A", UnknownFormError),
        ("resident", "https://elsewhere.example/", "A", UnknownFormError),
        ("resident", "/no-such-page/", "A", UnknownFormError),
        ("resident", REGISTER + "x" * 200, "A", UnknownFormError),
        ("resident", REGISTER, "A" * 100_001, DraftTooLargeError),
    ],
)
def test_what_is_no_draft_of_ours_is_refused(officer_quyet_thang, form, subject, text, refusal) -> None:
    with pytest.raises(refusal):
        keep(officer_quyet_thang, form=form, subject=subject, full_name=text)
    assert FormDraft.objects.count() == 0


def test_another_officer_sees_no_draft_by_the_application_nor_by_the_database(
    officer_quyet_thang, officer_vinh_quang, ward_chief
) -> None:
    keep(officer_quyet_thang, full_name="A Thút")
    seen = {}
    for officer in (officer_quyet_thang, officer_vinh_quang, ward_chief):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE portal_web")
            scope.enter(officer)
            cursor.execute("SELECT count(*) FROM drafts_formdraft")
            seen[officer.username] = (cursor.fetchone()[0], queries.drafts_of(officer).count())
            cursor.execute("RESET ROLE")
    assert seen == {"officer_quyet_thang": (1, 1), "officer_vinh_quang": (0, 0), "ward_chief": (0, 0)}
    assert drop_draft(officer=officer_vinh_quang, form="resident", subject=REGISTER) == 0


def test_an_expired_draft_is_not_offered_and_swept_away_twice_without_harm(officer_quyet_thang, settings) -> None:
    draft = keep(officer_quyet_thang, full_name="A")
    assert draft.expires_at - draft.saved_at == dt.timedelta(days=settings.DRAFT_DAYS)
    FormDraft.objects.update(expires_at=timezone.now())
    assert queries.draft_of(officer_quyet_thang, "resident", REGISTER) is None
    assert (purge_unfinished(), purge_unfinished()) == (1, 0)


def test_the_draft_is_offered_on_the_fresh_form_and_gone_once_the_form_did_its_deed(
    signed_in, officer_quyet_thang, units
) -> None:
    client = signed_in(officer_quyet_thang)
    marks = {"draft_form": "resident", "draft_subject": REGISTER}
    answer = client.post(reverse("drafts:keep"), marks | {"full_name": "A Thút", "personal_id": "x"})
    assert answer.status_code == 200
    assert "bản nháp" in answer.content.decode()
    assert "data-draft-offer" in client.get(REGISTER).content.decode()
    refused = client.post(REGISTER, marks | {"full_name": "", "unit": units["Quyết Thắng"].pk})
    assert (refused.status_code, FormDraft.objects.count()) == (422, 1)
    assert "data-draft-offer" not in refused.content.decode()
    done = client.post(REGISTER, marks | {"full_name": "A Thút", "unit": units["Quyết Thắng"].pk})
    assert (done.status_code, FormDraft.objects.count()) == (302, 0)


def test_a_draft_is_dropped_from_the_own_page(signed_in, officer_quyet_thang) -> None:
    client = signed_in(officer_quyet_thang)
    keep(officer_quyet_thang, full_name="A")
    assert REGISTER in client.get(reverse("accounts:own_page")).content.decode()
    drop = {"draft_form": "resident", "draft_subject": REGISTER, "next": "/toi/"}
    assert client.post(reverse("drafts:drop"), drop)["Location"] == "/toi/"
    assert FormDraft.objects.count() == 0


@pytest.mark.parametrize(
    "key",
    ["resident", "card_application", "campaign", "keyed_value", "report_remarks", "event", "move_in", "household"],
)
def test_these_forms_keep_drafts(client: Client, key: str) -> None:
    client.get("/")  # the addresses, and with them the forms, are read
    assert draftable_forms[key][0].draft_label


def test_the_version_that_was_seen_is_kept_so_that_a_later_change_is_noticed(officer_quyet_thang, units) -> None:
    resident = make_resident(units["Quyết Thắng"])
    draft = keep(officer_quyet_thang, subject=f"/cong-dan/{resident.pk}/sua/", full_name="B", version="1")
    assert draft.values["version"] == ["1"]
    assert Resident.objects.get(pk=resident.pk).full_name != "B"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("residents:verify_person", "verification"),
        ("residents:propose_hand_over", "hand_over"),
        ("residents:receive_procedure", "procedure"),
        ("id_cards:start", "card_application"),
    ],
)
def test_a_form_with_words_in_it_keeps_drafts(signed_in, officer_quyet_thang, units, name: str, key: str) -> None:
    person = make_resident(units["Quyết Thắng"])
    page = signed_in(officer_quyet_thang).get(reverse(name, args=[person.pk])).content.decode()
    assert f'name="draft_form" value="{key}"' in page
    assert "data-draft=" in page


def test_a_reason_typed_on_a_check_page_is_kept_too(signed_in, officer_quyet_thang, units) -> None:
    person = make_resident(units["Quyết Thắng"])
    dossier = start_application(officer=officer_quyet_thang, resident_id=person.pk, reason="first_card")
    client, address = signed_in(officer_quyet_thang), reverse("id_cards:step", args=[dossier.pk, "wait_for_data"])
    kept = {"draft_form": "card_step", "draft_subject": address, "note": "Công dân xin rút", "version": "9"}
    assert client.post(reverse("drafts:keep"), kept).status_code == 200
    page = client.get(address).content.decode()
    assert "data-draft-offer" in page
    assert FormDraft.objects.get().values == {"note": ["Công dân xin rút"]}
