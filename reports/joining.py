"""Where this app joins the lower ones: extension points, jobs and the menu; called once at start-up."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation
from reports import jobs, rules
from reports.models import KeyedValue, Report, UnitFigure
from reports.services import inheriting, refreshing
from residents import extension_points
from residents.services.carrying_along import keep_with_old_unit, key_of

JOBS = jobs  # importing them registers them


def join() -> None:
    extension_points.on_card_state.append(refreshing.follow_card_state)
    extension_points.on_death.append(refreshing.follow_change)
    extension_points.on_death_undone.append(refreshing.follow_change)
    extension_points.on_move.append(refreshing.follow_move)
    extension_points.on_people_changed.append(refreshing.follow_people)
    extension_points.unit_heirs[key_of(UnitFigure, "unit")] = inheriting.FIGURES_OF_PREDECESSORS
    for model in (Report, KeyedValue, UnitFigure):
        keep_with_old_unit(model, why="A report and its numbers name the unit of their time.")
    for url_name, label, order, letter in (
        ("reports:dashboard", _("Overview"), 20, "t"),
        ("reports:list", _("Reports"), 80, "b"),
    ):
        group = navigation.MAIN if order < 50 else navigation.OTHER
        item = navigation.NavItem(group, label, url_name, order, visible=rules.sees_figures, letter=letter)
        navigation.register(item)
