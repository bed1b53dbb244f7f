"""What an officer has typed and not sent, and which forms were sent. Both hold people's data of one officer's work."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from kontum_portal.drafts.querysets import FormDraftQuerySet, OwnRowsQuerySet


class FormDraft(models.Model):
    """The values of one form at one address: `{"full_name": ["A Thút"]}`, as they were typed.

    `subject` is the path of the page the form stands on: it holds ids only.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    values = models.JSONField()
    saved_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(db_index=True)

    objects = FormDraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "form", "subject"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class SentForm(models.Model):
    """A form that did its deed: `key` was drawn with the page, `content` is a keyed hash of what was sent.

    The same form sent again is answered with `answer`, the address the first one led to.
    """

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    content = models.CharField(max_length=64)
    answer = models.CharField(max_length=300)
    sent_at = models.DateTimeField(db_default=Now(), db_index=True)

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "key", "content"], name="form_sent_once")]

    def __str__(self) -> str:
        return f"sent form {self.pk}"
