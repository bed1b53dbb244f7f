"""Rows of the register that an officer may see, and filters that compose."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from kontum_portal.accounts.models import Officer


class InUnitQuerySet(models.QuerySet):
    """Rows that carry a unit: seen by those in whose scope the unit is. The default is nothing."""

    def visible_to(self, officer: "Officer") -> Self:
        if not officer.is_authenticated:
            return self.none()
        return self.filter(unit_id__in=officer.register_unit_ids)


class ResidentQuerySet(InUnitQuerySet):
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
    """Seen by both wards: the one that gives and the one that takes."""

    def visible_to(self, officer: "Officer") -> Self:
        if not officer.is_authenticated:
            return self.none()
        units = officer.register_unit_ids
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


class OwnRowsQuerySet(models.QuerySet):
    """Rows of one officer, seen by nobody else."""

    def visible_to(self, officer: "Officer") -> Self:
        return self.filter(officer_id=officer.pk) if officer.is_authenticated else self.none()


class SearchQuerySet(OwnRowsQuerySet):
    pass
