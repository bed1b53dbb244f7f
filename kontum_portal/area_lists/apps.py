from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation


class AreaListsConfig(AppConfig):
    name = "kontum_portal.area_lists"
    label = "area_lists"
    verbose_name = _("Lists of the units")

    def ready(self) -> None:
        from kontum_portal.area_lists import rules

        navigation.register(
            navigation.NavItem(
                group=navigation.SYSTEM,
                label=_("Sub-units"),
                url_name="area_lists:units",
                order=70,
                letter="u",
                visible=rules.can_view_units,
            )
        )
