from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where an indicator's value comes from."""

    COMPUTED = "computed", _("Computed from the portal's records")
    KEYED = "keyed", _("Keyed in by hand, source named")
    EITHER = "either", _("Computed where the portal holds the files, otherwise keyed in")


class Group(models.IntegerChoices):
    """The five groups of QĐ 06/QĐ-TTg of 06/01/2022."""

    SERVICES = 1, _("1. Procedures and online public services")
    ECONOMY = 2, _("2. Economic and social development")
    CITIZENS = 3, _("3. Digital citizens")
    DATA = 4, _("4. Resident data: connected, used, enriched")
    DIRECTION = 5, _("5. Direction and steering")


class PeriodKind(models.TextChoices):
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    HALF_YEAR = "half_year", _("Half year")
    YEAR = "year", _("Year")
    SPAN = "span", _("From a day to a day")


class ReportStatus(models.TextChoices):
    BUILDING = "building", _("Being built")
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")


class FileFormat(models.TextChoices):
    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
