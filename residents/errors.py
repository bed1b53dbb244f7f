"""Refusals of the register, one sentence each."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class NumberAlreadyHeldError(DomainError):
    message = _(
        "This personal number is already in the register of %(units)s. Open that record if it is the same person; "
        "if it is another one, give the reason and save again."
    )


class LooksLikeSomebodyError(DomainError):
    message = _(
        "Somebody in the register is very much alike (%(count)d). Open that record if it is the same person; "
        "if it is another one, give the reason and save again."
    )


class UnknownUnitError(DomainError):
    message = _("This unit is not one of yours. Choose one of your own units.")
    status = 403


class SubUnitOfAnotherUnitError(DomainError):
    message = _("The residential group, hamlet or village belongs to another unit. Choose one of this unit.")


class HouseholdOfAnotherUnitError(DomainError):
    message = _("The household belongs to another unit. Choose one of this unit.")


class FactNotEditableError(DomainError):
    message = _("“%(fact)s” cannot be changed here. Open the record and use the act that is meant for it.")


class NothingChangedError(DomainError):
    message = _("Nothing was changed, so nothing was saved. Change a field, or go back to the record.")


class AlreadyDeceasedError(DomainError):
    message = _("The death of this person is already registered. If the day is wrong, have it corrected in the record.")


class DeathInFutureError(DomainError):
    message = _("The day of death lies in the future. Correct the day.")


class DeathBeforeBirthError(DomainError):
    message = _("The death lies before the birth. Check both dates.")


class UnknownOfficerError(DomainError):
    message = _("There is no officer with the user name “%(username)s”. Check the spelling, or make the account first.")


class UnknownUnitCodeError(DomainError):
    message = _("There is no unit with the code “%(code)s”. Check the five digits.")


class TooManyToPrintError(DomainError):
    message = _("More than %(limit)s people would be printed. Narrow the list by sub-unit or another filter first.")


class HouseholdHasHeadError(DomainError):
    message = _("This household already has a head. Change the head on the page of the household.")


class HouseholdClosedError(DomainError):
    message = _("This household is closed: its people live in another one. Open that one.")


class HouseholdNumberTakenError(DomainError):
    message = _(
        "Another household of the unit has the residence file number “%(number)s”. Open that household, or "
        "correct the number."
    )


class LivesElsewhereError(DomainError):
    message = _(
        "%(name)s already lives in the household %(household)s. Nobody lives in two: move the person from there."
    )


class NotAMemberError(DomainError):
    message = _("Somebody chosen does not live in this household any more. Look at its members and choose again.")


class HeadNotChosenError(DomainError):
    message = _("Choose the head among the people of the household.")


class NobodyStaysError(DomainError):
    message = _("All the people were chosen, so nothing would be split off. Move the whole household instead.")


class SameHouseholdError(DomainError):
    message = _("A household cannot be merged into itself. Choose another one of the unit.")


class PersonOfAnotherUnitError(DomainError):
    message = _(
        "The person is registered in another unit. Have the person handed over first, or choose a person of this unit."
    )


class PhotoTooBigError(DomainError):
    message = _("Choose one photo of at most 12 MB.")
    status = 422


class PhotoUnreadableError(DomainError):
    message = _("This file is not a photo that can be read. Take a JPEG or PNG picture of the card.")
    status = 422


class PhotoWithoutCodeError(DomainError):
    message = _("No QR code was found in the photo. Take it closer, level and without glare.")
    status = 422


class ApprovalNeededError(DomainError):
    message = _(
        "This record was verified: name, birth date, sex and personal number change only with the approval of a "
        "second person. Give the reason and the evidence, and save again: it goes to the ward chief."
    )


class CorrectionAlreadyPendingError(DomainError):
    message = _("A correction of this record already waits for approval. Have it decided or withdrawn first.")


class CorrectionDecidedError(DomainError):
    message = _("This correction was decided or withdrawn already. Reload the record to see how it stands.")


class CorrectionOutdatedError(DomainError):
    message = _(
        "The record is no longer as it was when this correction was asked for. Refuse it, and have it asked for again."
    )


class ReasonMissingError(DomainError):
    message = _("The reason is missing. Write why, so that whoever reads the record later understands it.")


class NextDayWithoutActionError(DomainError):
    message = _("Say what is to be done on that day.")


class NoFilterChosenError(DomainError):
    message = _("Choose at least one filter before you save it.")


class TooManySavedFiltersError(DomainError):
    message = _("You have %(most)s saved filters already. Delete one first.")


class CheckedInFutureError(DomainError):
    message = _("A check in the future cannot be recorded. Correct the day.")


class DeceasedNotVerifiedError(DomainError):
    message = _("This person has died; the record is not verified any more.")


class UnknownFactError(DomainError):
    message = _("One of the differing facts is unknown. Choose from the list.")


class NothingToConfirmError(DomainError):
    message = _("Nobody was chosen. Tick those who were met.")


class OnlyOwnCheckUndoneError(DomainError):
    message = _("Another officer recorded this check. Only that officer takes it back; record your own check instead.")


class UndoneTooLateError(DomainError):
    message = _("A check is taken back on the same day only, and once. Record a new check instead.")


class NotAWholeNumberError(DomainError):
    message = _(
        "Across wards only a whole personal number of 12 digits, or the code of a card in hand, is looked up. "
        "Type all 12 digits, or scan the card."
    )
    status = 422


class TooManyLookUpsError(DomainError):
    message = _("You have made %(most)s look-ups across wards within the hour. Wait, or ask your chief.")
    status = 429


class VisitReasonMissingError(DomainError):
    message = _("Say why the citizen is served here: the home ward reads the reason.")
    status = 422


class VisitNotOpenedError(DomainError):
    message = _("This record cannot be opened: the home ward has to settle first who holds the number.")


class RoundAlreadyOpenError(DomainError):
    message = _("A round through this place is planned or being done already. Finish it first.")


class RoundInPastError(DomainError):
    message = _("A round is planned for today or later. Correct the day.")


class RoundNotNextError(DomainError):
    message = _("The round is: %(state)s. This step does not follow from there.")
