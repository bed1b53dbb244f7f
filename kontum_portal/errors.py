"""The one family of errors that a person is told about."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal with one translated sentence: what is wrong, where, and what to do.

    Subclasses set ``message`` (a lazy sentence, ``%(name)s`` placeholders filled from keyword
    arguments) and, where 409 does not fit, ``status`` (the HTTP status of the answer).
    """

    message: ClassVar[str | Promise] = _("This cannot be done. Reload the page and look at how things stand.")
    status: ClassVar[int] = 409

    def __init__(self, **params: Any) -> None:
        self.params = params
        super().__init__(params)

    def __str__(self) -> str:
        return str(self.message) % self.params if self.params else str(self.message)

    @property
    def code(self) -> str:
        """The class name without ``Error``: a stable word for logs, the API and tests."""
        return type(self).__name__.removesuffix("Error")


class NotAllowedError(DomainError):
    message = _("Your role does not allow this. Ask your chief if you need it done.")
    status = 403


class StaleRecordError(DomainError):
    message = _("Someone else changed this record while you had it open. Look at their change, then save yours again.")


class RefusedByDatabaseError(DomainError):
    message = _(
        "The database refused the change because it breaks the rule “%(constraint)s”. Nothing was saved; correct "
        "what you typed, or tell the administrator this rule."
    )
