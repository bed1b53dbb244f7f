"""The lanes of hand-overs on the Today page: what comes from other wards, and what others have not taken yet."""

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_data_steward
from residents.extension_points import TodayCard, TodayTask
from residents.queries.hand_overs import in_nobodys_list, listed, waiting


def _count(coming: bool, officer: Officer) -> int:
    return waiting(officer, coming=coming).count()


def _tasks(coming: bool, officer: Officer, limit: int) -> Iterable[TodayTask]:
    for row in listed(officer, coming=coming)[:limit]:
        moving = row.hand_over
        yield TodayTask(
            full_name=row.full_name,
            url=moving.get_absolute_url(),
            next_step=_("Take over or refuse") if coming else _("Waiting to be taken over"),
            sub=str(moving.from_unit if coming else moving.to_unit),
            due=_waits(row.days),
            tone="late" if row.is_late else "wait",
            action=_("Open"),
            action_url=moving.get_absolute_url(),
        )


def _waits(days: int) -> str:
    return ngettext("waits %(days)d day", "waits %(days)d days", days) % {"days": days} if days else _("since today")


def _count_astray(officer: Officer) -> int:
    """Only the steward of the area can help where no ward can."""
    return len(in_nobodys_list(clock.today())) if is_data_steward(officer) else 0


CARDS = (
    TodayCard(
        code="hand_over_coming",
        label=gettext_lazy("People coming from other wards"),
        count=partial(_count, True),
        url_name="residents:hand_overs",
        tone="wait",
        order=30,
        tasks=partial(_tasks, True),
    ),
    TodayCard(
        code="hand_over_sent",
        label=gettext_lazy("Waiting for another ward to take over"),
        count=partial(_count, False),
        url_name="residents:hand_overs",
        order=31,
        tasks=partial(_tasks, False),
    ),
    TodayCard(
        code="hand_over_astray",
        label=gettext_lazy("Hand-overs that nobody can answer"),
        count=_count_astray,
        url_name="residents:hand_overs",
        tone="late",
        order=32,
    ),
)
