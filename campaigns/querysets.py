from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from campaigns.choices import CampaignStatus, TargetStatus

if TYPE_CHECKING:
    from kontum_portal.accounts.models import Officer


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, officer: "Officer") -> Self:
        """Campaigns of the officer's units, and those of the whole area for anyone who has a unit in it."""
        if not officer.is_authenticated or not officer.register_unit_ids:
            return self.none()
        return self.filter(Q(unit_id__in=officer.register_unit_ids) | Q(unit_id__isnull=True))

    def open(self) -> Self:
        return self.filter(status=CampaignStatus.OPEN)


class TargetQuerySet(models.QuerySet):
    def visible_to(self, officer: "Officer") -> Self:
        if not officer.is_authenticated:
            return self.none()
        return self.filter(unit_id__in=officer.register_unit_ids)

    def open(self) -> Self:
        return self.filter(status=TargetStatus.OPEN)
