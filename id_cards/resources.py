"""Columns of the reference tables when they are taken out as a spreadsheet."""

from id_cards.models import FeeRule
from kontum_portal.accounts.back_office import TableResource


class FeeRuleResource(TableResource):
    class Meta:
        model = FeeRule
        fields = ("case_type", "reason", "amount", "valid_from", "valid_to", "basis", "confirmed")
