"""Who may do what in the register: pure functions, asked by the button and by the service."""

from collections.abc import Collection

from django.utils import timezone

from kontum_portal import clock
from kontum_portal.accounts import rules as officers
from kontum_portal.accounts.choices import Purpose, Role
from kontum_portal.accounts.models import Officer
from residents.choices import RoundState, VisitStep
from residents.models import CorrectionRequest, HandOver, Household, Resident, ResidentEvent, Verification, VisitGrant


def is_of_register(officer: Officer, resident: Resident) -> bool:
    """Twin of ``ResidentQuerySet.visible_to``: a person of the officer's own units."""
    return officer.is_authenticated and resident.unit_id in officer.register_unit_ids


def can_view(officer: Officer, resident: Resident) -> bool:
    """Twin of ``ResidentQuerySet.open_to``: of one's own units, or at the counter under a visit of today."""
    return is_of_register(officer, resident) or may_on_visit(officer, resident.pk, VisitStep.READ)


def may_on_visit(officer: Officer, resident_id: int, step: str) -> bool:
    """Whether a live visit of this person lists the step; reading goes with every other step."""
    visits = VisitGrant.objects.live_for(officer).filter(resident_id=resident_id)
    return visits.exists() if step == VisitStep.READ else visits.filter(steps__contains=[step]).exists()


def can_look_up_across(officer: Officer) -> bool:
    """The exact look-up across wards is for those who serve citizens at a counter."""
    return officers.works_at_ward(officer) and bool(officer.register_unit_ids)


def can_see_register(officer: Officer) -> bool:
    """Whether any page of the register is for this person."""
    return officers.sees_register(officer) and bool(officer.register_unit_ids)


def can_register_in(officer: Officer, unit_id: int) -> bool:
    """Ward officers and chiefs register people of their own units; the system does for imports."""
    return (officers.works_at_ward(officer) or officers.is_system(officer)) and unit_id in officer.register_unit_ids


def can_register(officer: Officer) -> bool:
    return any(can_register_in(officer, unit_id) for unit_id in officer.register_unit_ids)


def can_correct(officer: Officer, resident: Resident) -> bool:
    """Those who register, and the data steward who mends what rules found."""
    if not is_of_register(officer, resident):
        return False
    return can_register_in(officer, resident.unit_id) or officers.is_data_steward(officer)


def can_register_death(officer: Officer, resident: Resident) -> bool:
    return can_register_in(officer, resident.unit_id)


def can_view_household(officer: Officer, household: Household) -> bool:
    """Twin of ``HouseholdQuerySet.visible_to``."""
    return officer.is_authenticated and household.unit_id in officer.register_unit_ids


def can_change_household(officer: Officer, household: Household) -> bool:
    """Members, relations, head, splitting, merging, moving: those who register people in its unit."""
    return can_register_in(officer, household.unit_id)


def can_enter_events(officer: Officer, resident: Resident) -> bool:
    """Births, moves, absences and the rest are entered by those who keep this ward's register."""
    return can_register_in(officer, resident.unit_id)


def can_undo_event(officer: Officer, event: ResidentEvent) -> bool:
    """Its author on the day it was entered, the ward's chief at any time."""
    if not can_register_in(officer, event.unit_id):
        return False
    is_own = event.entered_by_id == officer.pk and event.entered_on == clock.today()
    return is_own or officers.is_ward_chief(officer)


def can_propose_hand_over(officer: Officer, resident: Resident) -> bool:
    return can_enter_events(officer, resident) and not resident.deceased_on


def can_view_hand_over(officer: Officer, hand_over: HandOver) -> bool:
    """Twin of ``HandOverQuerySet.visible_to``: both wards see it, and those that they went into."""
    if not officer.is_authenticated:
        return False
    units = {hand_over.from_unit_id, hand_over.to_unit_id}
    return bool(units & officer.register_unit_ids) or bool(units & officer.past_unit_ids)


def can_answer_hand_over(officer: Officer, hand_over: HandOver) -> bool:
    """The receiving ward accepts or refuses."""
    return can_register_in(officer, hand_over.to_unit_id)


def can_withdraw_hand_over(officer: Officer, hand_over: HandOver) -> bool:
    return can_register_in(officer, hand_over.from_unit_id)


# What says who somebody is. The database knows the same list (trigger ``key_facts_approved``).
KEY_FACTS = ("full_name", "birth_year", "birth_month", "birth_day", "sex", "personal_id")


def needs_approval(resident: Resident, changed: Collection[str]) -> bool:
    """Key facts of a record that was verified (against the person, or the national database) need a second person."""
    return resident.last_verified_on is not None and not set(KEY_FACTS).isdisjoint(changed)


def can_decide_corrections(officer: Officer) -> bool:
    """Whether the worklist of corrections is this person's work."""
    return officers.is_ward_chief(officer) or officers.is_data_steward(officer)


def can_decide_correction(officer: Officer, asked: CorrectionRequest) -> bool:
    """The chief of the ward or the data steward, never who asked."""
    in_reach = asked.unit_id in officer.register_unit_ids
    return in_reach and can_decide_corrections(officer) and asked.asked_by_id != officer.pk


def can_withdraw_correction(officer: Officer, asked: CorrectionRequest) -> bool:
    return asked.asked_by_id == officer.pk and asked.unit_id in officer.register_unit_ids


def can_record_contact(officer: Officer, resident: Resident) -> bool:
    return can_register_in(officer, resident.unit_id)


def can_see_readers(officer: Officer, resident: Resident) -> bool:
    """Who read a record is shown to the chief of the ward and the data steward; the auditor has the whole log."""
    return is_of_register(officer, resident) and can_decide_corrections(officer)


def can_verify(officer: Officer, resident: Resident) -> bool:
    """Those who correct a record also say that it was right."""
    return can_correct(officer, resident)


def can_undo_verification(officer: Officer, verification: Verification) -> bool:
    """One's own word, on the day it was given."""
    given_on = timezone.localdate(verification.created_at)
    return verification.officer_id == officer.pk and not verification.undone_at and given_on == timezone.localdate()


# From door to door: planned → being done → done; a planned round may be done without a word in between.
ROUND_NEXT = {
    RoundState.PLANNED: frozenset({RoundState.GOING, RoundState.DONE}),
    RoundState.GOING: frozenset({RoundState.DONE}),
    RoundState.DONE: frozenset(),
}


def can_go_from_door_to_door(officer: Officer, unit_id: int) -> bool:
    """Those who register the people they find there."""
    return can_register_in(officer, unit_id)


def can_start_check(officer: Officer) -> bool:
    """Who may start the quality rules by hand."""
    return officers.is_data_steward(officer) or officers.is_ward_chief(officer) or officers.is_system(officer)


def has_today(officer: Officer) -> bool:
    """The Today page is for those who work at a ward, and for the data steward of the area."""
    return officers.works_at_ward(officer) or officers.is_data_steward(officer)


def usual_purpose(officer: Officer) -> Purpose:
    """Why this role mostly opens a record, until the officer says otherwise."""
    by_role = {Role.DATA_STEWARD: Purpose.QUALITY, Role.CITY_COMMANDER: Purpose.REPORT}
    return by_role.get(Role(officer.role), Purpose.SERVICE)


# Purposes an officer may choose on the record page; the others are set by the page that reads.
RECORD_PURPOSES = (
    Purpose.SERVICE,
    Purpose.CARD,
    Purpose.EID,
    Purpose.VERIFY,
    Purpose.QUALITY,
    Purpose.OUTREACH,
    Purpose.REPORT,
)
