from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Goal(models.TextChoices):
    """What a campaign wants to change for each person on its list."""

    NO_CARD = "no_card", _("Gets a card")
    NOT_ACTIVATED = "not_activated", _("Activates the e-identity account")
    RENEWAL = "renewal", _("Renews the card at 14, 25, 40 or 60")
    MISSING_BIRTH_DATE = "missing_birth_date", _("Completes the date of birth")


class CampaignStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("status", "Open")
    CLOSED = "closed", _("Closed")


class TargetStatus(models.TextChoices):
    OPEN = "open", _("To be reached")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Dropped")


class ClosedReason(models.TextChoices):
    GOAL_MET = "goal_met", _("The goal is met")
    DECEASED = "deceased", _("Deceased")
    MOVED = "moved", _("Moved to another unit")
    AWAY = "away", _("Away for the whole campaign")
    DECLINED = "declined", _("Declined")
    NOT_FOUND = "not_found", _("Not found at the address")
    SAME_PERSON = "same_person", _("Joined with another record")


# What an officer may say when taking a person off the list by hand.
DROP_REASONS = (ClosedReason.AWAY, ClosedReason.DECLINED, ClosedReason.NOT_FOUND)
