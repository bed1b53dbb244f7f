"""What a reason code says to an officer: the rules' own sentences, and those of the parsers and the matching."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from residents.quality.set_rules import rule_named

SENTENCES: dict[str, str | Promise] = {
    "name_missing": _("There is no name in this row."),
    "name_unreadable": _("The name holds digits or signs; it cannot be read."),
    "cell_too_long": _("A cell of this row is far too long; its text was cut."),
    "unit_unknown": _("The row does not say which ward or commune it belongs to."),
    "unit_former": _("The list names a unit that has gone into another one; the row goes there."),
    "unit_of_another": _("The row names another ward or commune than the one this list was uploaded for."),
    "birth_date_unreadable": _("The birth date cannot be read."),
    "birth_date_impossible": _("There is no such day; only the year was kept."),
    "birth_date_future": _("The birth date lies in the future; it was left empty."),
    "birth_date_partial": _("Day or month of birth are missing."),
    "birth_date_0101": _("Born on 1 January: often written when the day was not known."),
    "personal_id_missing": _("The personal number is missing."),
    "personal_id_length": _("The personal number has too few or too many digits; it was left empty."),
    "personal_id_digits_lost": _("The spreadsheet has shortened the number (6.2E+10): its digits are lost."),
    "personal_id_unreadable": _("The personal number cannot be read."),
    "personal_id_zero_restored": _("The spreadsheet had dropped the leading 0 of the number; it was put back."),
    "old_id_instead": _("Only the old 9-digit number is given."),
    "old_id_length": _("The old number does not have 9 digits; it was left empty."),
    "old_id_digits_lost": _("The spreadsheet has shortened the old number: its digits are lost."),
    "old_id_unreadable": _("The old number cannot be read."),
    "old_id_zero_restored": _("The spreadsheet had dropped the leading 0 of the number; it was put back."),
    "sex_missing": _("The sex is not given."),
    "sex_ambiguous": _("Both male and female are marked."),
    "sex_unreadable": _("The sex cannot be read."),
    "phone_invalid": _("This is no telephone number; it was left empty."),
    "phone_landline": _("The telephone is a landline: no message can be sent to it."),
    "phone_with_note": _("The number seems to belong to somebody else (a note stands beside it)."),
    "phone_second": _("Two telephone numbers are given; the first was kept."),
    "relation_unknown": _("The relation to the head of household is not known to the portal."),
    "listed_but_deceased": _("The list itself says that this person has died."),
    "duplicate_row": _("The same person stands in this list before."),
    "probable_match": _("Somebody in the register is probably the same person; compare both."),
    "several_matches": _("Several people in the register fit this row."),
    "differs_name": _("The register has another name."),
    "differs_birth_date": _("The register has another birth date."),
    "differs_sex": _("The register has the other sex."),
    "differs_personal_id": _("The register has another personal number."),
    "differs_old_id": _("The register has another old number."),
    "differs_phone": _("The register has another telephone number."),
    "differs_unit": _("The register has this person in another ward or commune."),
    "differs_residence": _("The register has another kind of residence."),
    "differs_card": _("The register has another state of the card."),
    "not_in_register": _("Nobody in the register fits this row."),
    "person_absent": _("The register has this person as away."),
    "card_already_handed_over": _("The register says that this person holds a card already."),
    "person_deceased": _("The register has this person as deceased."),
    "undo_changed_since": _("Left when the import was undone: somebody has changed this record since."),
    "undo_work_since": _("Left when the import was undone: a dossier, an event or a verification hangs on it by now."),
    "undo_other_list": _("Left when the import was undone: another list names this person too."),
    "undo_joined": _("Left when the import was undone: the record was joined with another one."),
    "undo_home_taken": _("Left when the import was undone: the earlier household is closed or has another head."),
}


def sentence_of(code: str) -> str | Promise:
    """The sentence of a reason; an unknown code stands for itself."""
    if code in SENTENCES:
        return SENTENCES[code]
    rule = rule_named(code)
    return rule.sentence if rule else code
