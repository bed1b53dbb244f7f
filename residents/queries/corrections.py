"""Corrections of key facts that wait for, or had, a second person's decision."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from kontum_portal.accounts.models import Officer
from residents.choices import CorrectionState, Sex
from residents.masking import partial_date, spaced_number
from residents.models import CorrectionRequest, Resident
from residents.queries.history import Difference, label_of
from residents.rules import can_decide_corrections

SHOWN = 100


@dataclass(frozen=True)
class ShownCorrection:
    """A request with (label, before, proposed) of what differs; whole values, since somebody has to judge them."""

    asked: CorrectionRequest
    rows: list[Difference]


def pending_correction_id(resident: Resident) -> int | None:
    """What waits for approval on a record the caller may see; ``get_resident`` brings it along."""
    if hasattr(resident, "pending_correction_id"):
        return resident.pending_correction_id
    return CorrectionRequest.objects.pending().filter(resident=resident).values_list("pk", flat=True).first()


def get_correction(officer: Officer, pk: int) -> ShownCorrection:
    """Within the officer's scope; otherwise there is no such page."""
    known = CorrectionRequest.objects.visible_to(officer)
    asked = known.select_related("resident", "unit", "asked_by", "decided_by").filter(pk=pk).first()
    if asked is None:
        raise Http404
    return ShownCorrection(asked, differences_of(asked))


def list_corrections(officer: Officer, *, decided: bool = False) -> list[ShownCorrection]:
    """The oldest waiting first, or the newest decided; of an officer who decides nothing, the own ones."""
    known = _concerning(officer).select_related("resident", "unit", "asked_by", "decided_by")
    pending = CorrectionState.PENDING
    rows = known.exclude(state=pending).order_by("-id") if decided else known.filter(state=pending).order_by("id")
    return [ShownCorrection(asked, differences_of(asked)) for asked in rows[:SHOWN]]


def count_to_decide(officer: Officer) -> int:
    return to_decide(officer).count()


def to_decide(officer: Officer) -> QuerySet[CorrectionRequest]:
    """Those this person may decide; the twin of ``rules.can_decide_correction`` over those that wait."""
    if not can_decide_corrections(officer):
        return CorrectionRequest.objects.none()
    return CorrectionRequest.objects.visible_to(officer).pending().exclude(asked_by=officer)


def differences_of(asked: CorrectionRequest) -> list[Difference]:
    before, after = _readable(asked.before), _readable(asked.proposed)
    return [(label, before[label], after[label]) for label in before if before[label] != after[label]]


def _concerning(officer: Officer) -> QuerySet[CorrectionRequest]:
    known = CorrectionRequest.objects.visible_to(officer)
    return known.filter(asked_by=officer) if officer.role == "officer" else known


def _readable(facts: dict[str, Any]) -> dict[Any, Any]:
    born = (facts["birth_year"], facts["birth_month"], facts["birth_day"])
    return {
        label_of("full_name"): facts["full_name"],
        label_of("birth"): partial_date(*born),
        label_of("sex"): dict(Sex.choices).get(facts["sex"], ""),
        label_of("personal_id"): spaced_number(facts["personal_id"]),
    }


def is_outdated(asked: CorrectionRequest, resident: Resident) -> bool:
    """The record changed since: what was compared with the evidence is no longer what stands there."""
    return any(getattr(resident, name) != value for name, value in asked.before.items())
