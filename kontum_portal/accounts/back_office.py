"""What the back office at /admin/ lets the administrator do: look at tables without people's data, and take them out."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin
from unfold.contrib.import_export.forms import ExportForm

from kontum_portal.accounts.rules import is_administrator
from kontum_portal.accounts.services import record_deed


class SpreadsheetCsv(CSV):
    """CSV that a spreadsheet program opens with its Vietnamese letters whole."""

    def export_data(self, dataset: Any, **kwargs: Any) -> str:
        return "\ufeff" + super().export_data(dataset, **kwargs)


class TableResource(ModelResource):
    """Columns under the words of the pages; only what ``Meta.fields`` names ever leaves."""

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        return [_said(self._meta.model, name) for name in self._meta.fields]


def _said(model: type[Model], path: str) -> str:
    """``unit__code`` → ``đơn vị: mã``."""
    words = []
    for name in path.split("__"):
        field: Any = model._meta.get_field(name)
        words.append(str(field.verbose_name))
        model = field.related_model or model
    return ": ".join(words)


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


class ExportAdmin(ExportMixin, ModelAdmin):
    """A table that may be taken out as a spreadsheet; lists come in through the staged import only."""

    formats = [SpreadsheetCsv]
    export_form_class = ExportForm
    skip_export_form = True

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: QuerySet, **kwargs: Any) -> Any:
        table = self.model._meta.label_lower
        record_deed(actor=request.user, verb="export", subject_kind="table", subject_id=None, table=table)
        return super().get_export_data(file_format, request, queryset, **kwargs)


class ReferenceAdmin(ExportAdmin):
    """A table that those who keep the reference data edit, and nobody else sees; each save goes through a service."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return is_administrator(request.user)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission
