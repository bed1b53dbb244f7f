"""Back-office tables of this app: the working calendar and the fees. People's data is not edited here."""

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from id_cards import rules
from id_cards.models import CalendarOverride, FeeRule
from id_cards.services.calendar_changing import forget_working_day, save_fee_rule, set_working_day


class ReferenceAdmin(ModelAdmin):
    """A table that those who keep the reference data edit, and nobody else sees."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return rules.may_change_calendar(request.user)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return rules.may_change_calendar(request.user)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


@admin.register(CalendarOverride)
class CalendarOverrideAdmin(ReferenceAdmin):
    list_display = ("day", "is_working", "note")

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        return ("day",) if obj else ()

    def save_model(self, request: HttpRequest, obj: CalendarOverride, form: ModelForm, change: bool) -> None:
        saved = set_working_day(officer=request.user, day=obj.day, is_working=obj.is_working, note=obj.note)
        obj.pk = saved.pk

    def delete_model(self, request: HttpRequest, obj: CalendarOverride) -> None:
        forget_working_day(officer=request.user, override_id=obj.pk)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for override in queryset:
            forget_working_day(officer=request.user, override_id=override.pk)


@admin.register(FeeRule)
class FeeRuleAdmin(ReferenceAdmin):
    list_display = ("case_type", "reason", "amount", "valid_from", "valid_to", "basis", "confirmed")
    list_filter = ("case_type", "confirmed")

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Fees end on a day; what was asked for under them stays explained."""
        return False

    def save_model(self, request: HttpRequest, obj: FeeRule, form: ModelForm, change: bool) -> None:
        save_fee_rule(officer=request.user, rule=obj)
