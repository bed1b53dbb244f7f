"""The back-office table of the terms of residence services. People's data is not edited here."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from kontum_portal.accounts.back_office import ReferenceAdmin
from residents.models import ProcedureTerm
from residents.resources import ProcedureTermResource
from residents.services.procedures import save_procedure_term


@admin.register(ProcedureTerm)
class ProcedureTermAdmin(ReferenceAdmin):
    resource_classes = [ProcedureTermResource]
    list_display = ("kind", "working_days", "valid_from", "valid_to", "basis", "confirmed")
    list_filter = ("kind", "confirmed")

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Terms end on a day; what was promised under them stays explained."""
        return False

    def save_model(self, request: HttpRequest, obj: ProcedureTerm, form: ModelForm, change: bool) -> None:
        save_procedure_term(officer=request.user, term=obj)
