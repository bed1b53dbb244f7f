"""Rows that belong to the officer who typed them, and to nobody else."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Now

if TYPE_CHECKING:
    from kontum_portal.accounts.models import Officer


class OwnRowsQuerySet(models.QuerySet):
    def visible_to(self, officer: "Officer") -> Self:
        return self.filter(officer_id=officer.pk) if officer.is_authenticated else self.none()


class FormDraftQuerySet(OwnRowsQuerySet):
    def visible_to(self, officer: "Officer") -> Self:
        """What has expired is gone, whether or not it was swept away already."""
        return super().visible_to(officer).filter(expires_at__gt=Now())
