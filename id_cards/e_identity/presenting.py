"""An account as a page shows it: its next steps as buttons, its path as a timeline, its facts in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from id_cards.e_identity import rules
from id_cards.e_identity.choices import AccountDeed, AccountState, HelpStep, Paper
from id_cards.models import EIdAccount, EIdStep
from id_cards.presenting import birth_text, masked
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now, today
from residents.masking import national_phone

TONES = {
    AccountState.REGISTERED: "info",
    AccountState.PENDING: "info",
    AccountState.APPROVED: "wait",
    AccountState.ACTIVATED: "good",
    AccountState.REFUSED: "late",
    AccountState.LOCKED: "late",
}
AT_ONCE = frozenset({AccountDeed.SUBMIT, AccountDeed.UNLOCK})


@dataclass(frozen=True)
class StepButton:
    """A step that may be taken now; one that needs no form is sent with a single press."""

    deed: AccountDeed
    label: str | Promise
    url: str
    at_once: bool
    danger: bool


def tone_of(account: EIdAccount) -> str:
    return TONES.get(AccountState(account.state), "")


def buttons_for(officer: Officer, account: EIdAccount) -> list[StepButton]:
    """The next steps for this officer; the first is the usual one. Nothing for those who only read."""
    if not rules.can_do(officer, account):
        return []
    return [
        StepButton(
            deed=deed,
            label=deed.label,
            url=reverse("e_identity:step", args=[account.pk, deed]),
            at_once=deed in AT_ONCE,
            danger=deed in rules.LOSING_DEEDS,
        )
        for deed in rules.ALLOWED_NEXT[AccountState(account.state)]
    ]


def facts_of(account: EIdAccount, *, brief: bool = False) -> list[tuple]:
    """(label, value) of the account, in reading order; the telephone without its middle. ``brief``: what a helper needs."""
    own = {True: _("in the citizen's own name"), False: _("in another's name")}.get(account.phone_is_own, "")
    rows: list[tuple] = [
        (_("Level"), account.get_level_display()),
        (_("How registered"), account.get_how_display()),
        (_("Registered on"), account.registered_on),
        (_("Approval due on"), account.due_on if account.state in rules.EID_STATE_OF else None),
        (_("Telephone of the account"), " · ".join(filter(None, (_short_phone(account.phone), own)))),
        (_("Papers to show in the account"), ", ".join(str(Paper(paper).label) for paper in account.papers)),
        (_("Approved on"), account.approved_on),
        (_("Activated on"), account.activated_on),
        (_("Why not approved"), account.get_refused_reason_display() if account.refused_reason else None),
        (_("Why not activated yet"), account.get_not_activated_reason_display() if account.not_activated_reason else None),
        (_("Look again on"), account.follow_up_on),
        (_("Helping officer"), account.helper.get_full_name() if account.helper else None),
        (_("Representative"), account.representative_name),
    ]  # fmt: skip
    kept = (_("Level"), _("Telephone of the account"), _("Why not activated yet"), _("Look again on"))
    return [row for row in rows if row[1] and (not brief or row[0] in kept)]


def _short_phone(phone: str | None) -> str:
    return f"{national_phone(phone)[:4]} ••• {phone[-3:]}" if phone else ""


def timeline(steps: list[EIdStep], next_step: StepButton | None) -> list[dict]:
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


_STOPS = frozenset({AccountState.REFUSED, AccountState.WITHDRAWN, AccountState.LOCKED, AccountState.CLOSED})


def _detail(step: EIdStep) -> str:
    done = ", ".join(str(HelpStep(one).label) for one in step.help_steps)
    return " · ".join(part for part in (step.actor.get_full_name(), step.reason_said, done) if part)


def account_parts(officer: Officer, account: EIdAccount, steps: list[EIdStep]) -> dict:
    """Everything the account's page shows."""
    buttons = buttons_for(officer, account)
    standing = [step for step in steps if step.undone_at is None]
    last = standing[-1] if standing else None
    may_undo = rules.can_do(officer, account) and rules.can_undo(officer, last, now())
    return {
        "account": account,
        "tone": tone_of(account),
        "is_late": account.due_on is not None
        and account.state in ("registered", "pending")
        and account.due_on < today(),
        "facts": facts_of(account),
        "birth": birth_text(account.resident),
        "number": masked(account.resident.personal_id),
        "next": buttons[0] if buttons else None,
        "others": buttons[1:],
        "timeline": timeline(steps, buttons[0] if buttons else None),
        "undo": last if may_undo else None,
    }
