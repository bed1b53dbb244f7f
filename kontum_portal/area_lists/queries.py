"""Reads for the pages of a unit's lists; areas hold no people, so units are seen by everybody who may open the page."""

from django.db.models import Count, QuerySet

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit


def units_for(officer: Officer) -> QuerySet[AdminUnit]:
    """The officer's own units; all that have not gone into others for the administrator."""
    units = (
        AdminUnit.objects.filter(successions__isnull=True)
        .annotate(sub_unit_count=Count("sub_units"))
        .order_by("valid_from", "code")
    )
    return units if is_administrator(officer) else units.filter(pk__in=officer.register_unit_ids)


def sub_units_for(officer: Officer) -> QuerySet[SubUnit]:
    return SubUnit.objects.filter(unit__in=units_for(officer)).select_related("unit")


def expected_populations_of(unit: AdminUnit) -> QuerySet[ExpectedPopulation]:
    return (
        ExpectedPopulation.objects.filter(unit=unit).select_related("sub_unit").order_by("-as_of", "sub_unit__sort_key")
    )
