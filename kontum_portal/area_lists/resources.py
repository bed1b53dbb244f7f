"""Columns of the areas' tables when they are taken out as a spreadsheet."""

from kontum_portal.accounts.back_office import TableResource
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit


class AdminUnitResource(TableResource):
    class Meta:
        model = AdminUnit
        fields = ("code", "name", "kind", "province_code", "valid_from", "valid_to")


class SubUnitResource(TableResource):
    class Meta:
        model = SubUnit
        fields = ("unit__code", "unit__name", "name", "kind")


class ExpectedPopulationResource(TableResource):
    class Meta:
        model = ExpectedPopulation
        fields = ("unit__code", "unit__name", "sub_unit__name", "people", "households", "source", "as_of")
