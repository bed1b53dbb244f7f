"""Refusals about reforms of the units, one sentence each."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class UnreadableTableError(DomainError):
    message = _("“%(name)s” is not a table of unit changes: it has to be a CSV file in UTF-8, at most 1 MB.")


class ColumnsMissingError(DomainError):
    message = _("The table lacks these columns: %(columns)s.")


class EmptyTableError(DomainError):
    message = _("The table has no lines below its header. Each old unit needs a line of its own.")


class BadLineError(DomainError):
    message = _("Line %(line)s: %(field)s “%(value)s” cannot be read. %(hint)s")


class DateUnreadableError(DomainError):
    message = _("“%(value)s” is no date. Write it as YYYY-MM-DD.")


class WrongDateError(DomainError):
    message = _(
        "Line %(line)s says that the change takes effect on %(said)s, but %(asked)s was asked for. Correct the date or the table."
    )


class ReformToComeError(DomainError):
    message = _(
        "The change takes effect on %(day)s and today is %(today)s. Until then only a dry run is possible: people belong"
        " to the old units to the last day."
    )


class UnknownOldUnitError(DomainError):
    message = _("Line %(line)s: on %(day)s there was no unit with the code %(code)s.")


class OtherOldUnitError(DomainError):
    message = _("Line %(line)s: on %(day)s the code %(code)s meant %(unit)s, the table says “%(said)s”.")


class TwoSuccessorsError(DomainError):
    message = _(
        "Lines %(first)s and %(line)s send %(unit)s into two units. A unit goes into one successor as a whole;"
        " a unit that is divided needs its sub-units moved by hand first."
    )


class LineTwiceError(DomainError):
    message = _("Lines %(first)s and %(line)s are about the same unit, %(unit)s. Take one of them out.")


class SuccessorNamedTwiceError(DomainError):
    message = _("Lines %(first)s and %(line)s give the new code %(code)s two names. Correct one of them.")


class OtherSuccessorError(DomainError):
    message = _("Line %(line)s: the new unit %(code)s is already known as %(unit)s, the table says “%(said)s”.")


class CodeInUseError(DomainError):
    message = _("Line %(line)s: the code %(code)s still belongs to %(unit)s, which the table does not end.")


class UnitsMissingError(DomainError):
    message = _("The table says nothing about these units: %(units)s. Each unit needs a line, also one that stays.")


class GoneElsewhereError(DomainError):
    message = _("Line %(line)s: %(unit)s has already gone into %(successor)s on %(day)s.")


class PartlyAppliedError(DomainError):
    message = _("A part of this table has been applied before, another part has not. Undo the earlier reform first.")


class ReformNotProposedError(DomainError):
    message = _("This table has already been applied or undone. Hand it in once more if it has to be applied again.")


class NothingToUndoError(DomainError):
    message = _("No reform of the units is in force: there is nothing to undo.")


class LaterReformError(DomainError):
    message = _("A later reform has been applied since. Undo that one first.")


class ReformCannotBeUndoneError(DomainError):
    message = _("The reform can no longer be undone, because this was written to the new units since: %(what)s.")


class FileNeededError(DomainError):
    message = _("Name the table of unit changes and --effective DATE, or --undo alone.")


class NoSuchTableError(DomainError):
    message = _("There is no file “%(name)s”. Give the whole path.")
