"""Lines of COPY text for the tables that the invented people live in. Pure: ids come from the caller."""

import datetime as dt
from typing import Any

from reports.demo.cards import DemoApplication, DemoCard
from reports.demo.people import DemoPerson
from residents.name_keys import name_keys

HOUSEHOLDS = ("residents_household", ("id", "unit_id", "sub_unit_id", "number", "address", "head_id"))
FACTS = (
    "full_name", "birth_year", "birth_month", "birth_day", "sex", "personal_id", "old_id", "relation_to_head",
    "residence_kind", "residence_until", "presence", "deceased_on", "phone", "permanent_address", "current_address",
    "native_place", "birth_registration_place", "language", "card_claim", "card_issued_on", "last_verified_on",
)  # fmt: skip
RESIDENTS = (
    "residents_resident",
    ("id", "unit_id", "sub_unit_id", "household_id", *FACTS,
     "name_key", "given_key", "accent_key", "sort_key", "card_state", "eid_state"),
)  # fmt: skip
APPLICATIONS = (
    "id_cards_cardapplication",
    ("id", "resident_id", "unit_id", "case_type", "reason", "channel", "received_at", "state", "state_changed_at",
     "slip_issued_on", "due_on", "sent_on", "approved_on", "arrived_on", "handed_over_on", "paused_on",
     "returned_cause", "slip_number", "slip_counter_id", "slip_sequence", "fee", "assigned_to_id", "created_by_id",
     "version", "created_at"),
)  # fmt: skip
STEPS = (
    "id_cards_applicationstep",
    ("application_id", "unit_id", "deed", "from_state", "to_state", "from_version", "at", "actor_id", "note",
     "receiver_kind", "identified_by", "before"),
)  # fmt: skip
CARDS = (
    "id_cards_card",
    ("resident_id", "unit_id", "application_id", "card_type", "number", "issued_on", "valid_until", "status", "place"),
)  # fmt: skip
TABLES = (HOUSEHOLDS, RESIDENTS, APPLICATIONS, STEPS, CARDS)
Table = tuple[str, tuple[str, ...]]
_HOURS = "+07"


def line(values: tuple[Any, ...]) -> str:
    """One row in COPY's text form; our texts hold no tab, line end or backslash."""
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


def resident_line(person: DemoPerson, *, ids: tuple[int, int, int | None, int], card_state: str, eid_state: str) -> str:
    """``ids``: resident, unit, sub-unit, household."""
    keys = name_keys(person.full_name)
    return line(
        (
            *ids,
            *(getattr(person, fact) for fact in FACTS),
            keys.name_key,
            keys.given_key,
            keys.accent_key,
            keys.sort_key,
            card_state,
            eid_state,
        )
    )


def application_line(
    application: DemoApplication, *, ids: tuple[int, int, int], slip: dict[str, Any], fee: int, actor_id: int
) -> str:
    """``ids``: application, resident, unit; ``slip``: due_on, paused_on, slip_number, slip_counter_id, slip_sequence."""
    entered = dict(application.steps)

    def day(state: str) -> dt.date | None:
        return entered[state].date() if state in entered else None

    started, moved = moment(application.steps[0][1]), moment(application.steps[-1][1])
    values = (
        *ids, application.case_type, application.reason, application.channel, started, application.state, moved,
        day("slip_issued"), slip.get("due_on"), day("sent"), day("approved"), day("card_arrived"),
        day("handed_over"), slip.get("paused_on"), application.returned_cause, slip.get("slip_number"),
        slip.get("slip_counter_id"), slip.get("slip_sequence"), fee, actor_id, actor_id,
        len(application.steps), started,
    )  # fmt: skip
    return line(values)


def card_line(card: DemoCard, *, resident_id: int, unit_id: int, application_id: int | None, number: str) -> str:
    link = application_id if card.by_application else None
    return line(
        (resident_id, unit_id, link, card.card_type, number, card.issued_on, card.valid_until, card.status, card.place)
    )


def moment(when: dt.datetime) -> str:
    """A moment in Kon Tum as PostgreSQL reads it."""
    return when.isoformat(sep=" ") + _HOURS
