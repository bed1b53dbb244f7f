"""The look as a Django app: it owns no table, and every other app builds its pages from it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation


class LookConfig(AppConfig):
    name = "kontum_portal.look"
    label = "look"
    verbose_name = _("Look of the portal")

    def ready(self) -> None:
        autodiscover_modules("help_texts")
        navigation.register(
            navigation.NavItem(
                group=navigation.SYSTEM,
                label=_("Interface samples"),
                url_name="look:gallery",
                order=95,
                letter="m",
                visible=lambda user: user.role == "administrator",
            )
        )
