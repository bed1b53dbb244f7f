"""Coded values of the notices of personal numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    REQUESTED = "requested", _("Notice asked for")
    ISSUED = "issued", _("Issued, to be delivered")
    DELIVERED = "delivered", _("Delivered")
    CANCELLED = "cancelled", _("Not needed any more")


OPEN_STATES = frozenset({NoticeState.REQUESTED, NoticeState.ISSUED})


class NoticeReason(models.TextChoices):
    NEWBORN = "newborn", _("Newborn or small child")
    PUPIL = "pupil", _("Pupil")
    NO_CARD = "no_card", _("Adult without a card")


class DeliveredTo(models.TextChoices):
    HOLDER = "holder", _("The person")
    PARENT = "parent", _("Parent or guardian")
    HOUSEHOLD = "household", _("A member of the household")
    SCHOOL = "school", _("The school, against a signed list")


class CancelReason(models.TextChoices):
    GOT_CARD = "got_card", _("Has a card by now")
    MOVED = "moved", _("Has moved away")
    MISTAKE = "mistake", _("Asked for by mistake")
    DECEASED = "deceased", _("Has died")
