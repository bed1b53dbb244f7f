"""The tables of ``areas`` in the back office; they stand here because who may look is a question of accounts."""

from django.contrib import admin

from kontum_portal.accounts.back_office import ExportAdmin, ReadOnlyAdmin
from kontum_portal.area_lists.resources import AdminUnitResource, ExpectedPopulationResource, SubUnitResource
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit, SupervisionArea, UnitChange


@admin.register(AdminUnit)
class AdminUnitAdmin(ReadOnlyAdmin, ExportAdmin):
    resource_classes = [AdminUnitResource]
    list_display = ("code", "name", "kind", "province_code", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("name", "code")


@admin.register(SubUnit)
class SubUnitAdmin(ReadOnlyAdmin, ExportAdmin):
    resource_classes = [SubUnitResource]
    list_display = ("name", "kind", "unit")
    list_filter = ("unit",)
    list_select_related = ("unit",)
    search_fields = ("name",)


@admin.register(ExpectedPopulation)
class ExpectedPopulationAdmin(ReadOnlyAdmin, ExportAdmin):
    resource_classes = [ExpectedPopulationResource]
    list_display = ("unit", "sub_unit", "people", "households", "source", "as_of")
    list_filter = ("unit",)
    list_select_related = ("unit", "sub_unit")


@admin.register(SupervisionArea)
class SupervisionAreaAdmin(ReadOnlyAdmin):
    list_display = ("name", "command_name", "code")


@admin.register(UnitChange)
class UnitChangeAdmin(ReadOnlyAdmin):
    list_display = ("old_unit", "new_unit", "effective_on", "instrument")
    list_select_related = ("old_unit", "new_unit")
