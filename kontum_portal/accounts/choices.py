from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OFFICER = "officer", _("Ward officer")
    WARD_CHIEF = "ward_chief", _("Ward chief")
    CITY_COMMANDER = "city_commander", _("City commander")
    DATA_STEWARD = "data_steward", _("Data steward")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM = "system", _("System")


class Purpose(models.TextChoices):
    """Why a person's record was read (Luật 91/2025/QH15 Đ.3: processing is bound to a stated purpose)."""

    SERVICE = "service", _("Serving the citizen")
    CARD = "card", _("Căn cước dossier")
    EID = "eid", _("E-identity account")
    VERIFY = "verify", _("Verifying residence data")
    QUALITY = "quality", _("Mending data errors")
    OUTREACH = "outreach", _("Outreach campaign")
    IMPORT = "import", _("Importing a list")
    REPORT = "report", _("Checking a report's figure")
    SEARCH = "search", _("Looking a person up")
    EXPORT = "export", _("Export")


class LogKind(models.TextChoices):
    DEED = "deed", _("Deeds")
    ACCESS = "access", _("Access log")
