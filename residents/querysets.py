"""Rows of the register that an officer may see, and filters that compose."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kontum_portal.areas.queries import with_predecessors

if TYPE_CHECKING:
    from kontum_portal.accounts.models import Officer


class InUnitQuerySet(models.QuerySet):
    """Rows that carry a unit: seen by those in whose scope the unit is. The default is nothing."""

    def visible_to(self, officer: "Officer") -> Self:
        if not officer.is_authenticated:
            return self.none()
        return self.filter(unit_id__in=officer.register_unit_ids)


class ResidentQuerySet(InUnitQuerySet):
    """``visible_to`` is the register of one's units, for lists and figures; ``open_to`` one record at a time."""

    def open_to(self, officer: "Officer") -> Self:
        """The register of one's units, and whoever stands at the counter under a ``VisitGrant`` of today."""
        if not officer.is_authenticated:
            return self.none()
        visits = self.model._meta.get_field("visit_grants").related_model.objects.live_for(officer)
        return self.filter(Q(unit_id__in=officer.register_unit_ids) | Q(pk__in=visits.values("resident_id")))

    def living(self) -> Self:
        return self.filter(deceased_on__isnull=True)


class HouseholdQuerySet(InUnitQuerySet):
    def standing(self) -> Self:
        """Those that were not merged into another one."""
        return self.filter(closed_on__isnull=True)


class SourceRowQuerySet(InUnitQuerySet):
    pass


class FindingQuerySet(InUnitQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)


class ResidentEventQuerySet(InUnitQuerySet):
    def standing(self) -> Self:
        """Without those taken back."""
        return self.filter(undone_at__isnull=True)


class WhereaboutsQuerySet(InUnitQuerySet):
    pass


class ProcedureQuerySet(InUnitQuerySet):
    def open(self) -> Self:
        return self.filter(state="open")

    def overdue(self, today: dt.date) -> Self:
        return self.open().filter(due_on__lt=today)


class HandOverQuerySet(models.QuerySet):
    """Seen by both wards, the one that gives and the one that takes, and by those that they went into."""

    def visible_to(self, officer: "Officer") -> Self:
        if not officer.is_authenticated:
            return self.none()
        units = with_predecessors(officer.register_unit_ids)
        return self.filter(models.Q(from_unit_id__in=units) | models.Q(to_unit_id__in=units))

    def open(self) -> Self:
        return self.filter(state="proposed")


class CorrectionRequestQuerySet(InUnitQuerySet):
    def pending(self) -> Self:
        return self.filter(state="pending")


class ContactAttemptQuerySet(InUnitQuerySet):
    pass


class VerificationQuerySet(InUnitQuerySet):
    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(undone_at__isnull=True)


class OpenedByQuerySet(models.QuerySet):
    """Rows of an import: seen only by the one who opened the batch."""

    def visible_to(self, officer: "Officer") -> Self:
        return self.filter(opened_by_id=officer.pk) if officer.is_authenticated else self.none()


class ImportBatchQuerySet(OpenedByQuerySet):
    pass


class StagedRowQuerySet(OpenedByQuerySet):
    pass


class SavedMappingQuerySet(models.QuerySet):
    """Names of columns and no people: shared by all who import."""

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


class OwnRowsQuerySet(models.QuerySet):
    """Rows of one officer, seen by nobody else."""

    def visible_to(self, officer: "Officer") -> Self:
        return self.filter(officer_id=officer.pk) if officer.is_authenticated else self.none()


class SearchQuerySet(OwnRowsQuerySet):
    pass


class VisitGrantQuerySet(models.QuerySet):
    def visible_to(self, officer: "Officer") -> Self:
        """Those of people of one's units, and one's own."""
        if not officer.is_authenticated:
            return self.none()
        return self.filter(Q(unit_id__in=officer.register_unit_ids) | Q(officer_id=officer.pk))

    def live_for(self, officer: "Officer") -> Self:
        """The officer's own that have not run out."""
        if not (officer.is_authenticated and officer.is_active):
            return self.none()
        return self.filter(officer_id=officer.pk, expires_at__gt=Now())
