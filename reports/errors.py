from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class PeriodUnreadableError(DomainError):
    message = _(
        "“%(text)s” is not a period. Write 2026-10 for a month, 2026-W43 for a week, 2026-Q4 for a quarter, "
        "2026-H1 for half a year, 2026 for a year, or 2026-10-01..2026-10-15 for a span of days."
    )
    status = 400


class PeriodNotBegunError(DomainError):
    message = _("The period begins on %(start)s, which is still to come. Choose a period that has begun.")


class RateAbove100Error(DomainError):
    message = _("%(numerator)s out of %(denominator)s is more than 100 %%. Correct one of the two numbers.")


class PeriodAboveCumulativeError(DomainError):
    message = _(
        "The period's value %(period)s is greater than the cumulative %(cumulative)s that contains it. "
        "Correct one of the two numbers."
    )


class NegativeValueError(DomainError):
    message = _("A value cannot be below zero. Correct the number.")


class SourceNotNamedError(DomainError):
    message = _("Name the source of the figure: a document with its number, or the agency that gave it.")


class ComputedIndicatorError(DomainError):
    message = _(
        "Indicator %(code)s is computed from the portal's records and is not keyed in. Choose another indicator."
    )


class DenominatorMissingError(DomainError):
    message = _("Indicator %(code)s is a rate: give both numbers, the part and the whole.")


class ReportNotBuiltError(DomainError):
    message = _("The report is still being built. Wait until its files are there.")


class ReportApprovedError(DomainError):
    message = _("The report is approved and no longer changes. Build a new one for the same period instead.")


class RemarksMissingError(DomainError):
    message = _("Write what is left to do and what you propose before approving: these parts are still empty.")


class UnitNotFoundError(DomainError):
    message = _("No unit with the code %(code)s is in your scope. Check the code, or leave it out for all your units.")
    status = 404


class NothingCountedError(DomainError):
    message = _(
        "There are no units in your scope, so there is nothing to report on. Ask the administrator to give you one."
    )


class FolderMissingError(DomainError):
    message = _("The folder %(folder)s does not exist. Create it, or name another file.")
