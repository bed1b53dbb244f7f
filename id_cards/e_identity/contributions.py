"""What e-identity accounts add to the register's pages: a panel, the timeline, lanes of Today."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from id_cards.e_identity import presenting, queries, rules
from id_cards.models import EIdStep
from kontum_portal.accounts.models import Officer
from residents.choices import EIdState
from residents.extension_points import RecordPanel, TimelineEntry, TodayCard, TodayTask
from residents.models import Resident


def panel_context(officer: Officer, resident: Resident) -> Mapping[str, Any]:
    """The live account with its next step, or that a registration may be taken."""
    accounts = queries.accounts_of(officer, resident)
    current = next((account for account in accounts if account.is_live), None)
    buttons = presenting.buttons_for(officer, current) if current else []
    may_go_up = current is None or current.level == 1
    return {
        "e_identity": {
            "resident": resident,
            "current": current,
            "tone": presenting.tone_of(current) if current else "",
            "next": buttons[0] if buttons else None,
            "past": [account for account in accounts if not account.is_live],
            "shown": resident.get_eid_state_display() if resident.eid_state != EIdState.NONE else "",
            "may_register": may_go_up and resident.deceased_on is None and rules.can_register(officer, resident),
        }
    }


PANEL = RecordPanel(code="e_identity", template="id_cards/e_identity/panel.html", context=panel_context, order=30)


def timeline_entries(officer: Officer, resident: Resident, limit: int) -> Iterable[TimelineEntry]:
    """The steps of the person's accounts."""
    steps = EIdStep.objects.visible_to(officer).filter(account__resident=resident)
    for step in steps.select_related("account").order_by("-id")[:limit]:
        yield TimelineEntry(
            step.at,
            f"{_('E-identity account')}: {step.get_deed_display()}",
            step.reason_said or step.get_to_state_display(),
            step.actor_id,
            url=step.account.get_absolute_url(),
            action=_("Open it"),
            is_undone=step.undone_at is not None,
        )


def lane_tasks(code: str, officer: Officer, limit: int) -> Iterable[TodayTask]:
    """The first of a lane, each with its next step."""
    for account in queries.page_of(officer, queries.LANE_OF[code], size=limit).rows:
        buttons = presenting.buttons_for(officer, account)
        yield TodayTask(
            full_name=account.resident.full_name or "",
            url=account.get_absolute_url(),
            next_step=account.get_state_display(),
            sub=account.get_level_display(),
            due=account.get_not_activated_reason_display() if account.not_activated_reason else "",
            action=buttons[0].label if buttons else "",
            action_url=buttons[0].url if buttons else "",
        )


def _count(code: str, officer: Officer) -> int:
    return queries.lane_count(officer, code)


def _today_card(code: str, order: int) -> TodayCard:
    lane = queries.LANE_OF[code]
    return TodayCard(
        code=f"e_identity_{code}",
        label=lane.label,
        count=partial(_count, code),
        url_name=f"e_identity:{code}",
        tone=lane.tone,
        order=order,
        tasks=partial(lane_tasks, code),
    )


TODAY_CARDS = (_today_card("late", 14), _today_card("follow_up", 15), _today_card("not_activated", 16))
