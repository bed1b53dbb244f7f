"""Refusals about the lists of a unit."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class SubUnitKnownError(DomainError):
    message = _("%(unit)s already has a sub-unit called “%(name)s”. Use that one, or give this one another name.")


class SubUnitNamelessError(DomainError):
    message = _("This name holds no letter and no digit. Write the sub-unit's name as people say it.")


class ExpectedPopulationKnownError(DomainError):
    message = _("This source has already given a figure for this place and day. Correct the day or the source.")


class SubUnitElsewhereError(DomainError):
    message = _("The sub-unit belongs to another unit. Choose one of %(unit)s.")
