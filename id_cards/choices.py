"""Coded words of a căn cước dossier and of a card."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseType(models.TextChoices):
    """Luật Căn cước 26/2023/QH15 Đ.19, Đ.24."""

    NEW = "new", _("First issue")
    EXCHANGE = "exchange", _("Exchange")
    REISSUE = "reissue", _("Re-issue")


class Reason(models.TextChoices):
    """Why a card is asked for: Đ.19 and Đ.21 for the first, Đ.24 k1 for exchange, Đ.24 k2 for re-issue."""

    FIRST_CARD = "first_card", _("First card")
    AGE = "age", _("Reached the age of exchange (14, 25, 40, 60)")
    NAME_OR_BIRTH = "name_or_birth", _("Name or date of birth changed or corrected")
    APPEARANCE = "appearance", _("Appearance changed, face or fingerprints added, sex re-determined")
    PRINTING_ERROR = "printing_error", _("Error printed on the card")
    UNIT_REORGANISED = "unit_reorganised", _("Administrative unit reorganised, at the citizen's request")
    NUMBER_REESTABLISHED = "number_reestablished", _("Personal number established anew")
    ON_REQUEST = "on_request", _("At the citizen's request")
    LOST = "lost", _("Card lost")
    DAMAGED = "damaged", _("Card damaged beyond use")
    NATIONALITY_REGAINED = "nationality_regained", _("Vietnamese nationality regained")


REASONS_OF: dict[CaseType, tuple[Reason, ...]] = {
    CaseType.NEW: (Reason.FIRST_CARD,),
    CaseType.EXCHANGE: (
        Reason.AGE,
        Reason.NAME_OR_BIRTH,
        Reason.APPEARANCE,
        Reason.PRINTING_ERROR,
        Reason.UNIT_REORGANISED,
        Reason.NUMBER_REESTABLISHED,
        Reason.ON_REQUEST,
    ),
    CaseType.REISSUE: (Reason.LOST, Reason.DAMAGED, Reason.NATIONALITY_REGAINED),
}
CASE_TYPE_OF: dict[Reason, CaseType] = {
    reason: case_type for case_type, reasons in REASONS_OF.items() for reason in reasons
}


class State(models.TextChoices):
    """Where a dossier stands. *Undelivered* is no state: the card has arrived and nobody has fetched it."""

    DRAFT = "draft", _("Draft")
    BOOKED = "booked", _("Booked")
    RECEIVED = "received", _("Received")
    AWAITING_DATA_FIX = "awaiting_data_fix", _("Waiting for residence data to be corrected")
    BIOMETRICS_DONE = "biometrics_done", _("Biometrics taken, CC01 signed")
    SLIP_ISSUED = "slip_issued", _("Appointment slip issued")
    SENT = "sent", _("Sent up")
    RETURNED_WITH_ERROR = "returned_with_error", _("Returned with an error")
    APPROVED = "approved", _("Approved")
    PRINTING = "printing", _("Being printed")
    CARD_ARRIVED = "card_arrived", _("Card at the unit")
    HANDED_OVER = "handed_over", _("Handed over")
    POSTED = "posted", _("Sent by post")
    CARD_WRONG = "card_wrong", _("Card wrong, being made again")
    REFUSED = "refused", _("Refused")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")


CLOSED_STATES = frozenset({State.HANDED_OVER, State.REFUSED, State.CANCELLED, State.EXPIRED})
OPEN_STATES = frozenset(State) - CLOSED_STATES
# From the slip on the dossier is on the way; before it, the citizen is still at the counter.
BEFORE_SLIP_STATES = frozenset(
    {State.DRAFT, State.BOOKED, State.RECEIVED, State.AWAITING_DATA_FIX, State.BIOMETRICS_DONE}
)
# The deadline is kept once the card lies at the unit.
CARD_READY_STATES = frozenset({State.CARD_ARRIVED, State.HANDED_OVER, State.POSTED})
ABOVE_STATES = frozenset({State.SENT, State.APPROVED, State.PRINTING, State.CARD_WRONG})


class DeedName(models.TextChoices):
    """What an officer does to a dossier; the label is the text of the button."""

    START = "start_application", _("Take the dossier")
    WAIT_FOR_DATA = "wait_for_data", _("Wait for the data to be corrected")
    RESUME = "resume_dossier", _("The data is correct now, go on")
    TAKE_BIOMETRICS = "take_biometrics", _("Biometrics taken, CC01 signed")
    ISSUE_SLIP = "issue_slip", _("Issue the appointment slip")
    SEND = "send_dossier", _("Send the dossier up")
    RETURN_WITH_ERROR = "return_with_error", _("Record the return with an error")
    APPROVE = "approve_dossier", _("Record the approval")
    START_PRINTING = "start_printing", _("Record that the card is being printed")
    RECORD_ARRIVAL = "record_card_arrival", _("Record that the card has arrived")
    HAND_OVER = "hand_over_card", _("Hand the card to the citizen")
    POST = "post_card", _("Send the card by post")
    MARK_WRONG = "mark_card_wrong", _("The card is wrong, send it back")
    REFUSE = "refuse_application", _("Refuse the application (CC03)")
    CANCEL = "cancel_application", _("Cancel the application")
    EXPIRE = "expire_application", _("Close as erased without an answer")
    CLOSE_ON_DEATH = "close_on_death", _("Closed because the person has died")


class Channel(models.TextChoices):
    COUNTER = "counter", _("At the counter")
    MOBILE = "mobile", _("Mobile visit")
    HOME = "home", _("At home")
    ONLINE = "online", _("Online public service")


class ReturnedCause(models.TextChoices):
    """Whose error brought the dossier back; only the citizen's stops the legal clock."""

    CITIZEN = "citizen", _("The citizen's papers or declaration")
    OFFICER = "officer", _("Our collection or typing")
    SYSTEM = "system", _("Transmission or the system above")


class ReceiverKind(models.TextChoices):
    HOLDER = "holder", _("The holder")
    REPRESENTATIVE = "representative", _("The representative (parent or guardian)")
    RELATIVE = "relative", _("A relative with a written authorisation")


class IdentifiedBy(models.TextChoices):
    SLIP_AND_FACE = "slip_and_face", _("Appointment slip and face")
    FINGERPRINT = "fingerprint", _("Fingerprint at the reader")
    OLD_CARD = "old_card", _("Previous card")
    VNEID = "vneid", _("VNeID on the phone")
    AUTHORISATION = "authorisation", _("Written authorisation and own card")


class CardType(models.TextChoices):
    CCCD_BARCODE = "cccd_barcode", _("CCCD with barcode")
    CCCD_CHIP = "cccd_chip", _("CCCD with chip")
    CAN_CUOC = "can_cuoc", _("Căn cước card")


class CardStatus(models.TextChoices):
    """Luật Căn cước Đ.29 for held and withdrawn."""

    VALID = "valid", _("Valid")
    HELD = "held", _("Held by an authority")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LOST = "lost", _("Lost")
    REPLACED = "replaced", _("Replaced")
    EXPIRED = "expired", _("Expired")


class CardPlace(models.TextChoices):
    AT_UNIT = "at_unit", _("At the unit")
    IN_SAFE = "in_safe", _("In the safe")
    WITH_OFFICER = "with_officer", _("With an officer on a visit")
    WITH_CITIZEN = "with_citizen", _("With the citizen")
    IN_POST = "in_post", _("In the post")
    SENT_BACK = "sent_back", _("Sent back above")


# Where the unit answers for a card; of these, what can be counted at the unit itself.
CUSTODY_PLACES = frozenset({CardPlace.AT_UNIT, CardPlace.IN_SAFE, CardPlace.WITH_OFFICER, CardPlace.IN_POST})
UNIT_PLACES = frozenset({CardPlace.AT_UNIT, CardPlace.IN_SAFE})


class SlipRangeKind(models.TextChoices):
    HELD = "held", _("Held for a visit")
    VOID = "void", _("Void")
