"""The facts of a person as (label, value, code of the fact when it is masked) for the record page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from residents.choices import ResidenceKind
from residents.forms import BOX_OF_FACT
from residents.masking import masked_number, masked_phone, national_phone, partial_date, spaced_number
from residents.models import Resident

Fact = tuple[Any, Any, str]
# Kinds of residence that have an end; for the others its absence is nothing to mend.
ENDING = {ResidenceKind.TEMPORARY, ResidenceKind.SHORT_STAY, ResidenceKind.ABSENT_DECLARED}


def identity_facts(resident: Resident) -> list[Fact]:
    born = partial_date(resident.birth_year, resident.birth_month, resident.birth_day)
    return [
        (_("Personal number"), masked_number(resident.personal_id), "personal_id"),
        (_("Old identity number"), masked_number(resident.old_id), "old_id"),
        (_("Birth date"), born, ""),
        (_("Sex"), resident.get_sex_display() or "", ""),
        (_("Birth registration place"), resident.birth_registration_place, ""),
        (_("Native place"), resident.native_place, ""),
        (_("Preferred language"), resident.language, ""),
        (_("Telephone"), masked_phone(resident.phone), "phone"),
        (_("Card"), _card(resident), ""),
    ]


def residence_facts(resident: Resident) -> list[Fact]:
    until = [(_("Residence until"), resident.residence_until, "")]
    ends = resident.residence_until or resident.residence_kind in ENDING
    return [
        (_("Unit"), resident.unit, ""),
        (_("Sub-unit"), resident.sub_unit, ""),
        (_("Residence"), resident.get_residence_kind_display() or "", ""),
        *(until if ends else []),
        (_("Presence"), resident.get_presence_display() or "", ""),
        (_("Permanent address"), resident.permanent_address, ""),
        (_("Current address"), resident.current_address, ""),
        (_("Household number"), resident.household.number if resident.household else "", ""),
        (_("Relation to head of household"), resident.get_relation_to_head_display() or "", ""),
        (_("Last verified on"), resident.last_verified_on, ""),
    ]


def whole_facts(resident: Resident, facts: list[Fact]) -> list[Fact]:
    """The same facts with whole numbers, for whoever asked for them."""
    whole = {
        "personal_id": spaced_number(resident.personal_id),
        "old_id": resident.old_id,
        "phone": national_phone(resident.phone),
    }
    return [(label, whole.get(code, value), code) for label, value, code in facts]


def fix_url(resident: Resident, fact: str) -> str:
    """The form, open at the box of the fact."""
    if fact == "deceased_on":
        return reverse("residents:death", args=[resident.pk])
    if fact == "last_verified_on":
        return reverse("residents:verify_person", args=[resident.pk])
    box = BOX_OF_FACT.get(fact, fact)
    return f"{reverse('residents:correct', args=[resident.pk])}?field={box}"


def _card(resident: Resident) -> Any:
    """How far the card is; what a list once claimed only while the portal knows of none."""
    if resident.card_state == "none" and resident.card_claim:
        return resident.get_card_claim_display()
    return resident.get_card_state_display()
