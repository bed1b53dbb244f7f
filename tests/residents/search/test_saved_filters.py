"""An officer's own filters: kept by name, one of them the default, nobody else's."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from residents.errors import NoFilterChosenError, TooManySavedFiltersError
from residents.models import SavedFilter
from residents.services import saved_filters
from residents.services.saved_filters import choose_default_filter, forget_filter, save_filter
from tests.factories import make_resident

pytestmark = pytest.mark.django_db
LIST = reverse("residents:list")


@pytest.fixture
def at_work(signed_in, officer_vinh_quang: Officer) -> Client:
    return signed_in(officer_vinh_quang)


def test_a_kept_filter_opens_with_the_list_until_it_is_no_default(
    at_work: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    make_resident(units["Vinh Quang"], full_name="A Xa", presence="working_away")
    make_resident(units["Vinh Quang"], full_name="A Gần")
    sent = {"name": "Đi làm xa", "query": "presence=working_away&q=Nguyễn&after=5", "is_default": "on"}
    assert at_work.post(reverse("residents:save_filter"), sent).url == f"{LIST}?presence=working_away"
    opened = at_work.get(LIST, follow=True)
    assert [person.full_name for person in opened.context["page"].people] == ["A Xa"]
    assert len(at_work.get(f"{LIST}?all=1").context["page"].people) == 2
    [kept] = SavedFilter.objects.all()
    at_work.post(reverse("residents:change_filter", args=[kept.pk, "mac-dinh"]))
    assert at_work.get(LIST).status_code == 200
    at_work.post(reverse("residents:change_filter", args=[kept.pk, "xoa"]))
    assert not SavedFilter.objects.exists()


def test_one_default_and_one_name_each(officer_vinh_quang: Officer) -> None:
    first = save_filter(officer=officer_vinh_quang, name="Một", query="age=60_up", is_default=True)
    second = save_filter(officer=officer_vinh_quang, name="Hai", query="verified=never", is_default=True)
    save_filter(officer=officer_vinh_quang, name="Hai", query="presence=absent", is_default=True)
    assert list(SavedFilter.objects.filter(is_default=True)) == [second]
    choose_default_filter(officer=officer_vinh_quang, filter_id=first.pk)
    assert SavedFilter.objects.get(is_default=True).query == "age=60_up"


def test_nothing_chosen_and_too_many_are_refused(officer_vinh_quang: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoFilterChosenError):
        save_filter(officer=officer_vinh_quang, name="Không", query="presence=nowhere&q=an")
    monkeypatch.setattr(saved_filters, "MOST_SAVED", 1)
    save_filter(officer=officer_vinh_quang, name="Một", query="age=60_up")
    with pytest.raises(TooManySavedFiltersError):
        save_filter(officer=officer_vinh_quang, name="Hai", query="age=60_up")


def test_another_officers_filter_is_out_of_reach(officer_vinh_quang: Officer, officer_quyet_thang: Officer) -> None:
    theirs = save_filter(officer=officer_vinh_quang, name="Một", query="age=60_up")
    with acting_as(officer_quyet_thang), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM residents_savedfilter")
        assert cursor.fetchone() == (0,)
        with pytest.raises(SavedFilter.DoesNotExist):
            forget_filter(officer=officer_quyet_thang, filter_id=theirs.pk)
