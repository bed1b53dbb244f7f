"""What an officer reads over before a formal act (the check page of the look)."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from id_cards import presenting, rules
from id_cards.choices import CardPlace, DeedName, IdentifiedBy, ReceiverKind
from id_cards.deadlines import due_date
from id_cards.forms import HandOverForm, StepForm
from id_cards.models import CardApplication
from kontum_portal.clock import today
from kontum_portal.look.pages import Check
from kontum_portal.working_days.queries import calendar_overrides

TITLES: dict[DeedName, str | Promise] = {
    DeedName.ISSUE_SLIP: gettext_lazy("Check before the appointment slip is issued"),
    DeedName.REFUSE: gettext_lazy("Check before the application is refused"),
    DeedName.CANCEL: gettext_lazy("Check before the application is cancelled"),
    DeedName.EXPIRE: gettext_lazy("Check before the dossier is closed as erased"),
    DeedName.RETURN_WITH_ERROR: gettext_lazy("Record what came back"),
    DeedName.WAIT_FOR_DATA: gettext_lazy("Record what has to be corrected"),
    DeedName.MARK_WRONG: gettext_lazy("Record what is wrong with the card"),
}


def person_rows(application: CardApplication) -> list[tuple]:
    """Who it is about: the rows every check begins with."""
    resident = application.resident
    change = resident.get_absolute_url() if hasattr(resident, "get_absolute_url") else ""
    return [
        (_("Full name"), resident.full_name, change),
        (_("Date of birth"), presenting.birth_text(resident), change),
        (_("Sex"), resident.get_sex_display(), change),
        (_("Personal number"), presenting.masked(resident.personal_id), change),
        (_("Residence"), resident.current_address or resident.permanent_address, change),
        (_("Type and reason"), f"{application.get_case_type_display()} – {application.get_reason_display()}"),
    ]


def check_step(application: CardApplication, deed: DeedName, form: StepForm) -> Check:
    """The page before a step that closes a door, or that needs a word of why."""
    rows = person_rows(application)
    if deed == DeedName.ISSUE_SLIP:
        due = due_date(today(), calendar_overrides())
        rows += [(_("Fee"), presenting.fee_text(application.fee)), (_("Due date on the slip"), due)]
    elif application.slip_number:
        rows += [(_("Slip number"), application.slip_number)]
    return Check(
        title=str(TITLES.get(deed, deed.label)),
        rows=rows,
        button=str(deed.label),
        action=presenting.step_url(application, deed),
        cancel_url=application.get_absolute_url(),
        form=form,
        danger=deed in rules.LOSING_DEEDS,
    )


def check_hand_over(application: CardApplication, form: HandOverForm, hidden: HandOverForm) -> Check:
    """The page before the card leaves the unit; ``hidden`` carries what ``form`` said."""
    said, change = form.cleaned_data, reverse("id_cards:hand_over", args=[application.pk])
    rows = [
        *person_rows(application),
        (_("Slip number"), application.slip_number),
        (_("Handed to"), ReceiverKind(said["receiver_kind"]).label, change),
        (_("Name of the receiver"), said["receiver_name"] or application.resident.full_name, change),
        (_("Identified by"), IdentifiedBy(said["identified_by"]).label, change),
        (_("Day of issue printed on the card"), said["issued_on"], change),
    ]
    return Check(
        title=_("Check before the card is handed over"),
        rows=rows,
        button=str(DeedName.HAND_OVER.label),
        action=change,
        cancel_url=application.get_absolute_url(),
        warnings=_hand_over_warnings(application),
        form=hidden,
    )


def _hand_over_warnings(application: CardApplication) -> list[str]:
    warnings = []
    if application.resident.deceased_on:
        warnings.append(_("The register says that this person has died."))
    card = getattr(application, "card", None)
    if card is not None and card.number != application.resident.personal_id:
        warnings.append(_("The personal number in the record is not the one the card was made with."))
    if card is not None and card.place == CardPlace.IN_POST:
        warnings.append(_("The card was sent by post: confirm only when it is known to have come."))
    return warnings


def hand_over_parts(application: CardApplication, form: HandOverForm) -> dict:
    """What the hand-over page shows beside its form."""
    return {
        "application": application,
        "form": form,
        "rows": person_rows(application),
        "ready": DeedName.HAND_OVER in rules.allowed_deeds(application.state, biometrics_needed=True),
        "warnings": _hand_over_warnings(application),
    }
