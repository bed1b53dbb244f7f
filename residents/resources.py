"""Columns of the reference tables when they are taken out as a spreadsheet."""

from kontum_portal.accounts.back_office import TableResource
from residents.models import ProcedureTerm


class ProcedureTermResource(TableResource):
    class Meta:
        model = ProcedureTerm
        fields = ("kind", "working_days", "valid_from", "valid_to", "basis", "confirmed")
