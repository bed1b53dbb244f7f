"""Columns of the working calendar when it is taken out as a spreadsheet."""

from kontum_portal.accounts.back_office import TableResource
from kontum_portal.working_days.models import CalendarOverride


class CalendarOverrideResource(TableResource):
    class Meta:
        model = CalendarOverride
        fields = ("day", "is_working", "note")
