from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group

from kontum_portal.accounts.back_office import LogAdmin, ReadOnlyAdmin
from kontum_portal.accounts.models import AccessLog, Deed, Officer, Seal

for model in (Group, EmailAddress, Authenticator):  # nobody has e-mail or groups here, and secrets are not looked at
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(Officer)
class OfficerAdmin(ReadOnlyAdmin):
    list_display = ("username", "full_name", "role", "area", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "full_name")
    fields = ("username", "full_name", "role", "units", "area", "language", "is_active", "last_login", "date_joined")


@admin.register(Deed)
class DeedAdmin(LogAdmin):
    list_display = (
        "id",
        "at",
        "actor_id",
        "actor_role",
        "verb",
        "subject_kind",
        "subject_id",
        "unit_id",
        "seal_number",
    )


@admin.register(AccessLog)
class AccessLogAdmin(LogAdmin):
    list_display = ("id", "at", "actor_id", "actor_role", "purpose", "surface", "subject_kind", "subject_id", "people")


@admin.register(Seal)
class SealAdmin(LogAdmin):
    list_display = ("log", "number", "count", "hash", "sealed_at")
    fields = ("log", "number", "count", "rows_hash", "previous_hash", "hash", "sealed_at")
