"""A visit: one record, one officer, listed steps, one day; queryset, predicate and policy agree; the home ward sees it."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from kontum_portal.errors import NotAllowedError
from residents.errors import NotAWholeNumberError, TooManyLookUpsError, VisitNotOpenedError, VisitReasonMissingError
from residents.models import Resident, VisitGrant
from residents.rules import can_view, is_of_register, may_on_visit
from residents.services.looking_across import look_up_across
from residents.services.visiting import open_visit
from tests.factories import make_resident

pytestmark = pytest.mark.django_db
NUMBER = "062090600123"
CARD = f"{NUMBER}||Nguyễn Văn An|15011990|Nam|Tổ 3, Quyết Thắng|22062021"


@pytest.fixture
def guest(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(units["Quyết Thắng"], full_name="Nguyễn Văn An", personal_id=NUMBER)


def visit(officer: Officer, guest: Resident, steps: tuple[str, ...] = ("take_dossier",)) -> VisitGrant:
    with acting_as(officer):
        found = look_up_across(officer=officer, text=NUMBER, purpose="service")
        return open_visit(officer=officer, token=found.token, unit_id=guest.unit_id, reason="Đi làm xa", steps=steps)


def seen_by_policy(officer: Officer) -> set[int]:
    """What the database lets through when the application forgets its filter."""
    with acting_as(officer), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM residents_resident")
        return {pk for (pk,) in cursor.fetchall()}


def opened(officer: Officer) -> set[int]:
    with acting_as(officer):
        return set(Resident.objects.open_to(officer).values_list("pk", flat=True))


def test_queryset_predicate_and_policy_agree_before_during_and_after(
    officer_vinh_quang: Officer, officer_dak_ro_wa: Officer, guest: Resident, units: dict[str, AdminUnit]
) -> None:
    own, neighbour = make_resident(units["Vinh Quang"]), make_resident(units["Quyết Thắng"])
    people = [own, neighbour, guest]

    def agreed(officer: Officer) -> set[int]:
        with acting_as(officer):
            by_rule = {person.pk for person in people if can_view(officer, person)}
        assert by_rule == opened(officer) == seen_by_policy(officer)
        return by_rule

    assert agreed(officer_vinh_quang) == {own.pk}
    visit(officer_vinh_quang, guest)
    assert agreed(officer_vinh_quang) == {own.pk, guest.pk}
    assert agreed(officer_dak_ro_wa) == set()
    VisitGrant.objects.update(expires_at=Now() - dt.timedelta(seconds=1))
    assert agreed(officer_vinh_quang) == {own.pk}


def test_lists_and_search_stay_those_of_ones_own_register(officer_vinh_quang: Officer, guest: Resident) -> None:
    visit(officer_vinh_quang, guest)
    with acting_as(officer_vinh_quang):
        assert not Resident.objects.visible_to(officer_vinh_quang).exists()
        assert not is_of_register(officer_vinh_quang, guest)


def test_only_the_listed_steps_are_allowed(officer_vinh_quang: Officer, guest: Resident) -> None:
    visit(officer_vinh_quang, guest, steps=())
    assert [may_on_visit(officer_vinh_quang, guest.pk, step) for step in ("read", "take_dossier", "hand_over")] == [
        True, False, False,
    ]  # fmt: skip


def test_the_visit_ends_with_the_day_and_leaves_a_deed_at_home(officer_vinh_quang: Officer, guest: Resident) -> None:
    grant = visit(officer_vinh_quang, guest)
    assert dt.timedelta() < grant.expires_at - grant.created_at <= dt.timedelta(days=1)
    deed = Deed.objects.get(verb="open_visit")
    assert (deed.subject_id, deed.unit_id, deed.details["host_unit"]) == (
        guest.pk, guest.unit_id, min(officer_vinh_quang.register_unit_ids),
    )  # fmt: skip


def test_without_a_reason_or_by_a_twin_number_nothing_opens(
    officer_vinh_quang: Officer, guest: Resident, units: dict[str, AdminUnit]
) -> None:
    with acting_as(officer_vinh_quang):
        token = look_up_across(officer=officer_vinh_quang, text=NUMBER, purpose="service").token
        with pytest.raises(VisitReasonMissingError):
            open_visit(officer=officer_vinh_quang, token=token, unit_id=guest.unit_id, reason="  ", steps=())
        with pytest.raises(VisitNotOpenedError):
            open_visit(officer=officer_vinh_quang, token=token, unit_id=units["Duy Tân"].pk, reason="Đi làm", steps=())
    make_resident(units["Quyết Thắng"], personal_id=NUMBER)
    with acting_as(officer_vinh_quang), pytest.raises(VisitNotOpenedError):
        open_visit(officer=officer_vinh_quang, token=token, unit_id=guest.unit_id, reason="Đi làm", steps=())
    assert not VisitGrant.objects.exists()


def test_the_policy_lets_nobody_write_a_visit_for_themselves(officer_vinh_quang: Officer, guest: Resident) -> None:
    with pytest.raises(Exception, match="row-level security"), acting_as(officer_vinh_quang):
        VisitGrant.objects.create(
            resident=guest, unit_id=guest.unit_id, host_unit_id=min(officer_vinh_quang.register_unit_ids),
            officer=officer_vinh_quang, reason="x", steps=["read"], expires_at=Now() + dt.timedelta(hours=1),
        )  # fmt: skip


def test_look_ups_are_counted_logged_and_whole(
    officer_vinh_quang: Officer, ward_chief: Officer, city_commander: Officer, guest: Resident, settings
) -> None:
    settings.LOOK_UPS_PER_HOUR = 2
    for text in (NUMBER, CARD):
        with acting_as(officer_vinh_quang):
            assert look_up_across(officer=officer_vinh_quang, text=text, purpose="card").holdings
    rows = AccessLog.objects.filter(surface="across")
    assert {(row.purpose, row.unit_id, row.people) for row in rows} == {("card", guest.unit_id, 1)}
    with acting_as(officer_vinh_quang), pytest.raises(TooManyLookUpsError):
        look_up_across(officer=officer_vinh_quang, text=NUMBER, purpose="card")
    with acting_as(ward_chief):
        look_up_across(officer=ward_chief, text=NUMBER, purpose="card")
        for typed in ("0620906001", "600123", "Nguyễn Văn An", "0905111222", ""):
            with pytest.raises(NotAWholeNumberError):
                look_up_across(officer=ward_chief, text=typed, purpose="card")
    with acting_as(city_commander), pytest.raises(NotAllowedError):
        look_up_across(officer=city_commander, text=NUMBER, purpose="card")


def test_from_the_look_up_to_the_record_and_back_home(
    client: Client, officer_vinh_quang: Officer, officer_quyet_thang: Officer, guest: Resident,
    units: dict[str, AdminUnit], settings,
) -> None:  # fmt: skip
    settings.PORTAL_MFA = "demo"
    neighbour = make_resident(units["Quyết Thắng"], full_name="Trần Thị Bé", sex="F")
    client.force_login(officer_vinh_quang)
    assert client.get(guest.get_absolute_url()).status_code == 404
    found = client.post(reverse("residents:across"), {"q": NUMBER, "purpose": "service"}).url
    page = client.get(found).content.decode()
    assert "N••• V••• A•••" in page
    assert "Văn An" not in page
    token = found.rstrip("/").rpartition("/")[2]
    to_visit = reverse("residents:visit", args=[token, guest.unit_id])
    answer = client.post(to_visit, {"reason": "Đi làm xa, mất thẻ", "steps": ["take_dossier"]})
    assert answer.url == guest.get_absolute_url()
    shown = client.get(answer.url)
    assert (shown.status_code, "Đi làm xa, mất thẻ" in shown.content.decode()) == (200, True)
    for elsewhere in (
        neighbour.get_absolute_url(), reverse("residents:correct", args=[guest.pk]),
        reverse("residents:death", args=[guest.pk]),
    ):  # fmt: skip
        assert client.get(elsewhere).status_code == 404
    chosen = client.post(reverse("residents:purpose"), {"purpose": "card", "resident": guest.pk})
    assert chosen.url == guest.get_absolute_url()
    client.force_login(officer_quyet_thang)
    assert "Đi làm xa, mất thẻ" in client.get(guest.get_absolute_url()).content.decode()
    assert "Nguyễn Văn An" in client.get(reverse("residents:visits")).content.decode()


def test_a_scanned_card_of_another_ward_says_whose_it_is(
    client: Client, officer_vinh_quang: Officer, guest: Resident, settings
) -> None:
    settings.PORTAL_MFA = "demo"
    client.force_login(officer_vinh_quang)
    answer = client.post(reverse("residents:search"), {"q": CARD})
    assert answer.url.startswith(reverse("residents:across"))
    assert "Quyết Thắng" in client.get(answer.url).content.decode()
