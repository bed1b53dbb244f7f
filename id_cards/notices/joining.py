"""Where notices of personal numbers join the register, Today and the menu; called once at start-up."""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from id_cards.figures import put_back
from id_cards.models import PersonalIdNotice
from id_cards.notices import queries
from id_cards.notices.services import following
from id_cards.rules import may_open_pages
from kontum_portal.accounts.models import Officer
from kontum_portal.look import navigation
from residents import extension_points
from residents.extension_points import RecordPanel, TodayCard
from residents.models import Resident
from residents.services.carrying_along import (
    carry_along_with_move,
    carry_along_with_resident,
    carry_along_with_unit,
    key_of,
)

SHOWN = ("id", "state", "reason", "group", "state_changed_at")


def newest_notice() -> Subquery:
    """The newest notice of each person as JSON: it comes along with the record's own query."""
    newest = PersonalIdNotice.objects.filter(resident=OuterRef("pk")).order_by("-id")
    return Subquery(newest.values(shown=JSONObject(**{name: name for name in SHOWN}))[:1])


def _panel(officer: Officer, resident: Resident) -> Mapping[str, Any]:
    """The person's newest notice; nothing where there is none, the lists find who needs one."""
    shown = getattr(resident, "notice_shown", None)
    if not shown:
        return {"personal_id_notice": None}
    notice = PersonalIdNotice(resident=resident, unit_id=resident.unit_id)
    put_back(notice, shown)
    return {"personal_id_notice": notice}


def join() -> None:
    extension_points.record_columns["notice_shown"] = newest_notice
    extension_points.record_panels.append(RecordPanel("notices", "id_cards/notices/panel.html", _panel, order=35))
    issued = queries.LANE_OF["issued"]
    extension_points.today_cards.append(
        TodayCard(
            code="notices_issued",
            label=_("Personal numbers to deliver"),
            count=lambda officer: queries.notices_in(officer, issued, queries.Wanted()).count(),
            url_name="notices:issued",
            tone="wait",
            order=17,
        )
    )
    carry_along_with_resident(PersonalIdNotice)
    carry_along_with_unit(PersonalIdNotice)
    carry_along_with_move(PersonalIdNotice)
    extension_points.on_merge[key_of(PersonalIdNotice, "resident")] = following.merge_notices
    extension_points.on_death.append(following.close_on_death)
    navigation.register(
        navigation.NavItem(
            group=navigation.MAIN,
            label=_("Personal numbers"),
            url_name="notices:untold",
            order=57,
            visible=may_open_pages,
        )
    )
