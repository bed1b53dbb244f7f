"""Reads about officers and the words for what they did."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import may_manage_officers


def system_officer() -> Officer:
    """The account that commands and beat act as; it cannot sign in."""
    return Officer.objects.get(role=Role.SYSTEM)


def officer_named(username: str) -> Officer | None:
    return Officer.objects.filter(username__iexact=username.strip()).first() if username.strip() else None


def officers_for(user: Officer) -> QuerySet[Officer]:
    """The accounts an administrator looks after; nothing for everybody else."""
    if not may_manage_officers(user):
        return Officer.objects.none()
    officers = Officer.objects.exclude(role=Role.SYSTEM).select_related("area").prefetch_related("units")
    return officers.order_by("-is_active", "role", "username")


def has_second_factor(officer: Officer) -> bool:
    """A telephone or a list of recovery codes that signs the officer in."""
    return Authenticator.objects.filter(user=officer).exists()


def verb_label(verb: str) -> str:
    """``card_handed_over`` → “Card handed over”, translated where the catalogue knows it."""
    return gettext(verb.replace("_", " ").capitalize())


def subject_label(kind: str) -> str:
    """What a deed or a reading was about, in a word: ``card_application`` → “Card application”."""
    return pgettext("subject", kind.replace("_", " ").capitalize()) if kind else ""
