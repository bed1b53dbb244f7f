"""What the record page and the Today page show of residence and events."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from residents.choices import ResidenceKind
from residents.extension_points import RecordPanel, ResidentFilter, TodayCard, TodayTask
from residents.life_pages import event_url, possible_pages
from residents.life_rules import ENDING_SOON
from residents.masking import masked_phone
from residents.models import Resident, Whereabouts
from residents.queries.hand_overs import hand_over_of
from residents.queries.procedures import procedures_of
from residents.queries.timeline import timeline, whereabouts_of
from residents.rules import can_enter_events, can_propose_hand_over

RUNNING_OUT = (ResidenceKind.TEMPORARY, ResidenceKind.SHORT_STAY)


def _context(officer: Officer, resident: Resident) -> Mapping[str, Any]:
    known, waiting = whereabouts_of(officer, resident), hand_over_of(officer, resident)
    return {
        "life": {
            "resident": resident,
            "ends": _ends(resident),
            "whereabouts": known,
            "away": _away_rows(known) if known else [],
            "phone": masked_phone(known.relative_phone) if known else "",
            "actions": _actions(officer, resident, on_the_way=waiting is not None),
            "hand_over": waiting,
            "procedures": procedures_of(officer, resident),
            "timeline": timeline(officer, resident),
        }
    }


def _actions(officer: Officer, resident: Resident, *, on_the_way: bool) -> list[tuple[Any, str]]:
    """What may be entered for this person, each with its page."""
    actions: list[tuple[Any, str]] = [
        (page.title, event_url(resident, page)) for page in possible_pages(officer, resident)
    ]
    if can_enter_events(officer, resident):
        actions.append((_("Receive a residence file"), reverse("residents:receive_procedure", args=[resident.pk])))
    if can_propose_hand_over(officer, resident) and not on_the_way:
        actions.append((_("Hand over to another ward"), reverse("residents:propose_hand_over", args=[resident.pk])))
    return actions


def _away_rows(known: Whereabouts) -> list[tuple[str, Any]]:
    rows = [
        (_("Away since"), known.since),
        (_("Place"), known.place),
        (_("Reason"), known.reason),
        (_("Last seen on"), known.last_seen_on),
        (_("Expected back on"), known.expected_return),
    ]
    return [row for row in rows if row[1]]


def _ends(resident: Resident) -> dict[str, str] | None:
    """A residence that has run out or will soon."""
    until = resident.residence_until
    if resident.deceased_on or until is None or resident.residence_kind not in RUNNING_OUT:
        return None
    days = (until - clock.today()).days
    if days > ENDING_SOON:
        return None
    if days < 0:
        return {"tone": "late", "text": _("The residence ran out on %(day)s.") % {"day": f"{until:%d/%m/%Y}"}}
    text = ngettext("The residence runs out in %(days)d day.", "The residence runs out in %(days)d days.", days)
    return {"tone": "wait", "text": text % {"days": days}}


PANEL = RecordPanel(code="life", template="residents/moves/panel.html", context=_context, order=10)


def _ending_soon() -> Q:
    today = clock.today()
    within = (today, today + dt.timedelta(days=ENDING_SOON))
    return Q(residence_kind__in=RUNNING_OUT, residence_until__range=within)


def ends_condition(value: str) -> Q:
    """People by the end of their residence or absence; nothing for a value nobody knows."""
    today = clock.today()
    conditions = {
        "soon": _ending_soon(),
        "over": Q(residence_kind__in=RUNNING_OUT, residence_until__lt=today),
        "back_due": Q(whereabouts__expected_return__lt=today),
    }
    return conditions.get(value, Q(pk__in=[]))


ENDS_FILTER = ResidentFilter(
    code="ends",
    label=gettext_lazy("Residence ends"),
    choices=(
        ("soon", gettext_lazy("within 30 days")),
        ("over", gettext_lazy("has run out")),
        ("back_due", gettext_lazy("away, should be back")),
    ),
    condition=ends_condition,
)


def _ending(officer: Officer) -> Any:
    return Resident.objects.visible_to(officer).living().filter(_ending_soon())


def _count_ending(officer: Officer) -> int:
    return _ending(officer).count()


def _tasks_ending(officer: Officer, limit: int) -> Iterable[TodayTask]:
    rows = _ending(officer).select_related("sub_unit").order_by("residence_until", "id")[:limit]
    for resident in rows:
        yield TodayTask(
            full_name=resident.full_name or "",
            url=resident.get_absolute_url(),
            next_step=_("Extend the residence or record the move"),
            sub=resident.sub_unit.name if resident.sub_unit else "",
            due=f"{resident.residence_until:%d/%m/%Y}",
            tone="wait",
            action=_("Extend"),
            action_url=reverse("residents:event", args=[resident.pk, "cu-tru"]),
        )


ENDING_CARD = TodayCard(
    code="residence_ending",
    label=gettext_lazy("Residence runs out within 30 days"),
    count=_count_ending,
    url_name="residents:list",
    query="ends=soon",
    order=71,
    tasks=_tasks_ending,
)
