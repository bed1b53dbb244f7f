"""Reads of the căn cước work: the calendar and fees, the lanes of the list, a dossier's page, and the figures.

Every figure is a queryset that starts from ``visible_to``: its count is the number, its rows are the list behind it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from id_cards import eligibility
from id_cards.choices import CARD_READY_STATES, DeedName, State
from id_cards.errors import FeeUnknownError, SlipNotFoundError
from id_cards.models import ApplicationStep, Card, CardApplication, FeeRule, SlipCounter
from id_cards.querysets import CardApplicationQuerySet
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import SubUnit
from kontum_portal.clock import today
from residents.models import Resident
from residents.queries import pending_correction_id

Applications = CardApplicationQuerySet


# --- calendar and fees


def fee_on(case_type: str, reason: str, day: dt.date) -> int:
    """The fee in đồng of a case on a day; a rule for the very reason goes before the general one."""
    valid = FeeRule.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), case_type=case_type, valid_from__lte=day
    )
    rule = (
        valid.filter(Q(reason=reason) | Q(reason__isnull=True))
        .order_by(F("reason").asc(nulls_last=True), "-valid_from")
        .first()
    )
    if rule is None:
        raise FeeUnknownError(day=f"{day:%d/%m/%Y}")
    return rule.amount


# --- lanes


@dataclass(frozen=True)
class Lane:
    """A part of the work that is looked at together; ``select`` narrows the applications an officer may see.

    ``code`` names the page (``id_cards:<code>``), ``path`` is its address. Lanes out of the bar are not
    counted on every page: closed dossiers only grow, and those due today stand in other lanes too.
    """

    code: str
    path: str
    label: str | Promise
    select: Callable[[Applications], Applications]
    tone: str = ""
    newest_first: bool = False
    in_bar: bool = True


ALL_OPEN = Lane("list", "", _("All open dossiers"), lambda rows: rows.open())
LANES: tuple[Lane, ...] = (
    Lane("before_slip", "dang-thu-nhan/", _("Being taken"), lambda rows: rows.before_slip()),
    Lane("to_send", "cho-gui/", _("Slip issued, to send up"), lambda rows: rows.to_send()),
    Lane("above", "cap-tren/", _("With the level above"), lambda rows: rows.above()),
    Lane("returned", "bi-tra-ve/", _("Returned with an error"), lambda rows: rows.returned(), tone="late"),
    Lane("undelivered", "cho-tra/", _("Card arrived, not fetched"), lambda rows: rows.undelivered(), tone="wait"),
    Lane("due_today", "den-han/", _("Due today"), lambda rows: rows.due_on_day(today()), tone="wait", in_bar=False),
    Lane("overdue", "qua-han/", _("Overdue"), lambda rows: rows.overdue(today()), tone="late"),
    Lane("closed", "da-xong/", _("Closed"), lambda rows: rows.closed(), newest_first=True, in_bar=False),
)
LANE_OF: Mapping[str, Lane] = {lane.code: lane for lane in (ALL_OPEN, *LANES)}


def applications_in(officer: Officer, lane: Lane) -> Applications:
    return lane.select(CardApplication.objects.visible_to(officer))


def lane_count(officer: Officer, code: str) -> int:
    return applications_in(officer, LANE_OF[code]).count()


def lane_counts(officer: Officer) -> dict[str, int]:
    """How many dossiers wait in each lane of the bar."""
    return {lane.code: applications_in(officer, lane).count() for lane in LANES if lane.in_bar}


@dataclass(frozen=True)
class Page:
    """One page of a list and the cursor of the next (None: this was the last)."""

    rows: list[CardApplication]
    after: str | None


def page_of(
    officer: Officer,
    lane: Lane,
    *,
    after: str = "",
    size: int = 50,
    narrow: Callable[[Applications], Applications] = lambda rows: rows,
) -> Page:
    """Keyset page of a lane, the longest waiting first (closed ones: the newest)."""
    rows = narrow(applications_in(officer, lane))
    rows = rows.select_related("resident", "resident__sub_unit", "unit", "assigned_to")
    order = ("-state_changed_at", "-id") if lane.newest_first else ("state_changed_at", "id")
    cursor = cursor_of(after)
    if cursor:
        rows = rows.filter(beyond(*cursor, newest_first=lane.newest_first))
    found = list(rows.order_by(*order)[: size + 1])
    more = len(found) > size
    last = found[size - 1] if more else None
    return Page(found[:size], f"{last.state_changed_at.timestamp():.6f}_{last.pk}" if last else None)


def cursor_of(after: str) -> tuple[dt.datetime, int] | None:
    moment, _sep, pk = after.partition("_")
    try:
        return dt.datetime.fromtimestamp(float(moment), tz=dt.UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


def beyond(moment: dt.datetime, pk: int, *, newest_first: bool) -> Q:
    side = "lt" if newest_first else "gt"
    return Q(**{f"state_changed_at__{side}": moment}) | Q(state_changed_at=moment, **{f"id__{side}": pk})


def sub_units_shown(officer: Officer) -> list[SubUnit]:
    """The hamlets a list may be narrowed to: those of the one unit of a ward."""
    units = officer.register_unit_ids
    return list(SubUnit.objects.filter(unit_id__in=units).order_by("sort_key")) if len(units) == 1 else []


# --- one dossier, one person


def get_application(officer: Officer, pk: int) -> CardApplication:
    """A visible dossier with its person; ``DoesNotExist`` when out of reach."""
    rows = CardApplication.objects.open_to(officer)
    return rows.select_related("resident", "resident__sub_unit", "unit", "assigned_to").get(pk=pk)


def steps_of(application: CardApplication) -> list[ApplicationStep]:
    return list(application.steps.select_related("actor", "undone_by").order_by("id"))


def open_application_of(officer: Officer, resident_id: int) -> CardApplication | None:
    return CardApplication.objects.open_to(officer).open().filter(resident_id=resident_id).first()


def card_in_hand(resident_id: int) -> Card | None:
    return Card.objects.in_hand().filter(resident_id=resident_id).first()


def eligibility_for(resident: Resident, day: dt.date, cards: list[Card] | None = None) -> eligibility.Eligibility:
    """The suggested case of a visible resident, and what stands in the way; ``cards`` when they are known already."""
    card = card_in_hand(resident.pk) if cards is None else next((one for one in cards if one.is_in_hand), None)
    held = eligibility.held_card_of(resident, card.issued_on if card else None, card is not None)
    waits = pending_correction_id(resident) is not None
    return eligibility.eligibility_of(resident, held, day, awaits_correction=waits)


def application_scanned(officer: Officer, text: str) -> CardApplication:
    """The dossier behind a scanned slip, a scanned card (its QR starts with the number) or a typed personal number."""
    key = text.strip().partition("|")[0].strip().upper()
    rows = CardApplication.objects.visible_to(officer)
    found = rows.filter(slip_number=key).first()
    if found is None and len(key) == 12 and key.isdecimal():
        found = (
            rows.filter(resident__personal_id=key).order_by(F("handed_over_on").asc(nulls_first=True), "-id").first()
        )
    if found is None:
        raise SlipNotFoundError
    return found


# --- figures


def _moments(start: dt.date, end: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of the first day and the first after the last: an index can use them."""
    return _midnight(start), _midnight(end + dt.timedelta(days=1))


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def received_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    """Dossiers taken between two days, both included (3.04)."""
    first, after = _moments(start, end)
    return CardApplication.objects.visible_to(officer).filter(received_at__gte=first, received_at__lt=after)


def sent_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    return CardApplication.objects.visible_to(officer).filter(sent_on__range=(start, end))


def arrived_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    """Cards that came to the unit (indicator 3.05)."""
    return CardApplication.objects.visible_to(officer).filter(arrived_on__range=(start, end))


def handed_over_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    """Cards put into a citizen's hand (3.06)."""
    return CardApplication.objects.visible_to(officer).filter(handed_over_on__range=(start, end))


def handed_over_of_arrived_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    """Of the cards that came in the period, those handed over since: never more than arrived."""
    return arrived_in(officer, start, end).filter(handed_over_on__isnull=False)


def returned_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    """Dossiers sent back with an error in the period, each once (3.08)."""
    first, after = _moments(start, end)
    returns = ApplicationStep.objects.standing().filter(
        application=OuterRef("pk"), deed=DeedName.RETURN_WITH_ERROR, at__gte=first, at__lt=after
    )
    return CardApplication.objects.visible_to(officer).filter(Exists(returns))


def mended_of_returned_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    """Of those, the ones that went up again since and are not back."""
    sent_again = ApplicationStep.objects.standing().filter(
        application=OuterRef("pk"), deed=DeedName.SEND, from_state=State.RETURNED_WITH_ERROR
    )
    return returned_in(officer, start, end).filter(Exists(sent_again)).exclude(state=State.RETURNED_WITH_ERROR)


def due_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    """Dossiers whose deadline lies in the period (denominator of 1.07); refused and cancelled ones have none."""
    left_out = (State.REFUSED, State.CANCELLED, State.EXPIRED)
    return CardApplication.objects.visible_to(officer).filter(due_on__range=(start, end)).exclude(state__in=left_out)


def on_time_in(officer: Officer, start: dt.date, end: dt.date) -> Applications:
    """Of those, the cards that lay ready at the unit by their day (numerator of 1.07)."""
    return due_in(officer, start, end).filter(arrived_on__lte=F("due_on"))


def overdue_now(officer: Officer, day: dt.date | None = None) -> Applications:
    return CardApplication.objects.visible_to(officer).overdue(day or today())


@dataclass(frozen=True)
class AgeBand:
    """Cards that wait between two numbers of days (``oldest`` None: without end)."""

    code: str
    label: str | Promise
    youngest: int
    oldest: int | None


AGE_BANDS: tuple[AgeBand, ...] = (
    AgeBand("7", _("up to 7 days"), 0, 7),
    AgeBand("30", _("8 to 30 days"), 8, 30),
    AgeBand("90", _("31 to 90 days"), 31, 90),
    AgeBand("180", _("91 to 180 days"), 91, 180),
    AgeBand("181", _("more than 180 days"), 181, None),
)


def undelivered(officer: Officer, band: AgeBand | None = None, day: dt.date | None = None) -> Applications:
    """Cards at the unit that nobody has fetched, all or of one age (3.07)."""
    rows = CardApplication.objects.visible_to(officer).undelivered()
    if band is None:
        return rows
    latest = (day or today()) - dt.timedelta(days=band.youngest)
    rows = rows.filter(arrived_on__lte=latest) if band.youngest else rows
    if band.oldest is None:
        return rows
    return rows.filter(arrived_on__gte=(day or today()) - dt.timedelta(days=band.oldest))


def undelivered_by_age(officer: Officer, day: dt.date | None = None) -> list[tuple[AgeBand, int]]:
    return [(band, undelivered(officer, band, day).count()) for band in AGE_BANDS]


def counts_by_unit_and_state(officer: Officer) -> QuerySet[Any, Any]:
    """Rows of ``unit_id, state, number``, one query for the whole scope."""
    rows = CardApplication.objects.visible_to(officer).order_by()
    return rows.values("unit_id", "state").annotate(number=Count("pk"))


def slip_numbers_unaccounted(officer: Officer) -> QuerySet[SlipCounter]:
    """Counters that gave more numbers than there are slips: the nightly proof expects none."""
    return SlipCounter.objects.visible_to(officer).annotate(found=Count("slips")).exclude(found=F("last_number"))


def ready_for_hand_over(officer: Officer) -> Applications:
    """Cards that can be put into a hand today."""
    return CardApplication.objects.visible_to(officer).filter(state__in=CARD_READY_STATES - {State.HANDED_OVER})
