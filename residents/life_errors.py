"""Refusals of events, hand-overs and residence files, one sentence each."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class EventInFutureError(DomainError):
    message = _("What has not happened yet cannot be entered. Check the date.")


class EventBeforeBirthError(DomainError):
    message = _("This lies before the birth. Check both dates.")


class EventNotPossibleError(DomainError):
    message = _(
        "“%(event)s” is not possible for this person as the record stands: %(state)s. Correct the record first if"
        " that is wrong."
    )


class DetailMissingError(DomainError):
    message = _("“%(detail)s” is missing. Write it, then save again.")


class ResidenceEndError(DomainError):
    message = _("This end is not possible. It lies after the beginning and no later than %(last)s; correct it.")


class NotTheMotherError(DomainError):
    message = _("A birth is entered on the record of the mother. Check the date of birth and the sex of this record.")


class SpouseNotFoundError(DomainError):
    message = _("Nobody in your register has this personal number. Leave it empty when the spouse lives elsewhere.")


class EventAlreadyUndoneError(DomainError):
    message = _("This event has already been taken back. Reload the record to see how it stands.")


class EventNotUndoableError(DomainError):
    message = _("This event can no longer be taken back: the record was changed since. Correct the record instead.")


class UndoReasonMissingError(DomainError):
    message = _("Say why it is taken back.")


class HandOverAlreadyOpenError(DomainError):
    message = _(
        "This person is already on the way to another ward. Wait for its answer, or take the hand-over back first."
    )


class HandOverAnsweredError(DomainError):
    message = _("This hand-over has already been answered, so nothing was changed. Reload the page to see the answer.")


class HandOverToItselfError(DomainError):
    message = _("Choose another ward of the area that exists today.")


class HouseholdChangedOnTheWayError(DomainError):
    message = _(
        "The household has changed since it was offered: %(joined)s joined it, %(gone)s left it. The sending ward takes"
        " the offer back and makes a new one."
    )


class HandOverReasonMissingError(DomainError):
    message = _("Say why the person is not taken over.")


class ProcedureAlreadyDoneError(DomainError):
    message = _("This file has already been closed. Open a new one if the person has come again.")


class ProcedureDateError(DomainError):
    message = _("This day is not possible. It lies between the receipt and today; correct it.")


class ProcedureReasonMissingError(DomainError):
    message = _("A refusal needs its reason. Write it, then confirm again.")


class ProcedureTermMissingError(DomainError):
    message = _("No term is known for this service on that day. Ask the administrator to enter it.")
