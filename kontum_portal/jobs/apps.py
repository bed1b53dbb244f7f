from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation


class JobsConfig(AppConfig):
    name = "kontum_portal.jobs"
    label = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        item = navigation.NavItem(
            navigation.SYSTEM, _("Jobs"), "jobs:list", order=90, letter="v", visible=lambda officer: officer.is_active
        )
        navigation.register(item)
