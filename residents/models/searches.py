"""What an officer typed, kept for a short while so that free text never stands in a URL."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from residents.querysets import SearchQuerySet


def _token() -> str:
    return secrets.token_urlsafe(16)


class Search(models.Model):
    token = models.CharField(max_length=32, unique=True, default=_token)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=600)
    kind = models.CharField(max_length=20)
    created_at = models.DateTimeField(db_default=Now())

    objects = SearchQuerySet.as_manager()

    def __str__(self) -> str:
        return f"search {self.pk}"
