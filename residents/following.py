"""The register's own rows that follow their resident and their unit; called once at start-up."""

from django.db.models import F

from residents import extension_points
from residents.models import Finding, Household, ImportBatch, Resident, SourceRow, StagedRow
from residents.services.carrying_along import carry_along_with_resident, carry_along_with_unit, key_of


def join() -> None:
    carry_along_with_resident(SourceRow)
    carry_along_with_resident(StagedRow)
    carry_along_with_resident(Finding)
    carry_along_with_resident(Household, "head")
    extension_points.on_purge[key_of(Household, "head")] = _leave_without_head
    extension_points.on_merge[key_of(Household, "head")] = _lose_head
    extension_points.on_unmerge[key_of(Household, "head")] = _head_again
    extension_points.on_merge[key_of(Finding, "resident")] = _forget_findings
    extension_points.on_unmerge[key_of(Finding, "resident")] = _find_again
    for model in (Resident, Household, SourceRow, StagedRow, Finding, ImportBatch):
        carry_along_with_unit(model)


def _leave_without_head(*, resident_ids: list[int]) -> None:
    """A household outlives its head."""
    Household.objects.filter(head_id__in=resident_ids).update(head=None)


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


def _find_again(*, dropped_id: int, moved: list[int]) -> None:
    """Any update queues the record for the next check (``0004_check_queue``)."""
    Resident.objects.filter(pk=dropped_id).update(version=F("version") + 1)
