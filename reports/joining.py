"""Where this app joins the lower ones: extension points, jobs and the menu; called once at start-up."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation
from reports import jobs, rules
from reports.services import refreshing
from residents import extension_points

JOBS = jobs  # importing them registers them


def join() -> None:
    extension_points.on_card_state.append(refreshing.follow_card_state)
    extension_points.on_death.append(refreshing.follow_change)
    extension_points.on_move.append(refreshing.follow_move)
    extension_points.on_people_changed.append(refreshing.follow_people)
    for url_name, label, order, letter in (
        ("reports:dashboard", _("Overview"), 20, "t"),
        ("reports:list", _("Reports"), 80, "b"),
    ):
        group = navigation.MAIN if order < 50 else navigation.OTHER
        item = navigation.NavItem(group, label, url_name, order, visible=rules.sees_figures, letter=letter)
        navigation.register(item)
