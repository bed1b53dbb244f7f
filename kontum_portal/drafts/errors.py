"""Refusals about drafts."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class UnknownFormError(DomainError):
    message = _("This form keeps no drafts. Nothing was saved; send the form instead.")
    status = 404


class DraftTooLargeError(DomainError):
    message = _("This is too much for a draft. Send the form, or shorten the longest field.")
    status = 413
