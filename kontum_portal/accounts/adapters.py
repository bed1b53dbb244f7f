"""What django-allauth asks of the portal: accounts are made by administrators only, and passwords are never mailed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import officer_named, system_officer
from kontum_portal.accounts.services import record_deed


class OfficerAccountAdapter(DefaultAccountAdapter):
    """Sign-in by user name; every sign-in and every refused one leaves a deed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The user name or the password is wrong. After five wrong tries this name is locked for ten minutes."
        ),
        "too_many_login_attempts": _(
            "Five wrong tries: sign-in with this name is locked for ten minutes. "
            "If the password is forgotten, ask the administrator for a new one."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is mailed: officers have no address in the portal, an administrator gives a new password."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Officer | None:
        officer = super().authenticate(request, **credentials)
        return None if officer is None or officer.role == Role.SYSTEM else officer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        tried = officer_named(credentials.get("username") or "")
        record_deed(
            actor=system_officer(),
            verb="sign_in_failed",
            subject_kind="officer",
            subject_id=tried.pk if tried else None,
        )

    def login(self, request: HttpRequest, user: Officer) -> None:
        super().login(request, user)
        record_deed(actor=user, verb="signed_in", subject_kind="officer", subject_id=user.pk)

    def logout(self, request: HttpRequest) -> None:
        officer = request.user
        super().logout(request)
        if officer.is_authenticated:
            record_deed(actor=officer, verb="signed_out", subject_kind="officer", subject_id=officer.pk)

    def set_password(self, user: Officer, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)
        record_deed(actor=user, verb="password_changed", subject_kind="officer", subject_id=user.pk)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The first second factor is set up right after the password: asking for it twice teaches nothing."""
        if app == "allauth.mfa" and not is_mfa_enabled(context.request.user):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)
