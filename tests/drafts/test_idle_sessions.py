"""A session that nobody sits at ends; what was typed is kept, and one comes back to the same page."""

import time

import pytest
from django.contrib.auth import get_user

from kontum_portal.accounts.models import Deed
from kontum_portal.drafts.models import FormDraft
from residents.models import Resident

pytestmark = pytest.mark.django_db
REGISTER = "/cong-dan/moi/"
SIGN_IN = "/tai-khoan/login/?next="


@pytest.fixture
def idle(signed_in, officer_quyet_thang, settings):
    """``idle(seconds)``: a signed-in client that was last active so long ago."""

    def make(seconds: int):
        client = signed_in(officer_quyet_thang)
        session = client.session
        session["active_at"] = int(time.time()) - seconds
        session.save()
        return client

    settings.IDLE_SECONDS = 1800
    return make


@pytest.mark.parametrize(("seconds", "signed_in_still"), [(0, True), (1790, True), (1810, False), (90_000, False)])
def test_the_session_ends_after_the_limit(idle, seconds, signed_in_still) -> None:
    client = idle(seconds)
    answer = client.get(REGISTER)
    assert answer.status_code == (200 if signed_in_still else 302)
    assert get_user(client).is_authenticated is signed_in_still
    assert Deed.objects.filter(verb="signed_out").exists() is not signed_in_still
    if not signed_in_still:
        assert answer["Location"] == SIGN_IN + "/cong-dan/moi/"


@pytest.mark.parametrize(("said", "alive"), [("", True), ("5", True), ("1700", False), ("junk", True)])
def test_polling_of_a_page_nobody_touches_keeps_no_session_alive(idle, said, alive) -> None:
    client = idle(1700)
    client.get(REGISTER, headers={"X-Idle-Seconds": said})
    left = int(time.time()) - client.session["active_at"]
    assert (left < 60) is alive


def test_a_form_sent_too_late_does_nothing_and_is_kept_as_a_draft(idle, units) -> None:
    form = {"full_name": "A Thút", "unit": units["Quyết Thắng"].pk, "draft_form": "resident", "draft_subject": REGISTER}
    answer = idle(1900).post(REGISTER, form)
    assert answer["Location"] == SIGN_IN + "/cong-dan/moi/"
    assert Resident.objects.count() == 0
    assert FormDraft.objects.get().values["full_name"] == ["A Thút"]


def test_a_partial_sends_the_whole_page_to_the_sign_in(idle) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/hom-nay/"}
    answer = idle(1900).post("/cong-dan/tim/", {"q": "an"}, headers=headers)
    assert answer["HX-Redirect"] == SIGN_IN + "/hom-nay/"


@pytest.mark.parametrize(("place", "back"), [("/hom-nay/", "/hom-nay/"), ("https://elsewhere.example/", "/")])
def test_the_page_that_saw_nobody_signs_out_and_remembers_the_way_back(idle, place, back) -> None:
    client = idle(10)
    assert client.post("/ban-nhap/het-gio/", {"next": place})["Location"] == SIGN_IN + back
    assert not get_user(client).is_authenticated
