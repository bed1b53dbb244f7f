"""An officer's own keys: changed, switched off, and a clear sentence when two acts would share one."""

import pytest
from django.urls import reverse

from kontum_portal.accounts.errors import KeyTakenError, KeyUnusableError
from kontum_portal.accounts.models import Deed
from kontum_portal.accounts.services.choosing_keys import choose_keys

pytestmark = pytest.mark.django_db
EVERYWHERE = {"find", "go", "next_step", "list"}  # other acts belong to single pages


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, {}),
        ({"find": "/", "go": ""}, {}),
        ({"find": "F", "list": "Alt+k"}, {"find": "f", "list": "Alt+K"}),
        ({"next_step": "x", "find": " "}, {"next_step": "x", "find": "Space"}),
        ({"unheard_of": "x"}, {}),
    ],
)
def test_what_differs_from_the_portals_own_keys_is_kept(officer_quyet_thang, typed, kept) -> None:
    choose_keys(officer=officer_quyet_thang, single_keys=False, typed=typed)
    officer_quyet_thang.refresh_from_db()
    assert (officer_quyet_thang.key_changes, officer_quyet_thang.single_keys) == (kept, False)
    assert Deed.objects.get(verb="keys_chosen").subject_id == officer_quyet_thang.pk


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [({"find": "?"}, KeyTakenError), ({"find": "7"}, KeyUnusableError), ({"go": "Enter"}, KeyUnusableError)],
)
def test_a_clash_and_an_unusable_key_are_refused(officer_quyet_thang, typed, refusal) -> None:
    with pytest.raises(refusal):
        choose_keys(officer=officer_quyet_thang, single_keys=True, typed=typed)
    officer_quyet_thang.refresh_from_db()
    assert officer_quyet_thang.key_changes == {}
    assert not Deed.objects.exists()


def test_the_page_says_which_act_has_the_key_and_keeps_what_was_typed(signed_in, officer_quyet_thang) -> None:
    answer = signed_in(officer_quyet_thang).post(reverse("accounts:keys"), {"single_keys": "on", "find": "?"})
    assert answer.status_code == 422
    assert "“?”" in answer.content.decode()
    assert 'name="find" value="?"' in answer.content.decode()


@pytest.mark.parametrize(
    ("single_keys", "changes", "data"),
    [
        (True, {}, {"find": "/", "go": "g", "next_step": "Space", "list": "?"}),
        (True, {"find": "Alt+K"}, {"find": "Alt+K", "go": "g", "next_step": "Space", "list": "?"}),
        (False, {"find": "Alt+K"}, {"find": "Alt+K"}),
        (False, {}, {}),
    ],
)
def test_every_page_tells_the_script_the_officers_keys(
    signed_in, officer_quyet_thang, single_keys, changes, data
) -> None:
    officer_quyet_thang.single_keys, officer_quyet_thang.key_changes = single_keys, changes
    officer_quyet_thang.save(update_fields=["single_keys", "key_changes"])
    page = signed_in(officer_quyet_thang).get("/toi/")
    everywhere = {act: key for act, key in page.context["portal_keys"].items() if act in EVERYWHERE}
    assert everywhere == data
    assert "data-keys=" in page.content.decode()
