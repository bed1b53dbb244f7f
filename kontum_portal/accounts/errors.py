"""Refusals about officers."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class UsernameTakenError(DomainError):
    message = _("The user name “%(username)s” is taken. Choose another one.")


class UnitsNeededError(DomainError):
    message = _("An officer or a chief of a ward needs at least one unit. Choose it, then save again.")


class AreaNeededError(DomainError):
    message = _("This role looks after a supervision area. Choose the area, then save again.")


class OwnAccountError(DomainError):
    message = _("Nobody changes their own role or closes their own account. Ask another administrator.")


class LastAdministratorError(DomainError):
    message = _("This is the last active administrator. Make another one first.")


class AccountClosedError(DomainError):
    message = _("The account is closed already. Nothing was changed.")


class AccountOpenError(DomainError):
    message = _("The account is in use already. Nothing was changed.")


class NoSecondFactorError(DomainError):
    message = _("No second factor is set up for this account. The officer is asked for one at the next sign-in.")


class KeyTakenError(DomainError):
    message = _("The key “%(key)s” is used for “%(act)s” already. Choose another one.")


class KeyUnusableError(DomainError):
    message = _(
        "“%(key)s” cannot be used. Choose one sign that is no digit, Space, or Alt and a letter, such as Alt+K."
    )


class DemoOnlyError(DomainError):
    message = _("Demo sign-ins exist in demo mode only: start with PORTAL_MFA=demo.")
    status = 403


class SignInAwayError(DomainError):
    message = _(
        "Sign-in does not answer at the moment because the portal's short-term memory (Redis) is away. "
        "Whoever is signed in works on; try again in a minute."
    )
    status = 503
