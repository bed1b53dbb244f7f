"""The conditions that several figures share."""

import datetime as dt
import operator
from functools import reduce

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from campaigns.rules import CARD_AGE, aged_at_least
from id_cards.choices import CARD_READY_STATES, OPEN_STATES, State
from reports.figures.shape import Span
from residents.choices import CardState, CheckedAgainst, EIdState, HandOverState, Presence
from residents.models import Verification

CARD_PATH = (
    CardState.NONE,
    CardState.APPLIED,
    CardState.SENT,
    CardState.PRINTED,
    CardState.ARRIVED,
    CardState.IN_HAND,
)
HERE = (Presence.PRESENT, Presence.ELDERLY_OR_SICK_AT_HOME)
AWAY = (Presence.WORKING_AWAY, Presence.DETAINED, Presence.LEFT_AREA, Presence.WHEREABOUTS_UNKNOWN)
EXCHANGE_AGES = (14, 25, 40, 60)  # Luật Căn cước Đ.21
EVENT_LATE_DAYS = 30
A_YEAR = dt.timedelta(days=365)
GRACE_YEARS = 2  # a card issued that shortly before an age is valid to the next one
TWICE_RULES = ("personal_id_twice",)
AGED_RULES = ("verification_old",)  # evidence that has grown old is no error of the data
APPROVED_ACCOUNTS = (EIdState.APPROVED_NOT_ACTIVATED, EIdState.ACTIVATED, EIdState.LOCKED)


def at_least(state: str) -> frozenset[str]:
    """The states from this one on: a card in the hand has also been sent, printed and arrived."""
    return frozenset(CARD_PATH[CARD_PATH.index(CardState(state)) :])


def short_of(state: str) -> frozenset[str]:
    return frozenset(CARD_PATH) - at_least(state)


def living(span: Span) -> Q:
    return Q(deceased_on__isnull=True)


def eligible(span: Span) -> Q:
    """Living and surely 14 or older: those who must have a card."""
    return living(span) & aged_at_least(CARD_AGE, span.end)


def here(span: Span) -> Q:
    """Not recorded as away: registers note absence, so nothing noted means present."""
    return Q(presence__isnull=True) | Q(presence__in=HERE)


def eligible_here(span: Span) -> Q:
    return eligible(span) & here(span)


def reaches_age_of_exchange(span: Span) -> Q:
    """A birthday of 14, 25, 40 or 60 in the period, full date known, and no card issued shortly before it."""
    return reduce(operator.or_, (_turns(age, span) for age in EXCHANGE_AGES)) & living(span)


def _turns(age: int, span: Span) -> Q:
    by_end, before = aged_at_least(age, span.end), aged_at_least(age, span.start - dt.timedelta(days=1))
    recent = dt.date(span.start.year - GRACE_YEARS, span.start.month, 1)
    card_is_older = Q(card_issued_on__isnull=True) | Q(card_issued_on__lt=recent)
    return by_end & ~before & Q(birth_day__isnull=False) & card_is_older


def overdue(span: Span) -> Q:
    """The legal clock is running and its day has passed."""
    running = Q(state__in=sorted(OPEN_STATES - CARD_READY_STATES))
    return running & Q(due_on__lt=span.end, paused_on__isnull=True)


def undelivered(span: Span, more_than: int | None = None, at_most: int | None = None) -> Q:
    """Cards that lie at the unit, by how many days ago they came."""
    condition = Q(state=State.CARD_ARRIVED)
    if more_than is not None:
        condition &= Q(arrived_on__lt=span.end - dt.timedelta(days=more_than))
    if at_most is not None:
        condition &= Q(arrived_on__gte=span.end - dt.timedelta(days=at_most))
    return condition


def fell_due(span: Span) -> Q:
    """The deadline lay in the period and has passed, whether or not it was kept."""
    left_early = (State.REFUSED, State.CANCELLED, State.EXPIRED)
    return span.holds_day("due_on") & ~Q(state__in=left_early)


def on_time(span: Span) -> Q:
    """Of those that fell due, the card lay ready by the day."""
    return fell_due(span) & Q(arrived_on__lte=F("due_on"))


def received(span: Span) -> Q:
    return span.holds_moment("received_at") & ~Q(state=State.DRAFT)


def arrived(span: Span) -> Q:
    return span.holds_day("arrived_on")


def arrived_and_handed_over(span: Span) -> Q:
    return arrived(span) & Q(handed_over_on__isnull=False)


def handed_over(span: Span) -> Q:
    return span.holds_day("handed_over_on")


def returned(span: Span) -> Q:
    return span.holds_moment("at") & Q(to_state=State.RETURNED_WITH_ERROR, undone_at__isnull=True)


def returned_and_fixed(span: Span) -> Q:
    return returned(span) & ~Q(application__state=State.RETURNED_WITH_ERROR)


def verified(span: Span) -> Q:
    return living(span) & span.holds_day("last_verified_on")


def not_verified(span: Span) -> Q:
    """Never, or longer ago than ``VERIFIED_DAYS``."""
    oldest = span.end - dt.timedelta(days=settings.VERIFIED_DAYS)
    return Q(last_verified_on__isnull=True) | Q(last_verified_on__lt=oldest)


def last_compared(span: Span) -> Q:
    """The newest standing comparison of a living person with the national database: one row a person."""
    national = Verification.objects.standing().filter(against=CheckedAgainst.NATIONAL)
    newer = national.filter(resident=OuterRef("resident")).filter(
        Q(checked_on__gt=OuterRef("checked_on")) | Q(checked_on=OuterRef("checked_on"), pk__gt=OuterRef("pk"))
    )
    mine = Q(against=CheckedAgainst.NATIONAL, undone_at__isnull=True, resident__deceased_on__isnull=True)
    return mine & ~Q(Exists(newer))


def compared_within_a_year(span: Span) -> Q:
    """Whatever came out: indicator 4.07 counts what was compared within 12 months."""
    return last_compared(span) & Q(checked_on__gt=span.end - A_YEAR, checked_on__lte=span.end)


def died(span: Span) -> Q:
    return span.holds_day("deceased_on")


def error(span: Span) -> Q:
    return ~Q(rule__in=AGED_RULES)


def found(span: Span) -> Q:
    return error(span) & span.holds_moment("opened_at")


def found_and_mended(span: Span) -> Q:
    return found(span) & Q(closed_at__isnull=False)


def notice_asked_for(span: Span) -> Q:
    """Of the period, but for those that turned out not to be needed."""
    return span.holds_day("requested_on") & Q(cancel_reason__isnull=True)


def notice_delivered(span: Span) -> Q:
    return notice_asked_for(span) & Q(delivered_on__isnull=False)


def file_received(span: Span) -> Q:
    return span.holds_day("received_on")


def file_on_time(span: Span) -> Q:
    """Closed in the period, by its day."""
    return span.holds_day("done_on") & Q(done_on__lte=F("due_on"))


def file_overdue(span: Span) -> Q:
    """Its day lay in the period and passed without a result."""
    missed = Q(done_on__isnull=True, due_on__lt=span.end) | Q(done_on__gt=F("due_on"))
    return span.holds_day("due_on") & missed


def event_happened(span: Span) -> Q:
    return span.holds_day("happened_on") & Q(undone_at__isnull=True)


def handed_over_between_wards(span: Span) -> Q:
    """Taken over by the receiving ward, by the day of the move."""
    return span.holds_day("moved_on") & Q(state=HandOverState.ACCEPTED)


def event_entered_late(span: Span) -> Q:
    """More than 30 days after it happened."""
    return Q(entered_on__gt=F("happened_on") + dt.timedelta(days=EVENT_LATE_DAYS))
