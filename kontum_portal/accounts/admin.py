from django.contrib import admin
from django.http import HttpRequest

from kontum_portal.accounts.back_office import ReadOnlyAdmin
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator


def _only_the_administrator(request: HttpRequest) -> bool:
    return is_administrator(request.user)


# The role decides, whatever a stored ``is_staff`` says; the logs are read at /nhat-ky/, by the auditor.
admin.site.has_permission = _only_the_administrator  # type: ignore[method-assign]


@admin.register(Officer)
class OfficerAdmin(ReadOnlyAdmin):
    list_display = ("username", "full_name", "role", "area", "is_active", "last_login")
    list_filter = ("role", "is_active")
    list_select_related = ("area",)
    search_fields = ("username", "full_name")
    fields = ("username", "full_name", "role", "units", "area", "language", "is_active", "last_login", "date_joined")
