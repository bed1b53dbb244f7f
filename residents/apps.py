from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation


class ResidentsConfig(AppConfig):
    name = "residents"
    verbose_name = _("Residents")

    def ready(self) -> None:
        from residents import (  # noqa: F401 - jobs register themselves
            extension_points,
            following,
            hand_over_cards,
            jobs,
            life_panel,
            rules,
            today_cards,
            verify_parts,
            visit_panel,
        )
        from residents.imports import joining as imports_joining

        imports_joining.join()
        following.join()
        extension_points.today_cards.extend([life_panel.ENDING_CARD, *hand_over_cards.CARDS])
        extension_points.record_panels.append(visit_panel.PANEL)
        extension_points.resident_filters.append(life_panel.ENDS_FILTER)
        extension_points.record_panels.append(life_panel.PANEL)
        extension_points.today_cards.extend([*today_cards.TODAY_CARDS, *verify_parts.TODAY_CARDS])
        extension_points.record_panels.append(verify_parts.PANEL)
        extension_points.search_shapes.append(verify_parts.SHAPE)
        for item in (
            navigation.NavItem(
                navigation.MAIN, _("Today"), "residents:today", order=10, visible=rules.has_today, narrow=True
            ),
            navigation.NavItem(
                navigation.MAIN, _("Residents"), "residents:list", order=30, visible=rules.can_see_register, narrow=True
            ),
            navigation.NavItem(
                navigation.MAIN, _("Households"), "residents:households", order=32, visible=rules.can_see_register
            ),
            navigation.NavItem(
                navigation.MAIN, _("Scan a card"), "residents:scan", order=31, visible=rules.can_see_register
            ),
            navigation.NavItem(
                navigation.AREA, _("Verification"), "residents:verify", order=34, visible=rules.can_see_register
            ),
            navigation.NavItem(
                navigation.AREA, _("Between wards"), "residents:hand_overs", order=37, visible=rules.can_see_register
            ),
            navigation.NavItem(
                navigation.MAIN,
                _("Look-up across wards"),
                "residents:across",
                order=34,
                visible=rules.can_look_up_across,
            ),
            navigation.NavItem(
                navigation.AREA, _("White zones"), "residents:white_zones", order=36, visible=rules.can_see_register
            ),
            navigation.NavItem(
                navigation.AREA, _("Data errors"), "residents:findings", order=35, visible=rules.can_see_register
            ),
        ):
            navigation.register(item)
