"""Keeping what was typed, and letting it go."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.urls import Resolver404, resolve
from django.utils import timezone

from kontum_portal.accounts.models import Officer
from kontum_portal.drafts.draftable import draftable_forms, is_kept
from kontum_portal.drafts.errors import DraftTooLargeError, UnknownFormError
from kontum_portal.drafts.models import FormDraft, SentForm
from kontum_portal.errors import NotAllowedError

LONGEST_SUBJECT = 200
LARGEST = 100_000  # characters of JSON
SENT_KEPT = dt.timedelta(days=2)


@transaction.atomic
def keep_draft(*, officer: Officer, form: str, subject: str, typed: Mapping[str, Sequence[str]]) -> FormDraft:
    """Keep the typed values of a draftable form, in place of those kept before; fields it does not declare are left out."""
    if not officer.is_authenticated or not officer.is_active:
        raise NotAllowedError
    if not _is_page(subject) or form not in draftable_forms:  # in this order: asking for the page reads the forms
        raise UnknownFormError
    values = {name: list(texts) for name, texts in typed.items() if is_kept(form, name)}
    if len(json.dumps(values, ensure_ascii=False)) > LARGEST:
        raise DraftTooLargeError
    now = timezone.now()
    draft = FormDraft(
        officer=officer, form=form, subject=subject, values=values, saved_at=now, expires_at=now + _kept()
    )
    FormDraft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["officer", "form", "subject"],
        update_fields=["values", "saved_at", "expires_at"],
    )
    return draft


@transaction.atomic
def drop_draft(*, officer: Officer, form: str, subject: str) -> int:
    """The officer does not want the draft; returns how many went."""
    return FormDraft.objects.visible_to(officer).filter(form=form, subject=subject).delete()[0]


@transaction.atomic
def drop_drafts_at(*, officer: Officer, subjects: set[str]) -> int:
    """The forms of these pages did their deeds."""
    return FormDraft.objects.visible_to(officer).filter(subject__in=subjects).delete()[0]


def purge_unfinished() -> int:
    """Forget what has expired, and the keys of forms sent long ago; returns how many rows."""
    drafts = FormDraft.objects.filter(expires_at__lte=Now()).delete()[0]
    return drafts + SentForm.objects.filter(sent_at__lt=Now() - SENT_KEPT).delete()[0]


def _kept() -> dt.timedelta:
    return dt.timedelta(days=settings.DRAFT_DAYS)


def _is_page(subject: str) -> bool:
    if len(subject) > LONGEST_SUBJECT:
        return False
    try:
        resolve(subject)
    except Resolver404:
        return False
    return True
