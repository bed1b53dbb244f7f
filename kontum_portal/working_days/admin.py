"""The back-office table of the working calendar."""

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from kontum_portal.accounts.back_office import ReferenceAdmin
from kontum_portal.working_days.models import CalendarOverride
from kontum_portal.working_days.resources import CalendarOverrideResource
from kontum_portal.working_days.services import forget_working_day, set_working_day


@admin.register(CalendarOverride)
class CalendarOverrideAdmin(ReferenceAdmin):
    resource_classes = [CalendarOverrideResource]
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
