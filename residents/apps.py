from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation


class ResidentsConfig(AppConfig):
    name = "residents"
    verbose_name = _("Residents")

    def ready(self) -> None:
        from kontum_portal.working_days.extension_points import on_calendar_change
        from residents import (  # noqa: F401 - jobs register themselves
            extension_points,
            following,
            hand_over_cards,
            jobs,
            life_panel,
            procedure_cards,
            rules,
            today_cards,
            verify_parts,
            visit_panel,
        )
        from residents.imports import joining as imports_joining
        from residents.queries.timeline import event_entries, verification_entries
        from residents.reform import jobs as reform_jobs  # noqa: F401 - jobs register themselves
        from residents.reform import rules as reform_rules
        from residents.services.procedures import recalculate_later

        imports_joining.join()
        following.join()
        extension_points.record_panels.append(visit_panel.PANEL)
        on_calendar_change.append(recalculate_later)
        extension_points.today_cards.extend([life_panel.ENDING_CARD, *hand_over_cards.CARDS, procedure_cards.CARD])
        extension_points.resident_filters.append(life_panel.ENDS_FILTER)
        extension_points.record_panels.append(life_panel.PANEL)
        extension_points.today_cards.extend([*today_cards.TODAY_CARDS, *verify_parts.TODAY_CARDS])
        extension_points.record_panels.append(verify_parts.PANEL)
        extension_points.search_shapes.append(verify_parts.SHAPE)
        extension_points.timeline_sources.extend([event_entries, verification_entries])
        seen, narrow = rules.can_see_register, {"residents:today", "residents:list"}
        for group, label, url_name, order, letter, visible in (
            (navigation.MAIN, _("Today"), "residents:today", 10, "h", rules.has_today),
            (navigation.MAIN, _("Residents"), "residents:list", 30, "n", seen),
            (navigation.MAIN, _("Scan a card"), "residents:scan", 31, "q", seen),
            (navigation.MAIN, _("Households"), "residents:households", 32, "a", seen),
            (navigation.MAIN, _("Look-up across wards"), "residents:across", 34, "w", rules.can_look_up_across),
            (navigation.AREA, _("Verification"), "residents:verify", 34, "x", seen),
            (navigation.AREA, _("Data errors"), "residents:findings", 35, "l", seen),
            (navigation.AREA, _("White zones"), "residents:white_zones", 36, "z", seen),
            (navigation.AREA, _("Between wards"), "residents:hand_overs", 37, "g", seen),
            (navigation.SYSTEM, _("Unit reform"), "reform:reforms", 75, "s", reform_rules.can_reform),
            (navigation.MAIN, _("Residence files"), "residents:procedures", 45, "", seen),
        ):
            at_hand = url_name in narrow
            item = navigation.NavItem(group, label, url_name, order, visible, narrow=at_hand, letter=letter)
            navigation.register(item)
