"""Coded words of batches, of cards that change hands, and of stock-taking."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """A series of numbers of the unit's own papers; the value stands in front of the number."""

    BATCH = "GL", _("Dossiers sent up")
    ARRIVAL = "NT", _("Cards that arrived")
    TRANSFER = "BG", _("Cards handed on")
    STOCK = "KK", _("Stock-taking")


class ArrivalSource(models.TextChoices):
    SCAN = "scan", _("Scanned")
    LIST = "list", _("From a spreadsheet")


class ScanOutcome(models.TextChoices):
    """What a card of an arrival turned out to be; all but the first are differences."""

    ARRIVED = "arrived", _("Arrived")
    DOUBLE = "double", _("Scanned twice")
    UNEXPECTED = "unexpected", _("Not expected")
    WRONG_PERSON = "wrong_person", _("Wrong person")
    MISSING = "missing", _("Missing")


DIFFERENCES = (ScanOutcome.MISSING, ScanOutcome.UNEXPECTED, ScanOutcome.WRONG_PERSON, ScanOutcome.DOUBLE)


class TransferState(models.TextChoices):
    OFFERED = "offered", _("Waits for the taker's signature")
    TAKEN = "taken", _("Signed by both")
    REFUSED = "refused", _("Refused by the taker")
    WITHDRAWN = "withdrawn", _("Withdrawn by the giver")


class StockOutcome(models.TextChoices):
    HERE = "here", _("Is here")
    NOT_EXPECTED = "not_expected", _("Not expected here")
    MISSING = "missing", _("Missing")


class FindingKind(models.TextChoices):
    """What the nightly proofs and a stock-taking may find; the sentence of each stands in ``proofs``."""

    CARD_TWICE = "card_twice", _("One card stands twice")
    TWO_LIVE_CARDS = "two_live_cards", _("One person has two live cards")
    HANDED_OVER_UNARRIVED = "handed_over_unarrived", _("Handed over without having arrived")
    SLIP_UNACCOUNTED = "slip_unaccounted", _("A slip number is not accounted for")
    STATE_AND_CARD_DIFFER = "state_and_card_differ", _("Dossier and card say different things")
    PLACE_AND_CUSTODY_DIFFER = "place_and_custody_differ", _("Card and custody rows say different places")
    MISSING_AT_STOCK = "missing_at_stock", _("Missing at a stock-taking")
