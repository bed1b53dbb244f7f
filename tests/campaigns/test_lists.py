"""The list of a campaign: made from the register, and shortened by what happens to people."""

import datetime as dt

import pytest
from django.db import connection

from campaigns.choices import CampaignStatus, ClosedReason, Goal, TargetStatus
from campaigns.errors import CampaignClosedError, CampaignSpanError, DropReasonError, TargetClosedError
from campaigns.models import CampaignTarget, OutreachCampaign
from campaigns.rules import can_view, can_view_target
from campaigns.services.carrying_along import move_targets
from campaigns.services.closing import close_campaign
from campaigns.services.creating import create_campaign
from campaigns.services.dropping import drop_target
from campaigns.services.listing import ListChange, bring_list_up_to_date
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_now
from residents.extension_points import on_people_changed
from residents.models import Resident, ResidentEvent
from residents.services.card_states import set_card_state
from residents.services.deaths import register_death
from residents.services.undoing_events import undo_event
from tests.campaigns.conftest import FIRST, LAST
from tests.factories import make_resident

NEEDS = [
    (Goal.NO_CARD, {"card_state": "applied"}, {"card_state": "in_hand"}),
    (Goal.NO_CARD, {"birth_year": 2012, "birth_month": 11, "birth_day": 23}, {"birth_year": 2012, "birth_month": 11, "birth_day": 24}),
    (Goal.NO_CARD, {"birth_year": 2011, "birth_month": None, "birth_day": None}, {"birth_year": 2012, "birth_month": None, "birth_day": None}),
    (Goal.NOT_ACTIVATED, {"eid_state": "approved_not_activated"}, {"eid_state": "activated"}),
    (Goal.MISSING_BIRTH_DATE, {"birth_month": 3, "birth_day": None}, {"birth_month": 3}),
    (Goal.NO_CARD, {}, {"deceased_on": dt.date(2026, 1, 1), "presence": None}),
]  # fmt: skip


@pytest.mark.parametrize(("goal", "wanting", "not_wanting"), NEEDS)
def test_who_needs_it_is_listed(campaign, units, goal: str, wanting: dict, not_wanting: dict) -> None:
    listed = make_resident(units["Quyết Thắng"], **wanting)
    make_resident(units["Quyết Thắng"], **not_wanting)
    assert list(campaign(goal).targets.values_list("resident_id", flat=True)) == [listed.pk]


def test_the_list_of_a_unit_holds_its_own_people_only(campaign, units) -> None:
    mine, other = make_resident(units["Quyết Thắng"]), make_resident(units["Kroong"])
    assert set(campaign().targets.values_list("resident_id", flat=True)) == {mine.pk, other.pk}
    assert set(campaign(unit_id=units["Kroong"].pk).targets.values_list("resident_id", flat=True)) == {other.pk}


def test_a_card_in_the_hand_shortens_the_list_by_one(campaign, units, officer_quyet_thang: Officer) -> None:
    person, _other = (make_resident(units["Quyết Thắng"], card_state="arrived") for _ in range(2))
    made = campaign()
    set_card_state(resident_id=person.pk, state="in_hand", actor=officer_quyet_thang)
    assert made.targets.open().count() == 1
    target = made.targets.get(resident=person)
    assert (target.status, target.closed_reason) == (TargetStatus.REACHED, ClosedReason.GOAL_MET)
    assert Deed.objects.filter(verb="close_target", subject_id=target.pk).exists()


def test_a_card_taken_back_puts_the_person_on_the_list_again(campaign, units, officer_quyet_thang: Officer) -> None:
    person, made = make_resident(units["Quyết Thắng"], card_state="arrived"), None
    made = campaign()
    for state in ("in_hand", "applied"):
        set_card_state(resident_id=person.pk, state=state, actor=officer_quyet_thang)
    assert made.targets.open().count() == 1


def test_a_death_takes_the_person_off_every_list(campaign, units, officer_quyet_thang: Officer) -> None:
    person = make_resident(units["Quyết Thắng"])
    made = campaign()
    register_death(officer=officer_quyet_thang, resident_id=person.pk, version=1, deceased_on=dt.date(2026, 11, 2))
    assert made.targets.get().closed_reason == ClosedReason.DECEASED


def test_a_death_taken_back_puts_the_person_on_the_running_lists_again(
    campaign, units, officer_quyet_thang: Officer, city_commander: Officer
) -> None:
    person = make_resident(units["Quyết Thắng"])
    running, over = campaign(), campaign()
    register_death(officer=officer_quyet_thang, resident_id=person.pk, version=1, deceased_on=dt.date(2026, 11, 2))
    OutreachCampaign.objects.filter(pk=over.pk).update(status=CampaignStatus.CLOSED)
    undo_event(officer=officer_quyet_thang, event_id=ResidentEvent.objects.get().pk, reason="nhầm người")
    assert (running.targets.get().status, running.targets.get().closed_reason) == (TargetStatus.OPEN, None)
    assert over.targets.get().closed_reason == ClosedReason.DECEASED
    assert Deed.objects.filter(verb="reopen_target", subject_id=running.targets.get().pk).exists()


def test_bringing_a_list_up_to_date_follows_the_register(campaign, units, city_commander: Officer) -> None:
    unit = units["Quyết Thắng"]
    gets_date, moves, stays = (make_resident(unit, birth_day=None) for _ in range(3))
    made = campaign(Goal.MISSING_BIRTH_DATE, unit.pk)
    Resident.objects.filter(pk=gets_date.pk).update(birth_day=3)
    Resident.objects.filter(pk=moves.pk).update(unit=units["Kroong"])
    make_resident(unit, birth_day=None)
    change = bring_list_up_to_date(officer=city_commander, campaign_id=made.pk)
    assert change == ListChange(added=1, reached=1, dropped=1)
    assert made.targets.get(resident=stays).status == TargetStatus.OPEN
    assert bring_list_up_to_date(officer=city_commander, campaign_id=made.pk) == ListChange(0, 0, 0)


def test_a_merged_spreadsheet_brings_the_lists_up_to_date(campaign, units) -> None:
    made, elsewhere = campaign(), campaign(unit_id=units["Kroong"].pk)
    for job in Job.objects.all():
        run_now(job.pk)
    newcomer = make_resident(units["Quyết Thắng"])
    for callback in on_people_changed:
        callback(unit_ids=[units["Quyết Thắng"].pk])
    run_now(Job.objects.open().get(kind="campaigns.bring_list_up_to_date").pk)
    assert made.targets.get().resident == newcomer
    assert not elsewhere.targets.exists()


def test_a_merged_record_keeps_one_place_on_the_list(campaign, units) -> None:
    kept, dropped = (make_resident(units["Quyết Thắng"]) for _ in range(2))
    both, one = campaign(), campaign()
    one.targets.filter(resident=kept).delete()
    moved = move_targets(kept_id=kept.pk, dropped_id=dropped.pk)
    assert moved == [one.targets.get().pk]
    assert one.targets.get().resident_id == kept.pk
    assert both.targets.count() == 2


def test_opening_a_campaign_leaves_a_deed_and_a_job(city_commander: Officer) -> None:
    made = create_campaign(
        officer=city_commander, name=" Đợt  1 ", goal=Goal.NO_CARD, unit_id=None, starts_on=FIRST, ends_on=LAST
    )
    assert made.name == "Đợt 1"
    assert Deed.objects.filter(verb="create_campaign", subject_id=made.pk, actor_id=city_commander.pk).exists()
    assert Job.objects.get().arguments == {"campaign_id": made.pk}


def test_a_campaign_cannot_end_before_it_begins(city_commander: Officer) -> None:
    with pytest.raises(CampaignSpanError):
        create_campaign(
            officer=city_commander, name="x", goal=Goal.NO_CARD, unit_id=None, starts_on=LAST, ends_on=FIRST
        )


MAY_CREATE = [
    ("city_commander", None, True),
    ("city_commander", "Kroong", True),
    ("ward_chief", "Quyết Thắng", True),
    ("ward_chief", "Kroong", False),
    ("ward_chief", None, False),
    ("officer_quyet_thang", "Quyết Thắng", False),
    ("data_steward", "Quyết Thắng", False),
    ("administrator", None, False),
]


@pytest.mark.parametrize(("who", "place", "allowed"), MAY_CREATE)
def test_who_may_open_a_campaign(who: str, place: str | None, allowed: bool, units, request) -> None:
    unit_id = units[place].pk if place else None
    opening = {"name": "Đợt 1", "goal": Goal.NO_CARD, "unit_id": unit_id, "starts_on": FIRST, "ends_on": LAST}
    if allowed:
        assert create_campaign(officer=request.getfixturevalue(who), **opening).pk
        return
    with pytest.raises(NotAllowedError):
        create_campaign(officer=request.getfixturevalue(who), **opening)


def test_dropping_a_person_needs_a_reason_and_happens_once(campaign, units, officer_quyet_thang: Officer) -> None:
    make_resident(units["Quyết Thắng"])
    target = campaign().targets.get()
    with pytest.raises(DropReasonError):
        drop_target(officer=officer_quyet_thang, target_id=target.pk, reason=ClosedReason.GOAL_MET)
    dropped = drop_target(officer=officer_quyet_thang, target_id=target.pk, reason=ClosedReason.DECLINED)
    assert (dropped.status, dropped.closed_reason) == (TargetStatus.DROPPED, ClosedReason.DECLINED)
    assert Deed.objects.filter(verb="drop_target", subject_id=target.pk).exists()
    with pytest.raises(TargetClosedError):
        drop_target(officer=officer_quyet_thang, target_id=target.pk, reason=ClosedReason.DECLINED)


def test_a_closed_campaign_keeps_its_list(
    campaign, units, city_commander: Officer, officer_quyet_thang: Officer
) -> None:
    person = make_resident(units["Quyết Thắng"])
    made = close_campaign(officer=city_commander, campaign_id=campaign().pk)
    assert made.status == CampaignStatus.CLOSED
    set_card_state(resident_id=person.pk, state="in_hand", actor=officer_quyet_thang)
    assert made.targets.get().status == TargetStatus.OPEN
    with pytest.raises(CampaignClosedError):
        close_campaign(officer=city_commander, campaign_id=made.pk)


EVERYBODY = [
    "officer_quyet_thang",
    "officer_vinh_quang",
    "ward_chief",
    "city_commander",
    "data_steward",
    "administrator",
    "auditor",
]


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_listed_is_what_may_be_seen(who: str, campaign, units, request) -> None:
    for name in ("Quyết Thắng", "Kroong"):
        make_resident(units[name])
        campaign(unit_id=units[name].pk)
    campaign()
    officer = request.getfixturevalue(who)
    for model, may in ((OutreachCampaign, can_view), (CampaignTarget, can_view_target)):
        allowed = {row.pk for row in model.objects.all() if may(officer, row)}
        assert set(model.objects.visible_to(officer).values_list("pk", flat=True)) == allowed


@pytest.mark.parametrize(("units_set", "campaigns", "targets"), [("", 0, 0), ("Kroong", 2, 2), ("Quyết Thắng", 1, 1)])
def test_the_second_wall(units_set: str, campaigns: int, targets: int, campaign, units) -> None:
    for name in ("Quyết Thắng", "Kroong"):
        make_resident(units[name])
    campaign(unit_id=units["Kroong"].pk)
    campaign()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_web")
        scope = str(units[units_set].pk) if units_set else ""
        cursor.execute("SELECT set_config('portal.units', %s, true)", [scope])
        cursor.execute(
            "SELECT (SELECT count(*) FROM campaigns_outreachcampaign), (SELECT count(*) FROM campaigns_campaigntarget)"
        )
        assert cursor.fetchone() == (campaigns, targets)
        cursor.execute("RESET ROLE")
