"""What an officer typed, kept for a short while so that free text never stands in a URL."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from residents.querysets import OwnRowsQuerySet, SearchQuerySet


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


class SavedFilter(models.Model):
    """Coded filters of the list of residents under a name; ``query`` holds codes and ids only."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the filter"), max_length=60)
    query = models.CharField(max_length=400)
    is_default = models.BooleanField(_("shown when the list is opened"), default=False)

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "name"], name="saved_filter_name_once"),
            models.UniqueConstraint(fields=["officer"], name="saved_filter_one_default", condition=Q(is_default=True)),
        ]

    def __str__(self) -> str:
        return f"saved filter {self.pk}"
