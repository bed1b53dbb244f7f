"""Refusals about jobs, and the two signals that end a running one."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class JobAlreadyOverError(DomainError):
    message = _("This work is already over, so it cannot be cancelled. Reload the page to see its result.")


class JobRunsElsewhereError(DomainError):
    message = _("This work is already running in another place. Wait until it is over.")


class JobCancelled(Exception):  # noqa: N818 - a signal, not a mistake
    """Somebody asked for this job to stop."""


class LeaseLost(Exception):  # noqa: N818 - a signal, not a mistake
    """Another attempt may write by now; this one must not."""
