"""Who gets what at every address: an address that nobody listed fails, and so does an answer nobody expected."""

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from campaigns.models import CampaignTarget, OutreachCampaign
from id_cards.e_identity.services import approve_account, register_account
from id_cards.models import ApplicationStep, EIdAccount
from id_cards.notices.services import request_notices
from id_cards.services import start_application
from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, Reform, SupervisionArea
from kontum_portal.jobs.models import Job
from reports.models import Report
from residents.models import HandOver, ImportBatch, Resident, ResidentEvent, SavedFilter, Search, StagedRow, Whereabouts
from residents.services.procedures import receive_procedure
from residents.services.verifying import record_verification
from residents.services.white_zones import plan_round
from tests.factories import make_correction, make_household, make_resident, make_sub_unit
from tests.walls.access_table import ADDRESSES, LIBRARY_ADDRESSES, ROLES
from tests.walls.custody_world import custody_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 23)


@pytest.fixture
def officers(
    officer_quyet_thang: Officer,
    officer_vinh_quang: Officer,
    ward_chief: Officer,
    city_commander: Officer,
    data_steward: Officer,
    administrator: Officer,
    auditor: Officer,
) -> dict[str, Officer | None]:
    people = (officer_quyet_thang, officer_vinh_quang, ward_chief, city_commander, data_steward, administrator, auditor)
    return dict(zip(ROLES, (None, *people), strict=True))


@pytest.fixture
def world(units, officers, settings, tmp_path) -> SimpleNamespace:
    """One of each thing, all in Quyết Thắng."""
    settings.PORTAL_TODAY, settings.VAR_DIR, settings.PORTAL_MFA = DAY, tmp_path, "demo"
    unit, officer = units["Quyết Thắng"], officers["officer"]
    resident, other = make_resident(unit), make_resident(unit, full_name="Trần Thị Bé", sex="F")
    application = start_application(officer=officer, resident_id=resident.pk, reason="first_card")
    campaign = OutreachCampaign.objects.create(
        name="Đợt 1", goal="no_card", unit=unit, starts_on=DAY, ends_on=DAY, created_by=officers["chief"]
    )
    eid_account = _approved_account(officer, other)
    batch = ImportBatch.objects.create(
        kind="residents", opened_by=officers["administrator"], file_name="a.xlsx", file_sha256="0", file_size=1
    )
    return SimpleNamespace(
        staged_row=StagedRow.objects.create(batch=batch, opened_by_id=batch.opened_by_id, row=2, outcome="new"),
        eid_account=eid_account,
        notice=request_notices(officer=officer, resident_ids=[other.pk], reason="no_card")[0],
        eid_step=eid_account.steps.get(deed="approve_account"),
        event=_away(officer, other),
        procedure=receive_procedure(officer=officer, resident_id=other.pk, kind="confirmation", received_on=DAY),
        hand_over=_on_the_way(officer, make_resident(unit, full_name="Lê Văn Chín"), units["Đắk Rơ Wa"]),
        unit=unit,
        resident=other,
        application=application,
        custody=custody_of(officer, officers["chief"], application),
        step=ApplicationStep.objects.get(application=application),
        campaign=campaign,
        target=CampaignTarget.objects.create(campaign=campaign, resident=other, unit=unit),
        batch=batch,
        report=Report.objects.create(
            period_kind="month",
            period_start=DAY.replace(day=1),
            period_end=DAY,
            area=SupervisionArea.objects.get(),
            unit=unit,
            groups=[1, 2, 3, 4, 5],
            created_by=officers["chief"],
        ),
        job=Job.objects.create(kind="reports.refresh_figures", owner=officer, status="done"),
        search=Search.objects.create(officer=officer, text="an", kind="name"),
        look_up=Search.objects.create(officer=officers["other"], text=other.personal_id, kind="across"),
        saved_filter=SavedFilter.objects.create(officer=officer, name="Vắng mặt", query="presence=absent"),
        sub_unit=make_sub_unit(unit),
        household=make_household(unit, number="HK-1"),
        round=plan_round(officer=officer, unit_id=unit.pk, sub_unit_id=None, planned_for=DAY),
        correction=make_correction(other, officer),
        verification=record_verification(officer=officer, resident_id=resident.pk, result="matches"),
        officer=officer,
        reform=Reform.objects.create(effective_on=DAY, instrument="NQ", proposed_by_id=officers["administrator"].pk),
    )


def _approved_account(officer: Officer, person: Resident) -> EIdAccount:
    account = register_account(officer=officer, resident_id=person.pk)
    return approve_account(officer=officer, account_id=account.pk, version=account.version)


def _away(author: Officer, person: Resident) -> ResidentEvent:
    """The person works away, and a relative can be called; entered today by the ward's officer."""
    Whereabouts.objects.create(resident=person, unit=person.unit, since=DAY, relative_phone="+84905111222")
    return ResidentEvent.objects.create(
        resident=person, unit=person.unit, kind="presence", happened_on=DAY, entered_on=DAY, entered_by=author
    )


def _on_the_way(author: Officer, person: Resident, to_unit: AdminUnit) -> HandOver:
    """Offered to a ward of which nobody here is an officer."""
    return HandOver.objects.create(
        resident=person,
        unit=person.unit,
        from_unit=person.unit,
        to_unit=to_unit,
        moved_on=DAY,
        reason="chuyển nhà",
        proposed_at=clock.now(),
        proposed_by=author,
    )


def named_addresses() -> Iterator[str]:
    def walk(resolver: URLResolver, namespace: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield f"{namespace}{pattern.name}"
            else:
                yield from walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)

    yield from (name for name in walk(get_resolver(), "") if not name.startswith("admin:"))


def test_every_address_is_listed() -> None:
    listed = {address.name for address in ADDRESSES} | LIBRARY_ADDRESSES
    assert set(named_addresses()) == listed


def _answer(officer: Officer | None, method: str, url: str) -> int:
    client = Client()
    if officer is not None:
        client.force_login(officer)
    response = client.get(url) if method == "GET" else client.post(url)
    for close in response._resource_closers:  # response.close() would close the test's connection too
        close()
    return response.status_code


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: f"{address.method} {address.name}")
def test_each_role_gets_what_the_table_says(address, world, officers) -> None:
    url = reverse(address.name, args=address.arguments(world))
    answers = {role: _answer(officer, address.method, url) for role, officer in officers.items()}
    assert answers == dict(zip(ROLES, address.answers, strict=True))
