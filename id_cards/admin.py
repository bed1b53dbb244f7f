"""Back-office table of this app: the fees. People's data is not edited here."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from id_cards.models import FeeRule
from id_cards.resources import FeeRuleResource
from id_cards.services.calendar_changing import save_fee_rule
from kontum_portal.accounts.back_office import ReferenceAdmin


@admin.register(FeeRule)
class FeeRuleAdmin(ReferenceAdmin):
    resource_classes = [FeeRuleResource]
    list_display = ("case_type", "reason", "amount", "valid_from", "valid_to", "basis", "confirmed")
    list_filter = ("case_type", "confirmed")

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Fees end on a day; what was asked for under them stays explained."""
        return False

    def save_model(self, request: HttpRequest, obj: FeeRule, form: ModelForm, change: bool) -> None:
        save_fee_rule(officer=request.user, rule=obj)
