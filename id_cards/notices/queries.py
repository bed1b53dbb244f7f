"""Reads about notices: who was not told their number, the lanes of the notices, one notice."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from id_cards.models import PersonalIdNotice
from id_cards.notices import rules
from id_cards.notices.choices import NoticeReason, NoticeState
from id_cards.queries import beyond, cursor_of
from id_cards.querysets import InUnitQuerySet
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today
from residents.models import Resident

PAGE = 50


@dataclass(frozen=True)
class Lane:
    """Notices in one state; ``code`` names the page (``notices:<code>``)."""

    code: str
    path: str
    label: str | Promise
    state: str
    tone: str = ""


LANES = (
    Lane("requested", "da-de-nghi/", _("Notice asked for"), NoticeState.REQUESTED),
    Lane("issued", "cho-giao/", _("Issued, to be delivered"), NoticeState.ISSUED, "wait"),
    Lane("delivered", "da-giao/", _("Delivered"), NoticeState.DELIVERED, "good"),
)
LANE_OF: Mapping[str, Lane] = {lane.code: lane for lane in LANES}


@dataclass(frozen=True)
class Wanted:
    """What the lists are narrowed to; ``group`` is the exact name of a school's or hamlet's list."""

    reason: str = ""
    sub_unit_id: int | None = None
    group: str = ""

    def as_query(self) -> dict[str, str]:
        said = {"reason": self.reason, "sub_unit": self.sub_unit_id, "group": self.group}
        return {name: str(value) for name, value in said.items() if value}


def candidates(officer: Officer, wanted: Wanted) -> QuerySet[Resident]:
    """Who was not told their number; of one reason at a time."""
    people = Resident.objects.visible_to(officer).filter(rules.not_told(PersonalIdNotice))
    people = people.filter(rules.of_reason(wanted.reason or NoticeReason.PUPIL, today()))
    return people.filter(sub_unit_id=wanted.sub_unit_id) if wanted.sub_unit_id else people


def first_candidates(officer: Officer, wanted: Wanted, *, size: int = PAGE) -> tuple[list[Resident], bool]:
    """The first by given name, and whether there are more: who is asked for leaves the list, so it needs no pages."""
    rows = list(candidates(officer, wanted).select_related("sub_unit", "unit").order_by("sort_key", "id")[: size + 1])
    return rows[:size], len(rows) > size


def notices_in(officer: Officer, lane: Lane, wanted: Wanted) -> InUnitQuerySet:
    notices = PersonalIdNotice.objects.visible_to(officer).filter(state=lane.state)
    narrowed = {"reason": wanted.reason, "resident__sub_unit_id": wanted.sub_unit_id, "group": wanted.group}
    return notices.filter(**{name: value for name, value in narrowed.items() if value})


def lane_counts(officer: Officer) -> dict[str, int]:
    return {lane.code: notices_in(officer, lane, Wanted()).count() for lane in LANES}


def page_of(officer: Officer, lane: Lane, wanted: Wanted, *, after: str = "", size: int = PAGE) -> tuple[list, str]:
    """Keyset page, the longest waiting first, and the cursor of the next one."""
    rows = notices_in(officer, lane, wanted).select_related("resident", "resident__sub_unit", "unit")
    cursor = cursor_of(after)
    if cursor:
        rows = rows.filter(beyond(*cursor, newest_first=False))
    found = list(rows.order_by("state_changed_at", "id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return found[:size], f"{last.state_changed_at.timestamp():.6f}_{last.pk}" if last else ""


def get_notice(officer: Officer, pk: int) -> PersonalIdNotice:
    rows = PersonalIdNotice.objects.visible_to(officer)
    return rows.select_related("resident", "resident__sub_unit", "unit", "officer").get(pk=pk)


def groups(officer: Officer, lane: Lane) -> list[str]:
    """The lists that have notices in this lane."""
    named = notices_in(officer, lane, Wanted()).filter(group__isnull=False).order_by("group")
    return list(named.values_list("group", flat=True).distinct()[:200])
