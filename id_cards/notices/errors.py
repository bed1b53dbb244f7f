"""Refusals about notices of personal numbers, one sentence each."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class NobodyChosenError(DomainError):
    message = _("Tick the people first, at least one row of the list.")


class NoticeStepNotAllowedError(DomainError):
    message = _("This is not possible while the notice is “%(state)s”. Open the list again to see where it stands.")


class NoticeStaleError(DomainError):
    message = _(
        "Somebody else has worked on this notice while you had it open. Look at its new state before you go on."
    )


class NoticeNumberMissingError(DomainError):
    message = _("The record has no personal number yet. Open the notice and type the number that was issued.")


class NoticeNumberDiffersError(DomainError):
    message = _("The record holds another personal number. Find out which is right and correct the record first.")


class NoticeReceiverMissingError(DomainError):
    message = _("Write down the name of the person who took the notice.")
