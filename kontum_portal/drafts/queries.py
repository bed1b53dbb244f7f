"""Reads of an officer's own unfinished work."""

import uuid

from django.db.models import QuerySet

from kontum_portal.accounts.models import Officer
from kontum_portal.drafts.draftable import draftable_forms
from kontum_portal.drafts.models import FormDraft, SentForm


def draft_of(officer: Officer, form: str, subject: str) -> FormDraft | None:
    """What the officer typed last into this form at this address and did not send."""
    return FormDraft.objects.visible_to(officer).filter(form=form, subject=subject).first()


def drafts_of(officer: Officer) -> QuerySet[FormDraft]:
    """All of the officer's drafts that still belong to a form of the portal, the newest first."""
    return FormDraft.objects.visible_to(officer).filter(form__in=draftable_forms).order_by("-saved_at")


def answer_of(officer: Officer, key: uuid.UUID, content: str) -> str | None:
    """Where the same form led when it was sent before."""
    sent = SentForm.objects.visible_to(officer).filter(key=key, content=content).first()
    return sent.answer if sent else None
