"""Registering a death: the day, a check page that names the act, then the deed, once."""

import pytest
from django.urls import reverse

from kontum_portal.accounts.models import Deed
from residents.models import Resident
from tests.factories import make_resident

pytestmark = pytest.mark.django_db


def test_the_death_is_checked_before_it_is_registered(signed_in, officer_quyet_thang, units) -> None:
    person = make_resident(units["Quyết Thắng"])
    client, url = signed_in(officer_quyet_thang), reverse("residents:death", args=[person.pk])
    typed = {"deceased_on": "01092024", "version": "1"}
    check = client.post(url, typed)
    assert check.templates[0].name == "check.html"
    assert 'name="deceased_on" value="01092024"' in check.content.decode()
    assert Resident.objects.get(pk=person.pk).deceased_on is None
    assert client.post(url, typed | {"confirmed": "1"})["Location"] == person.get_absolute_url()
    assert Deed.objects.filter(verb="register_death", subject_id=person.pk).count() == 1


@pytest.mark.parametrize("day", ["", "31022024", "2024", "01092999"])
def test_a_day_that_cannot_be_is_asked_again(signed_in, officer_quyet_thang, units, day) -> None:
    person = make_resident(units["Quyết Thắng"])
    url = reverse("residents:death", args=[person.pk])
    answer = signed_in(officer_quyet_thang).post(url, {"deceased_on": day, "version": "1", "confirmed": "1"})
    assert answer.status_code == 422
    assert not Deed.objects.filter(verb="register_death").exists()
