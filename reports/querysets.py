from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import WHOLE_AREA_ROLES
from kontum_portal.areas.queries import with_predecessors

if TYPE_CHECKING:
    from kontum_portal.accounts.models import Officer

AREA_READERS = frozenset({*WHOLE_AREA_ROLES, Role.SYSTEM})


class UnitFigureQuerySet(models.QuerySet):
    def visible_to(self, officer: "Officer") -> Self:
        if not officer.is_authenticated:
            return self.none()
        return self.filter(unit_id__in=officer.register_unit_ids)

    def readable_by(self, officer: "Officer") -> Self:
        """Also the numbers of units that have gone into the officer's: reports of their time are made of them."""
        if not officer.is_authenticated:
            return self.none()
        return self.filter(unit_id__in=with_predecessors(officer.register_unit_ids))


class UnitOrAreaQuerySet(models.QuerySet):
    """Rows of a unit, or of the whole area (no unit), which only those with the whole area in scope see.

    Those of a unit that has ended are seen by the officers of its successor.
    """

    def visible_to(self, officer: "Officer") -> Self:
        if not officer.is_authenticated or not officer.register_unit_ids:
            return self.none()
        mine = Q(unit_id__in=with_predecessors(officer.register_unit_ids))
        return self.filter(mine | Q(unit_id__isnull=True) if officer.role in AREA_READERS else mine)


class KeyedValueQuerySet(UnitOrAreaQuerySet):
    pass


class ReportQuerySet(UnitOrAreaQuerySet):
    pass
