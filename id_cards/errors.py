"""Refusals of the căn cước work, one sentence each."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class ApplicationBlockedError(DomainError):
    message = _("The dossier cannot be taken yet: %(reasons)s")


class ApplicationAlreadyOpenError(DomainError):
    message = _("This person already has an open dossier. Go on with that one instead of starting another.")


class RepresentativeMissingError(DomainError):
    message = _("A person under 14 applies through a parent or guardian. Write down the representative's name.")


class StepNotAllowedError(DomainError):
    message = _("“%(deed)s” is not possible while the dossier is “%(state)s”. Open it again to see its next step.")


class StaleApplicationError(DomainError):
    message = _(
        "Somebody else has worked on this dossier while you had it open. Look at its new state before you go on."
    )


class BiometricsMissingError(DomainError):
    message = _("Fingerprints, photo and iris are taken first: the person is 6 or older and this is no re-issue.")


class NoteMissingError(DomainError):
    message = _("Write down why. Whoever works on this dossier next needs to know.")


class CauseMissingError(DomainError):
    message = _("Say whose error it was. The deadline only stops for an error of the citizen.")


class CardAlreadyHandedOverError(DomainError):
    message = _(
        "This card has already been handed over, by %(officer)s at %(moment)s, so nothing was changed. Open the "
        "dossier to see to whom."
    )


class ReceiverMissingError(DomainError):
    message = _("Write down the name of the person who took the card.")


class ReceiverNotProvedError(DomainError):
    message = _(
        "A relative takes a card only with a written authorisation. Tick it once you have seen it, or wait for "
        "the holder."
    )


class ChildReceivesAloneError(DomainError):
    message = _(
        "The holder is under 14: the card goes to the parent or guardian. Choose the representative as the receiver."
    )


class NumberMissingError(DomainError):
    message = _("The record has no personal number, so no card can have been made. Complete the record first.")


class UndoNotAllowedError(DomainError):
    message = _(
        "A step can be taken back only by the officer who did it, within 30 minutes, and only the last one. Go on"
        " with another step of the dossier instead."
    )


class FeeUnknownError(DomainError):
    message = _("No fee is set for this type of case on %(day)s. Ask the administrator to complete the fee table.")


class SlipNotFoundError(DomainError):
    message = _("No dossier of your unit has this slip number or personal number. Check the number, or search by name.")
    status = 404


class BothHaveOpenDossierError(DomainError):
    message = _("Both records have an open dossier. Close one of the two before the records are merged.")


class CardWithAnotherOfficerError(DomainError):
    message = _(
        "This card is out with %(officer)s. Only that officer hands it over, until it has been brought back and signed for."
    )


class CodeUnreadableError(DomainError):
    message = _("This is neither a slip number nor the code of a card. Scan again, or type the 12-digit number.")
    status = 422


class NothingToSendError(DomainError):
    message = _("Choose at least one dossier to send up.")


class TooManyForOneBatchError(DomainError):
    message = _("One batch holds at most %(most)s dossiers. Choose fewer, and send the others in a second batch.")


class NotReadyToSendError(DomainError):
    message = _("%(number)s of the chosen dossiers can no longer be sent up. Open the list again and choose anew.")


class ArrivalClosedError(DomainError):
    message = _("This arrival is closed. Open a new one for cards that came later.")


class NothingToTakeBackError(DomainError):
    message = _("There is no scan of yours to take back: only the last one can be, by the officer who made it.")


class CardsNotHereError(DomainError):
    message = _(
        "%(number)s of the chosen cards are no longer where they were, or wait for a signature already. Open the list again."
    )


class NothingToHandOnError(DomainError):
    message = _("Choose at least one card.")


class TakerNotOfUnitError(DomainError):
    message = _("Cards are handed on to another officer of the same unit, who signs for them. Choose that officer.")


class TransferAnsweredError(DomainError):
    message = _("This has been answered already: %(state)s. Nothing was changed.")


class StockTakeClosedError(DomainError):
    message = _("This stock-taking is closed; its list no longer changes. Open a new one to count again.")


class StockTakeOpenError(DomainError):
    message = _("A stock-taking of this unit is open already. Go on with that one.")


class FindingNoteMissingError(DomainError):
    message = _("Write down what was found out and done. The finding is closed with it.")


class SlipNumbersTakenError(DomainError):
    message = _("Some of these numbers are on a dossier or set apart already. Choose numbers that are free.")
