"""What the back office at /admin/ lets people do: look at tables without people's data, by role."""

from django.http import HttpRequest
from unfold.admin import ModelAdmin

from kontum_portal.accounts.rules import is_administrator, may_read_logs


class ReadOnlyAdmin(ModelAdmin):
    """Tables are read here; every change goes through a service, which leaves its deed."""

    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


class LogAdmin(ReadOnlyAdmin):
    def has_view_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return may_read_logs(request.user)


class ReferenceAdmin(ModelAdmin):
    """A table that those who keep the reference data edit, and nobody else sees; each save goes through a service."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return is_administrator(request.user)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission
