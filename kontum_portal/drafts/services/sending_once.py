"""One form, one deed: a double click, a back button and a re-sent form are answered as the first one was."""

import hashlib
import hmac
import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection

from kontum_portal.accounts.models import Officer
from kontum_portal.drafts.models import SentForm
from kontum_portal.drafts.queries import answer_of

# Not what was typed: the token of the page, the key itself, which button was pressed, where the draft is kept.
NOT_CONTENT = frozenset({"csrfmiddlewaretoken", "form_key", "and_next", "draft_form", "draft_subject"})


def content_of(
    path: str, typed: Iterable[tuple[str, Sequence[str]]], files: Iterable[tuple[str, Sequence[UploadedFile]]] = ()
) -> str:
    """A keyed hash of a form as it was sent, so that changed values or files with an old key are a new deed."""
    parts = sorted((name, list(texts)) for name, texts in typed if name not in NOT_CONTENT)
    sent_files = sorted((name, [_fingerprint(file) for file in sent]) for name, sent in files)
    message = repr((path, parts, sent_files) if sent_files else (path, parts)).encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def _fingerprint(file: UploadedFile) -> tuple[str, str]:
    """The name and the hash of an uploaded file, which is left as it was found."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return file.name or "", digest.hexdigest()


def earlier_answer(*, officer: Officer, key: uuid.UUID, content: str) -> str | None:
    """Where this form led the first time, None when it was not sent yet; waits for one that is being sent now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"form:{officer.pk}:{key}"])
    return answer_of(officer, key, content)


def keep_answer(*, officer: Officer, key: uuid.UUID, content: str, answer: str) -> None:
    """The form did its deed and leads to `answer`."""
    longest = SentForm._meta.get_field("answer").max_length
    SentForm.objects.create(officer=officer, key=key, content=content, answer=answer[:longest])
