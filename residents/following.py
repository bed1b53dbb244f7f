"""The register's own rows that follow their resident and their unit; called once at start-up."""

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from kontum_portal.areas.models import ExpectedPopulation, ReformMove, SubUnit, SupervisionAreaUnit, UnitChange
from kontum_portal.clock import now
from residents import extension_points
from residents.choices import CorrectionState, HandOverState
from residents.models import (
    ContactAttempt,
    CorrectionRequest,
    DoorToDoorRound,
    Finding,
    HandOver,
    Household,
    ImportBatch,
    ResidenceProcedure,
    Resident,
    ResidentEvent,
    SourceRow,
    StagedRow,
    Verification,
    VisitGrant,
    Whereabouts,
)
from residents.services import unit_followers
from residents.services.carrying_along import (
    carry_along_with_move,
    carry_along_with_resident,
    carry_along_with_unit,
    keep_with_old_unit,
    key_of,
    move_rows,
)


def join() -> None:
    carry_along_with_resident(SourceRow)
    carry_along_with_resident(StagedRow)
    carry_along_with_resident(Finding, by_portal=Q(pk__isnull=False))
    carry_along_with_resident(VisitGrant)
    carry_along_with_unit(VisitGrant)
    carry_along_with_unit(VisitGrant, "host_unit")
    carry_along_with_resident(ContactAttempt)
    carry_along_with_resident(CorrectionRequest)
    carry_along_with_resident(Verification)
    carry_along_with_resident(Household, "head")
    extension_points.on_purge[key_of(Household, "head")] = _leave_without_head
    extension_points.on_merge[key_of(Household, "head")] = _lose_head
    extension_points.on_unmerge[key_of(Household, "head")] = _head_again
    extension_points.on_merge[key_of(Verification, "resident")] = _take_verifications
    extension_points.on_merge[key_of(Finding, "resident")] = _forget_findings
    extension_points.on_merge[key_of(CorrectionRequest, "resident")] = _move_decided_corrections
    extension_points.on_unmerge[key_of(Finding, "resident")] = _find_again
    for model in (Resident, SourceRow, StagedRow, Verification, ImportBatch):
        carry_along_with_unit(model)
    for model in (ContactAttempt, CorrectionRequest):
        carry_along_with_unit(model)
    # A round through the whole of a unit that is no more stays with it: it counted other doors.
    carry_along_with_unit(DoorToDoorRound, only=Q(sub_unit__isnull=False))
    carry_along_with_unit(Household, make_room=unit_followers.make_room_for_households)
    carry_along_with_unit(Finding, derived=True)
    _join_moves()
    _follow_units_on_the_ground()


def _join_moves() -> None:
    """Events, whereabouts, residence files and hand-overs."""
    for model in (ResidenceProcedure, ResidentEvent, Whereabouts, HandOver):  # files point at events
        carry_along_with_resident(model)
        carry_along_with_unit(model, make_room=unit_followers.settle_hand_overs if model is HandOver else None)
    carry_along_with_resident(ResidentEvent, "other")
    extension_points.on_purge[key_of(ResidentEvent, "other")] = _forget_the_other
    extension_points.on_merge[key_of(Whereabouts, "resident")] = _keep_one_whereabouts
    extension_points.on_merge[key_of(HandOver, "resident")] = _keep_one_hand_over
    extension_points.on_move.append(move_rows)
    own = (
        SourceRow,
        Finding,
        ContactAttempt,
        CorrectionRequest,
        ResidenceProcedure,
        ResidentEvent,
        Whereabouts,
        HandOver,
        Verification,
        VisitGrant,
    )
    for model in own:
        carry_along_with_move(model)
    for side in ("from_unit", "to_unit"):  # an answered one tells between which wards it was
        carry_along_with_unit(HandOver, side, only=Q(state=HandOverState.PROPOSED))


def _forget_the_other(*, resident_ids: list[int]) -> None:
    """The mother's or spouse's record goes, the event of the other stays."""
    ResidentEvent.objects.filter(other_id__in=resident_ids).update(other=None)


def _keep_one_whereabouts(*, kept_id: int, dropped_id: int) -> list[int]:
    """Of two accounts of one absence the kept record's stands."""
    if Whereabouts.objects.filter(resident_id=kept_id).exists():
        Whereabouts.objects.filter(resident_id=dropped_id).delete()
    moved = list(Whereabouts.objects.filter(resident_id=dropped_id).values_list("pk", flat=True))
    Whereabouts.objects.filter(pk__in=moved).update(resident_id=kept_id)
    return moved


def _keep_one_hand_over(*, kept_id: int, dropped_id: int) -> list[int]:
    """The other ward was offered the dropped record as it was: the joined one, if it moves, is offered anew."""
    dropped = HandOver.objects.filter(resident_id=dropped_id)
    dropped.open().update(state=HandOverState.WITHDRAWN, answered_at=now())
    moved = list(dropped.values_list("pk", flat=True))
    dropped.update(resident_id=kept_id)
    return moved


def _follow_units_on_the_ground() -> None:
    """The areas know nothing of reforms; the first app above them says how their lists go along."""
    carry_along_with_unit(SubUnit, make_room=unit_followers.make_room_for_sub_units)
    carry_along_with_unit(ExpectedPopulation, only=Q(sub_unit__isnull=False))
    extension_points.unit_heirs[key_of(ExpectedPopulation, "unit")] = unit_followers.WHOLE_UNIT_EXPECTATIONS
    for model, field in ((UnitChange, "old_unit"), (UnitChange, "new_unit"), (SupervisionAreaUnit, "unit")):
        keep_with_old_unit(model, field, why="It is what the reform itself writes.")
    for field in ("old_unit", "new_unit"):
        keep_with_old_unit(ReformMove, field, why="It is what the reform itself writes.")


def _leave_without_head(*, resident_ids: list[int]) -> None:
    """A household outlives its head."""
    Household.objects.filter(head_id__in=resident_ids).update(head=None)


def _take_verifications(*, kept_id: int, dropped_id: int) -> list[int]:
    """All but those of which the kept record has the same: an officer's word of a day counts once."""
    same = Verification.objects.filter(
        resident_id=kept_id, against=OuterRef("against"), checked_on=OuterRef("checked_on"), officer=OuterRef("officer")
    )
    rows = Verification.objects.filter(~Exists(same), resident_id=dropped_id)
    moved = list(rows.values_list("pk", flat=True))
    Verification.objects.filter(pk__in=moved).update(resident_id=kept_id)
    return moved


def _lose_head(*, kept_id: int, dropped_id: int) -> list[int]:
    """The kept record may live elsewhere, and a head lives in the household: a person names the next one."""
    households = list(Household.objects.filter(head_id=dropped_id).values_list("pk", flat=True))
    Household.objects.filter(pk__in=households).update(head=None)
    return households


def _head_again(*, dropped_id: int, moved: list[int]) -> None:
    """Only where the restored person lives, and nobody was named head meanwhile."""
    home = Resident.objects.filter(pk=dropped_id, relation_to_head="head").values("household_id")
    Household.objects.filter(pk__in=moved, head=None, id__in=home).update(head_id=dropped_id)


def _forget_findings(*, kept_id: int, dropped_id: int) -> list[int]:
    """What was found about the dropped record is not true of the kept one; the next check looks again."""
    Finding.objects.filter(resident_id=dropped_id).delete()
    return []


def _move_decided_corrections(*, kept_id: int, dropped_id: int) -> list[int]:
    """What waited for approval was asked about the dropped record, and goes with it."""
    corrections = CorrectionRequest.objects.filter(resident_id=dropped_id)
    corrections.pending().update(state=CorrectionState.WITHDRAWN, decided_at=Now())
    moved = list(corrections.values_list("pk", flat=True))
    corrections.update(resident_id=kept_id)
    return moved


def _find_again(*, dropped_id: int, moved: list[int]) -> None:
    """Any update queues the record for the next check (``0004_check_queue``)."""
    Resident.objects.filter(pk=dropped_id).update(version=F("version") + 1)
