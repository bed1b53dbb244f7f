"""The named figures. Of two figures that make a rate, the part's rows are by construction among those of the whole."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from campaigns.rules import CARD_AGE, aged_at_least
from id_cards.choices import OPEN_STATES, CaseType, Channel, State
from id_cards.models import ApplicationStep, CardApplication, PersonalIdNotice
from reports.figures import conditions as c
from reports.figures.shape import Figure, Population, Span
from residents.choices import CardClaim, CardState, EIdState, EventKind, Presence, ProcedureChannel, ProcedureKind
from residents.models import Finding, HandOver, ResidenceProcedure, Resident, ResidentEvent, Verification

RESIDENTS = Population(Resident)
APPLICATIONS = Population(CardApplication, "resident")
STEPS = Population(ApplicationStep, "application__resident")
FINDINGS = Population(Finding, "resident")
FILES = Population(ResidenceProcedure, "resident")
EVENTS = Population(ResidentEvent, "resident")
CHECKS = Population(Verification, "resident")
NOTICES = Population(PersonalIdNotice, "resident")
GONE_OVER = Population(HandOver, "resident", unit="from_unit", elsewhere=True)
COME_OVER = Population(HandOver, "resident", unit="to_unit", elsewhere=True)
Condition = Callable[[Span], Q]


def _residents(code: str, label: Promise, condition: Condition, states: frozenset[str] | None = None) -> Figure:
    return Figure(code, label, RESIDENTS, condition, card_states=states)


def _flow(code: str, label: Promise, population: Population, condition: Condition) -> Figure:
    return Figure(code, label, population, condition, is_flow=True)


def _and(*parts: Condition | Q) -> Condition:
    """All of these; a ``Q`` holds on every day."""

    def condition(span: Span) -> Q:
        whole = Q()
        for part in parts:
            whole &= part if isinstance(part, Q) else part(span)
        return whole

    return condition


def _reached(state: str) -> frozenset[str]:
    return c.at_least(state)


FUNNEL = (
    _residents("eligible_here", _("Must have a card and present"), c.eligible_here),
    _residents("here_applied", _("Dossier taken"), c.eligible_here, _reached(CardState.APPLIED)),
    _residents("here_sent", _("Sent up"), c.eligible_here, _reached(CardState.SENT)),
    _residents("here_printed", _("Printed"), c.eligible_here, _reached(CardState.PRINTED)),
    _residents("here_arrived", _("Card at the unit"), c.eligible_here, _reached(CardState.ARRIVED)),
    _residents("here_in_hand", _("Handed over"), c.eligible_here, _reached(CardState.IN_HAND)),
)
NOT_IN_HAND = c.short_of(CardState.IN_HAND)
_NO_BIRTH_DAY = Q(birth_day__isnull=True)


def _without_card(code: str, label: Promise, *parts: Condition | Q) -> Figure:
    return _residents(code, label, _and(c.eligible, *parts), NOT_IN_HAND)


# Everybody without a card stands in exactly one of these.
WITHOUT_CARD_BY_REASON = (
    _without_card("no_card_working_away", _("Working away"), Q(presence=Presence.WORKING_AWAY)),
    _without_card("no_card_detained", _("Detained"), Q(presence=Presence.DETAINED)),
    _without_card("no_card_left_area", _("Left the area"), Q(presence=Presence.LEFT_AREA)),
    _without_card("no_card_unknown", _("Whereabouts unknown"), Q(presence=Presence.WHEREABOUTS_UNKNOWN)),
    _without_card("no_card_birth_date", _("Present, full date of birth missing"), c.here, _NO_BIRTH_DAY),
    _without_card("no_card_other", _("Present, nothing in the way"), c.here, ~_NO_BIRTH_DAY),
)

_RESIDENT_STOCKS = (
    *FUNNEL,
    *WITHOUT_CARD_BY_REASON,
    _residents("living", _("Residents"), c.living),
    _residents("eligible", _("Must have a card"), c.eligible),
    _residents("eligible_in_hand", _("Card in hand"), c.eligible, _reached(CardState.IN_HAND)),
    _without_card("no_card", _("Without a card")),
    _without_card("no_card_here", _("Present, without a card"), c.here),
    _without_card("no_card_claimed", _("A list says issued, no card recorded"), Q(card_claim=CardClaim.ISSUED)),
    _residents("accounts", _("E-identity registered"), _and(c.living, ~Q(eid_state=EIdState.NONE))),
    _residents("accounts_approved", _("Accounts approved"), _and(c.living, Q(eid_state__in=c.APPROVED_ACCOUNTS))),
    _residents("accounts_activated", _("Accounts activated"), _and(c.living, Q(eid_state=EIdState.ACTIVATED))),
    _residents(
        "accounts_not_activated",
        _("Approved, not activated"),
        _and(c.living, Q(eid_state=EIdState.APPROVED_NOT_ACTIVATED)),
    ),
    _residents(
        "eligible_activated", _("14 or older, account activated"), _and(c.eligible, Q(eid_state=EIdState.ACTIVATED))
    ),
    _residents("no_personal_id", _("Without a personal number"), _and(c.living, Q(personal_id__isnull=True))),
    _residents("no_birth_date", _("Full date of birth missing"), _and(c.living, _NO_BIRTH_DAY)),
    _residents("ever_verified", _("Verified at some time"), _and(c.living, Q(last_verified_on__isnull=False))),
    _residents("not_verified", _("Not verified for 12 months"), _and(c.living, c.not_verified)),
)


def _applications(code: str, label: Promise, condition: Condition) -> Figure:
    return Figure(code, label, APPLICATIONS, condition)


_WORK_STOCKS = (
    _applications("applications", _("Applications ever taken"), _and()),
    _applications("applications_open", _("Applications open"), _and(Q(state__in=sorted(OPEN_STATES)))),
    _applications("applications_overdue", _("Applications past their day"), c.overdue),
    _applications("applications_returned", _("Returned with an error"), _and(Q(state=State.RETURNED_WITH_ERROR))),
    _applications("undelivered", _("Cards nobody has fetched"), c.undelivered),
    _applications("undelivered_30", _("… for up to 30 days"), partial(c.undelivered, at_most=30)),
    _applications("undelivered_over_30", _("… for more than 30 days"), partial(c.undelivered, more_than=30)),
    _applications("undelivered_90", _("… for 31 to 90 days"), partial(c.undelivered, more_than=30, at_most=90)),
    _applications("undelivered_longer", _("… for more than 90 days"), partial(c.undelivered, more_than=90)),
    Figure("compared_ever", _("Ever compared with the national database"), CHECKS, c.last_compared),
    Figure("compared", _("Compared with the national database within 12 months"), CHECKS, c.compared_within_a_year),
    Figure("notices_ever", _("Personal number notices ever asked for"), NOTICES, _and()),
    Figure("files_ever", _("Residence files ever received"), FILES, _and()),
    Figure("findings_ever", _("Data errors ever found"), FINDINGS, c.error),
    Figure("findings_open", _("Data errors open"), FINDINGS, _and(c.error, Q(closed_at__isnull=True))),
    Figure(
        "held_twice",
        _("Number held twice"),
        FINDINGS,
        _and(Q(closed_at__isnull=True, rule__in=c.TWICE_RULES)),
    ),
)


def _received(code: str, label: Promise, *parts: Condition | Q) -> Figure:
    return _flow(code, label, APPLICATIONS, _and(c.received, *parts))


def _aged(low: int | None, high: int | None) -> Condition:
    """Full years at the end of the period, from ``low`` up to but not ``high``."""

    def condition(span: Span) -> Q:
        known = Q(resident__birth_year__isnull=False)
        from_low = aged_at_least(low, span.end, "resident__") if low else known
        return from_low & ~aged_at_least(high, span.end, "resident__") if high else from_low

    return condition


_WORK_FLOWS = (
    _received("received", _("Applications taken")),
    _received("received_new", _("First issue"), Q(case_type=CaseType.NEW)),
    _received("received_exchange", _("Exchange"), Q(case_type=CaseType.EXCHANGE)),
    _received("received_reissue", _("Re-issue"), Q(case_type=CaseType.REISSUE)),
    _received("received_under_6", _("Younger than 6"), _aged(None, 6)),
    _received("received_6_to_13", _("6 to 13"), _aged(6, CARD_AGE)),
    _received("received_from_14", _("14 or older"), _aged(CARD_AGE, None)),
    _received("received_mobile", _("On mobile visits and at home"), Q(channel__in=[Channel.MOBILE, Channel.HOME])),
    _received("received_online", _("Through the online service"), Q(channel=Channel.ONLINE)),
    _flow("fell_due", _("Fell due"), APPLICATIONS, c.fell_due),
    _flow("on_time", _("Ready by the day"), APPLICATIONS, c.on_time),
    _flow("arrived", _("Cards arrived"), APPLICATIONS, c.arrived),
    _flow("arrived_handed_over", _("… and handed over"), APPLICATIONS, c.arrived_and_handed_over),
    _flow("handed_over", _("Cards handed over"), APPLICATIONS, c.handed_over),
    _flow("returned", _("Returns with an error"), STEPS, c.returned),
    _flow("returned_fixed", _("… and dealt with"), STEPS, c.returned_and_fixed),
)
_REGISTER_FLOWS = (
    _flow("notices", _("Personal number notices asked for"), NOTICES, c.notice_asked_for),
    _flow("notices_delivered", _("… and delivered"), NOTICES, c.notice_delivered),
    _flow("reach_age", _("Reach an age of exchange"), RESIDENTS, c.reaches_age_of_exchange),
    _flow("verified", _("Verified"), RESIDENTS, c.verified),
    _flow("deaths", _("Deaths entered"), RESIDENTS, c.died),
    _flow("found", _("Data errors found"), FINDINGS, c.found),
    _flow("found_mended", _("… and mended"), FINDINGS, c.found_and_mended),
)


def _files(suffix: str, label: Promise, *parts: Condition | Q) -> tuple[Figure, ...]:
    """One figure for all residence files and one for each service."""
    whole = _flow(f"files{suffix}", label, FILES, _and(*parts))
    by_kind = (
        _flow(
            f"files_{kind.value}{suffix}",
            format_lazy("{} – {}", kind.label, label),
            FILES,
            _and(*parts, Q(kind=kind.value)),
        )
        for kind in ProcedureKind
    )
    return (whole, *by_kind)


_FILE_FLOWS = (
    *_files("", _("Residence files received"), c.file_received),
    *_files("_online", _("Residence files received online"), c.file_received, Q(channel=ProcedureChannel.ONLINE)),
    *_files("_on_time", _("Residence files done in time"), c.file_on_time),
    *_files("_overdue", _("Residence files overdue"), c.file_overdue),
)


def _events(code: str, label: Promise, *parts: Condition | Q) -> Figure:
    return _flow(code, label, EVENTS, _and(c.event_happened, *parts))


_EVENT_FLOWS = (
    _events("events_birth", _("Births entered"), Q(kind=EventKind.BIRTH)),
    _events("events_move_in", _("Moves in from outside the area"), Q(kind=EventKind.MOVE_IN)),
    _flow("handed_in", _("Moves in from another ward of the area"), COME_OVER, c.handed_over_between_wards),
    _events("events_move_out", _("Moves out of the area"), Q(kind=EventKind.MOVE_OUT)),
    _flow("handed_out", _("Moves to another ward of the area"), GONE_OVER, c.handed_over_between_wards),
    _events("events_late", _("Events entered late"), c.event_entered_late),
)

STOCKS: tuple[Figure, ...] = (*_RESIDENT_STOCKS, *_WORK_STOCKS)
FLOWS: tuple[Figure, ...] = (*_WORK_FLOWS, *_REGISTER_FLOWS, *_FILE_FLOWS, *_EVENT_FLOWS)
FIGURES: dict[str, Figure] = {figure.code: figure for figure in (*STOCKS, *FLOWS)}


def figure_of(code: str) -> Figure:
    """Raises ``KeyError`` for a figure that does not exist."""
    return FIGURES[code]


def stocks_of(model: type[Model]) -> list[Figure]:
    return [figure for figure in STOCKS if figure.population.model is model]
