"""A dossier as a page shows it: its next steps as buttons, its path as a timeline, its facts in words."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from id_cards import rules
from id_cards.choices import CARD_READY_STATES, CLOSED_STATES, DeedName, State
from id_cards.eligibility import born_on
from id_cards.models import ApplicationStep, CardApplication
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now, today
from residents.models import Resident

TONES = {
    State.RETURNED_WITH_ERROR: "late",
    State.CARD_WRONG: "late",
    State.AWAITING_DATA_FIX: "wait",
    State.CARD_ARRIVED: "wait",
    State.HANDED_OVER: "good",
    State.REFUSED: "",
    State.CANCELLED: "",
    State.EXPIRED: "",
}


@dataclass(frozen=True)
class StepButton:
    """A step that may be taken now; one that needs no form is sent with a single press."""

    deed: DeedName
    label: str | Promise
    url: str
    at_once: bool
    danger: bool


@dataclass(frozen=True)
class Clock:
    """The legal deadline in words; ``tone`` as the badges have it."""

    text: str
    tone: str


def step_url(application: CardApplication, deed: DeedName) -> str:
    if deed == DeedName.HAND_OVER:
        return reverse("id_cards:hand_over", args=[application.pk])
    return reverse("id_cards:step", args=[application.pk, deed])


def buttons_for(officer: Officer, application: CardApplication) -> list[StepButton]:
    """The next steps of a dossier for this officer; the first is the usual one. Nothing for those who only read."""
    needed = rules.needs_biometrics(application.reason, born_on(application.resident), today())
    return [
        StepButton(
            deed=deed,
            label=deed.label,
            url=step_url(application, deed),
            at_once=deed not in rules.FORMAL_DEEDS | rules.NOTED_DEEDS,
            danger=deed in rules.LOSING_DEEDS,
        )
        for deed in rules.allowed_deeds(application.state, biometrics_needed=needed)
        if rules.can_do(officer, application, deed)
    ]


def clock_of(application: CardApplication) -> Clock | None:
    """Nothing before the slip; then due, due soon, overdue, stopped, or kept."""
    due = application.due_on
    if due is None:
        return None
    day = date_format(due, "d/m/Y")
    if application.arrived_on is not None and application.state in CARD_READY_STATES:
        late = application.arrived_on > due
        return Clock(_("ready after the deadline, %(day)s") % {"day": day}, "late") if late else Clock(day, "good")
    if application.state in CLOSED_STATES:
        return Clock(day, "")
    if application.is_paused:
        return Clock(_("clock stopped, was due %(day)s") % {"day": day}, "wait")
    return _running_clock(due, day)


def _running_clock(due: dt.date, day: str) -> Clock:
    left = (due - today()).days
    if left < 0:
        return Clock(_("overdue since %(day)s") % {"day": day}, "late")
    if left == 0:
        return Clock(_("due today"), "wait")
    return Clock(day, "wait" if left <= 1 else "")


def tone_of(application: CardApplication) -> str:
    return TONES.get(State(application.state), "info")


def masked(number: str | None) -> str:
    """A personal number as it is shown by default: ``0620 •••• 0123``, as on the record page."""
    return f"{number[:4]} •••• {number[-4:]}" if number else ""


def birth_text(resident: Resident) -> str:
    """As much of the date of birth as is known."""
    parts = (resident.birth_day, resident.birth_month, resident.birth_year)
    known = [f"{part:02d}" if part < 100 else str(part) for part in parts if part is not None]
    return "/".join(known)


def facts_of(application: CardApplication) -> list[tuple]:
    """(label, value) of the dossier, in reading order."""
    clock = clock_of(application)
    rows = [
        (_("Type"), application.get_case_type_display()),
        (_("Reason"), application.get_reason_display()),
        (_("Channel"), application.get_channel_display()),
        (_("Taken on"), timezone.localtime(application.received_at)),
        (_("Slip number"), application.slip_number or _("not issued yet")),
        (_("Due"), clock.text if clock else _("the clock starts with the slip")),
        (_("Fee"), fee_text(application.fee)),
        (_("Officer"), application.assigned_to.get_full_name() if application.assigned_to else None),
    ]
    rows += [(_("Place of collection"), application.collection_place)] if application.collection_place else []
    rows += [(_("Representative"), application.representative_name)] if application.representative_name else []
    return rows


def fee_text(fee: int) -> str:
    return _("%(amount)s đồng") % {"amount": number_format(fee, force_grouping=True)} if fee else _("free of charge")


def timeline(application: CardApplication, steps: list[ApplicationStep], next_step: StepButton | None) -> list[dict]:
    """Every step taken, taken-back ones marked, and the one that is next."""
    rows = [
        {
            "title": _("%(deed)s (taken back)") % {"deed": step.get_deed_display()}
            if step.undone_at
            else step.get_deed_display(),
            "detail": _detail(step),
            "state": "stop" if step.undone_at or step.to_state in _STOPS else "done",
            "when": step.at,
        }
        for step in steps
    ]
    return [*rows, {"title": next_step.label, "state": "next"}] if next_step else rows


_STOPS = frozenset({State.RETURNED_WITH_ERROR, State.CARD_WRONG, State.REFUSED, State.CANCELLED, State.EXPIRED})


def _detail(step: ApplicationStep) -> str:
    parts = [step.actor.get_full_name(), step.note or ""]
    if step.receiver_kind:
        parts += [step.get_receiver_kind_display(), step.receiver_name or "", step.get_identified_by_display()]
    return " · ".join(str(part) for part in parts if part)


def dossier_parts(officer: Officer, application: CardApplication, steps: list[ApplicationStep]) -> dict:
    """Everything the dossier's page shows."""
    buttons = buttons_for(officer, application)
    standing = [step for step in steps if step.undone_at is None]
    last = standing[-1] if standing else None
    may_undo = rules.can_write(officer, application.unit_id) and rules.can_undo(officer, last, now())
    return {
        "application": application,
        "tone": tone_of(application),
        "clock": clock_of(application),
        "dossier_facts": facts_of(application),
        "birth": birth_text(application.resident),
        "number": masked(application.resident.personal_id),
        "next": buttons[0] if buttons else None,
        "others": buttons[1:],
        "timeline": timeline(application, steps, buttons[0] if buttons else None),
        "undo": last if may_undo else None,
        "may_print": rules.can_print(officer, application),
    }
