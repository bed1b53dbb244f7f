"""Why a file cannot be read or a batch cannot go on: one sentence each."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class UnreadableFileError(DomainError):
    message = _("This file cannot be read as a spreadsheet. Save it again as .xlsx or .csv and upload that.")
    status = 400


class EmptyFileError(UnreadableFileError):
    message = _("The file is empty: it holds no bytes at all. Choose the right file.")


class NothingToImportError(UnreadableFileError):
    message = _("There is nothing to import: the file holds no filled cell.")


class NoHeaderFoundError(UnreadableFileError):
    message = _(
        "No header row was found in the first %(rows)s rows: a column with people's names is needed. "
        "Put the column headings in one row above the list."
    )


class _FoundError(UnreadableFileError):
    """Its parameter ``found`` is a msgid of its own: the reader's process knows no languages."""

    def __str__(self) -> str:
        return str(self.message) % {"found": gettext(self.params["found"])}


class ForeignFileError(_FoundError):
    message = _("The file is %(found)s, whatever its name says. A spreadsheet (.xlsx, .xls, .ods) or .csv is needed.")


class EncryptedFileError(UnreadableFileError):
    message = _("The file is protected by a password. Open it, remove the password, save it and upload it again.")


class DamagedFileError(UnreadableFileError):
    message = _("The file is damaged or was cut off while copying. Copy it again from where it came.")


class DangerousFileError(_FoundError):
    message = _(
        "The file holds %(found)s, which a list of people never needs, so it was not opened. Save the list alone "
        "as .xlsx or .csv and upload that."
    )


class NulBytesError(UnreadableFileError):
    message = _("The text file holds NUL bytes, so its values cannot be trusted. Save it again as .csv (UTF-8).")


class FileTooLargeError(UnreadableFileError):
    message = _("The file is %(size)s MB; the limit is %(limit)s MB. Split the list and upload the parts.")


class UnpacksTooLargeError(UnreadableFileError):
    message = _(
        "Unpacked, the file would take %(size)s MB (limit %(limit)s MB) or is packed suspiciously tightly. Save "
        "the list again as .csv and upload that."
    )


class TooManyRowsError(UnreadableFileError):
    message = _("The list has %(rows)s rows; the limit is %(limit)s. Split the list and upload the parts.")


class TooManyColumnsError(UnreadableFileError):
    message = _("The list has %(columns)s columns; the limit is %(limit)s. Remove the columns that are not needed.")


class ReaderDiedError(UnreadableFileError):
    message = _(
        "Reading was stopped: the file needed more than %(memory)s MB of memory or %(seconds)s seconds. "
        "Split the list and upload the parts."
    )


class BatchNotReadyError(DomainError):
    message = _("This batch is not ready to be merged: it is “%(state)s”. Wait until it has been read and checked.")


class BatchAlreadyMergingError(DomainError):
    message = _("This batch is being merged already. Watch its progress on the page of the batch.")


class BatchBeingUndoneError(DomainError):
    message = _("This import is being undone already. Watch its progress on the page of the batch.")


class NoSuchBatchError(DomainError):
    message = _("There is no import number %(number)s that you opened. Check the number.")
    status = 404


class NothingToUndoError(DomainError):
    message = _(
        "There is nothing to undo: this batch is “%(state)s”. Only a merged import that is not closed can be undone."
    )


class NothingToMergeError(DomainError):
    message = _(
        "No row of this batch is good enough to merge. Look at the reasons, correct the file and upload it again."
    )


class RowsBeingCheckedError(DomainError):
    message = _("Some corrected rows are still being checked. Wait a moment, then merge.")


class DecisionNotPossibleError(DomainError):
    message = _("This cannot be said of this row. Look at its reasons, and correct the cell that is wrong.")


class SameNumberError(DomainError):
    message = _(
        "The person in the register has the same personal number, so this cannot be another person. Correct the "
        "number in the row first, or leave the row out."
    )


class UnknownKindError(DomainError):
    message = _("There is no import of the kind “%(kind)s” here. The kinds are: %(kinds)s.")
    status = 400


class UnknownUnitError(DomainError):
    message = _("There is no unit with the code %(code)s today. Check the code and the day.")
    status = 400


class UnknownMappingError(DomainError):
    message = _("No column mapping with the name “%(name)s” has been saved. Leave the name out, or save one first.")
    status = 400


class NoSuchFileError(DomainError):
    message = _("There is no file “%(name)s” here, or it may not be read. Check the path and the rights.")
    status = 400
