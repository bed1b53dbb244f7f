"""Refusals about e-identity accounts, one sentence each."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class AccountAlreadyThereError(DomainError):
    message = _("This person already has an account or a registration of this level. Open it in the record instead.")


class AccountHolderUnreadyError(DomainError):
    message = _("The registration cannot be taken yet: %(reasons)s")


class AccountStepNotAllowedError(DomainError):
    message = _("“%(deed)s” is not possible while the account is “%(state)s”. Open it again to see its next step.")


class AccountStaleError(DomainError):
    message = _(
        "Somebody else has worked on this account while you had it open. Look at its new state before you go on."
    )


class AccountReasonMissingError(DomainError):
    message = _("Choose the reason. The next officer needs to know it.")


class AccountRepresentativeMissingError(DomainError):
    message = _("A person under 14 registers through a parent or guardian. Write down the representative's name.")


class AccountUndoNotAllowedError(DomainError):
    message = _(
        "Only the officer who took the last step can take it back, within 30 minutes, and only as the last one. Go on"
        " with another step of the account instead."
    )


class HelpEmptyError(DomainError):
    message = _("Tick what was done, or choose why the account is not activated yet.")


class NothingChosenError(DomainError):
    message = _("Tick the accounts first, at least one row of the list.")
