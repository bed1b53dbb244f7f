"""Where imports join the portal: the kind of list, the jobs and the menu; called once at start-up."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look import navigation
from residents import extension_points
from residents.imports import jobs, rules, undo_jobs
from residents.imports.kinds import OUTSIDE_LISTS, RESIDENTS

JOBS = (jobs, undo_jobs)  # importing them registers them


def join() -> None:
    extension_points.import_kinds.update({kind.code: kind for kind in (RESIDENTS, *OUTSIDE_LISTS)})
    navigation.register(
        navigation.NavItem(
            group=navigation.SYSTEM,
            label=_("Import a spreadsheet"),
            url_name="imports:batches",
            order=80,
            letter="i",
            visible=rules.can_import,
        )
    )
