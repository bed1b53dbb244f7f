"""What the căn cước work adds to the register's pages: panels, filters, lanes of Today, a rule."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from id_cards import presenting, queries, rules
from id_cards.choices import CLOSED_STATES
from id_cards.models import ApplicationStep, Card, CardApplication
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today
from residents.choices import CardState, Dimension, Severity
from residents.extension_points import (
    CodeHit,
    RecordPanel,
    ResidentFilter,
    SearchShape,
    SetRule,
    TimelineEntry,
    TodayCard,
    TodayTask,
)
from residents.models import Resident

# --- the record page


def panel_context(officer: Officer, resident: Resident) -> Mapping[str, Any]:
    """Dossiers and cards of one person: the open one with its next step, or what a new one would be."""
    applications = list(CardApplication.objects.open_to(officer).filter(resident=resident).order_by("-id"))
    for application in applications:
        application.resident = resident
    current = next((application for application in applications if application.is_open), None)
    buttons = presenting.buttons_for(officer, current) if current else []
    cards = list(Card.objects.open_to(officer).filter(resident=resident).order_by("-id"))
    return {
        "id_cards": {
            "resident": resident,
            "current": current,
            "clock": presenting.clock_of(current) if current else None,
            "tone": presenting.tone_of(current) if current else "",
            "next": buttons[0] if buttons else None,
            "closed": [application for application in applications if not application.is_open],
            "cards": cards,
            "may_start": current is None and rules.can_start(officer, resident),
            "eligibility": None if current else queries.eligibility_for(resident, today(), cards),
        }
    }


def timeline_entries(officer: Officer, resident: Resident, limit: int) -> Iterable[TimelineEntry]:
    """The steps of the person's dossiers."""
    steps = ApplicationStep.objects.visible_to(officer).filter(application__resident=resident)
    for step in steps.select_related("application").order_by("-id")[:limit]:
        title = f"{_('Căn cước dossier')}: {step.get_deed_display()}"
        yield TimelineEntry(
            step.at,
            title,
            step.get_to_state_display(),
            step.actor_id,
            url=step.application.get_absolute_url(),
            action=_("Open it"),
            is_undone=step.undone_at is not None,
        )


PANEL = RecordPanel(code="id_cards", template="id_cards/panel.html", context=panel_context, order=20)

# --- the search box

_SLIP = re.compile(r"^[0-9]{5}(?:\.[0-9]+)?-[0-9]{2}-[0-9]{5,}\Z")


def slip_hits(officer: Officer, text: str) -> Iterable[CodeHit]:
    """The dossier whose slip carries this number."""
    dossiers = CardApplication.objects.visible_to(officer).filter(slip_number=text).select_related("resident")
    for dossier in dossiers:
        yield CodeHit(dossier.get_absolute_url(), dossier.resident.full_name or "", dossier.get_state_display())


SLIP_SHAPE = SearchShape(code="slip", matches=lambda text: bool(_SLIP.match(text)), find=slip_hits)

# --- filters of the resident list


def _has(rows: queries.Applications) -> Q:
    return Q(Exists(rows.filter(resident_id=OuterRef("pk"))))


def application_condition(value: str) -> Q:
    """People by the dossier they have; nothing for a value nobody knows."""
    dossiers = CardApplication.objects.all()
    narrowed = {
        "none": ~_has(dossiers.open()),
        "open": _has(dossiers.open()),
        "returned": _has(dossiers.returned()),
        "undelivered": _has(dossiers.undelivered()),
        "overdue": _has(dossiers.overdue(today())),
    }
    return narrowed.get(value, Q(pk__in=[]))


CARD_FILTER = ResidentFilter(
    code="card",
    label=_("Card"),
    choices=CardState.choices,
    condition=lambda value: Q(card_state=value),
)
APPLICATION_FILTER = ResidentFilter(
    code="dossier",
    label=_("Căn cước dossier"),
    choices=(
        ("none", _("No open dossier")),
        ("open", _("Open dossier")),
        ("returned", _("Returned with an error")),
        ("undelivered", _("Card arrived, not fetched")),
        ("overdue", _("Overdue")),
    ),
    condition=application_condition,
)

# --- Today


def lane_tasks(code: str, officer: Officer, limit: int) -> Iterable[TodayTask]:
    """The first of a lane, each with its next step."""
    for application in queries.page_of(officer, queries.LANE_OF[code], size=limit).rows:
        buttons, clock = presenting.buttons_for(officer, application), presenting.clock_of(application)
        yield TodayTask(
            full_name=application.resident.full_name or "",
            url=application.get_absolute_url(),
            next_step=application.get_state_display(),
            sub=application.slip_number or "",
            due=clock.text if clock else "",
            tone=clock.tone if clock else "",
            action=buttons[0].label if buttons else "",
            action_url=buttons[0].url if buttons else "",
        )


def _today_card(code: str, order: int) -> TodayCard:
    lane = queries.LANE_OF[code]
    return TodayCard(
        code=f"id_cards_{code}",
        label=lane.label,
        count=partial(_count, code),
        url_name=f"id_cards:{code}",
        tone=lane.tone,
        order=order,
        tasks=partial(lane_tasks, code),
    )


def _count(code: str, officer: Officer) -> int:
    return queries.lane_count(officer, code)


TODAY_CARDS = (
    _today_card("overdue", 10),
    _today_card("due_today", 11),
    _today_card("returned", 12),
    _today_card("undelivered", 13),
)

# --- quality

DECEASED_WITH_OPEN_APPLICATION = SetRule(
    code="deceased_with_open_application",
    dimension=Dimension.LIVE,
    severity=Severity.BLOCKS,
    sentence=_("The person has died, and a căn cước dossier is still open."),
    hint=_("Close the dossier, or correct the date of death if it is wrong."),
    sql=(
        "SELECT resident.id, resident.unit_id FROM id_cards_cardapplication AS dossier"
        " JOIN residents_resident AS resident ON resident.id = dossier.resident_id"
        " WHERE resident.deceased_on IS NOT NULL AND dossier.state NOT IN ("
        + ", ".join(f"'{state}'" for state in sorted(CLOSED_STATES))
        + ")"
    ),
    narrowed_sql=(
        "SELECT resident.id, resident.unit_id FROM residents_resident AS resident"
        " WHERE resident.id IN (SELECT unnest(%s::bigint[]) UNION ALL SELECT resident_id FROM residents_finding"
        " WHERE rule = 'deceased_with_open_application' AND closed_at IS NULL)"
        " AND resident.deceased_on IS NOT NULL AND EXISTS (SELECT FROM id_cards_cardapplication AS dossier"
        " WHERE dossier.resident_id = resident.id AND dossier.state NOT IN ("
        + ", ".join(f"'{state}'" for state in sorted(CLOSED_STATES))
        + "))"
    ),
)
