from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkingDaysConfig(AppConfig):
    name = "kontum_portal.working_days"
    label = "working_days"
    verbose_name = _("Working calendar")
