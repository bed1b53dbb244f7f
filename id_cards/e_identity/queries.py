"""Reads about e-identity accounts: the lanes of the list, one account, one person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from id_cards.e_identity.querysets import EIdAccountQuerySet
from id_cards.figures import put_back
from id_cards.models import EIdAccount, EIdStep
from id_cards.queries import beyond, cursor_of
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today
from residents.choices import CardClaim, CardState
from residents.models import Resident

PAGE = 50


@dataclass(frozen=True)
class Lane:
    """A part of the work that is looked at together: ``code`` names the page (``e_identity:<code>``)."""

    code: str
    path: str
    label: str | Promise
    select: Callable[[EIdAccountQuerySet], EIdAccountQuerySet]
    tone: str = ""
    in_bar: bool = True
    bulk: str = ""


NOT_ACTIVATED = Lane(
    "not_activated", "", gettext_lazy("Approved, not activated"), lambda rows: rows.not_activated(), "wait", bulk="activate_account"
)  # fmt: skip
LANES: tuple[Lane, ...] = (
    NOT_ACTIVATED,
    Lane("follow_up", "xem-lai/", gettext_lazy("To look at again"), lambda rows: rows.to_follow_up(today()), "wait", bulk="activate_account"),
    Lane("waiting", "cho-duyet/", gettext_lazy("Waiting for approval"), lambda rows: rows.waiting(), bulk="approve_account"),
    Lane("late", "qua-han-duyet/", gettext_lazy("Approval overdue"), lambda rows: rows.late(today()), "late", bulk="approve_account"),
    Lane("refused", "khong-duyet/", gettext_lazy("Not approved"), lambda rows: rows.refused(), "late"),
    Lane("locked", "bi-khoa/", gettext_lazy("Locked"), lambda rows: rows.locked(), "wait"),
    Lane("activated", "da-kich-hoat/", gettext_lazy("Activated"), lambda rows: rows.activated(), "good", in_bar=False),
)  # fmt: skip
LANE_OF: Mapping[str, Lane] = {lane.code: lane for lane in LANES}


def accounts_in(officer: Officer, lane: Lane, sub_unit_id: int | None = None) -> EIdAccountQuerySet:
    rows = lane.select(EIdAccount.objects.visible_to(officer))
    return rows.filter(resident__sub_unit_id=sub_unit_id) if sub_unit_id else rows


def lane_count(officer: Officer, code: str) -> int:
    return accounts_in(officer, LANE_OF[code]).count()


def lane_counts(officer: Officer) -> dict[str, int]:
    return {lane.code: lane_count(officer, lane.code) for lane in LANES if lane.in_bar}


@dataclass(frozen=True)
class Page:
    """One page of a lane and the cursor of the next (empty: this was the last)."""

    rows: list[EIdAccount]
    after: str


def page_of(officer: Officer, lane: Lane, *, sub_unit_id: int | None = None, after: str = "", size: int = PAGE) -> Page:
    """Keyset page of a lane, the longest waiting first."""
    rows = accounts_in(officer, lane, sub_unit_id).select_related("resident", "resident__sub_unit", "unit")
    cursor = cursor_of(after)
    if cursor:
        rows = rows.filter(beyond(*cursor, newest_first=False))
    found = list(rows.order_by("state_changed_at", "id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], f"{last.state_changed_at.timestamp():.6f}_{last.pk}" if last else "")


def get_account(officer: Officer, pk: int) -> EIdAccount:
    """A visible account with its person; ``DoesNotExist`` when out of reach."""
    rows = EIdAccount.objects.open_to(officer)
    return rows.select_related("resident", "resident__sub_unit", "unit", "helper").get(pk=pk)


def steps_of(account: EIdAccount) -> list[EIdStep]:
    return list(account.steps.select_related("actor").order_by("id"))


SHOWN_ON_RECORD = (
    "id",
    "level",
    "how",
    "state",
    "state_changed_at",
    "registered_on",
    "not_activated_reason",
    "version",
)


def accounts_column() -> ArraySubquery:
    """The accounts of each person as JSON, newest first: they come along with the record's own query."""
    accounts = EIdAccount.objects.filter(resident=OuterRef("pk")).order_by("-id")
    return ArraySubquery(accounts.values(shown=JSONObject(**{name: name for name in SHOWN_ON_RECORD})))


def accounts_of(officer: Officer, resident: Resident) -> list[EIdAccount]:
    """Newest first, those of one visible person; read from the column when the record brought it along."""
    shown = getattr(resident, "eid_accounts_shown", None)
    if shown is not None:
        accounts = [EIdAccount(resident=resident, unit_id=resident.unit_id) for _row in shown]
        for account, row in zip(accounts, shown, strict=True):
            put_back(account, row)
        return accounts
    return list(EIdAccount.objects.open_to(officer).filter(resident=resident).order_by("-id"))


def unready_reasons(resident: Resident) -> list[str]:
    """What stands in the way of a registration, a sentence each; the account's name is the personal number."""
    reasons = []
    if resident.deceased_on is not None:
        reasons.append(_("The register says that this person has died."))
    if not resident.personal_id:
        reasons.append(
            _("The record has no personal number, and the account is opened by it. Complete the record first.")
        )
    return reasons


def doubts(resident: Resident) -> list[str]:
    """What an officer should know before a level 2 is taken; nothing here forbids it."""
    if resident.card_state == CardState.NONE and resident.card_claim != CardClaim.ISSUED:
        return [_("No card is known of this person. Level 2 needs a valid card, or is registered together with one.")]
    return []
