from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    WARD = "ward", _("Ward")
    COMMUNE = "commune", _("Commune")


class SubUnitKind(models.TextChoices):
    STREET_GROUP = "to", _("Residential group")
    HAMLET = "thon", _("Hamlet")
    VILLAGE = "lang", _("Village")


class ReformStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPLIED = "applied", _("Applied")
    UNDONE = "undone", _("Undone")
