"""What kind of case a person has, worked out from the record and said in words, and what stands in the way."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from id_cards.ages import EXCHANGE_AGES, MUST_HAVE_CARD_AGE, age_on, birthday, valid_until
from id_cards.choices import CASE_TYPE_OF, CaseType, Reason
from id_cards.rules import needs_biometrics, needs_representative
from residents.choices import CardClaim

if TYPE_CHECKING:
    from residents.models import Resident


@dataclass(frozen=True)
class Blocker:
    """What stands in the way, and the step that clears it."""

    code: str
    sentence: str | Promise
    step: str | Promise


@dataclass(frozen=True)
class HeldCard:
    """What is known of the card a person has: from the portal, or from what a list says."""

    issued_on: dt.date | None


@dataclass(frozen=True)
class Eligibility:
    """The suggestion for a person on a day. ``sentences`` say why, in the order an officer would."""

    case_type: CaseType
    reason: Reason
    sentences: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    biometrics: bool
    representative: bool


DECEASED = Blocker(
    "deceased",
    gettext_lazy("The register says that this person has died."),
    gettext_lazy("If that is wrong, correct the date of death in the record."),
)
NO_NUMBER = Blocker(
    "personal_id_missing",
    gettext_lazy("The record has no personal number."),
    gettext_lazy("Collect form DC01 so that the number is established, then enter it in the record."),
)
NO_BIRTH_DATE = Blocker(
    "birth_date_missing",
    gettext_lazy("The date of birth is not recorded."),
    gettext_lazy("Complete the date of birth in the record from the birth certificate."),
)
YEAR_ONLY = Blocker(
    "birth_day_or_month_missing",
    gettext_lazy("The date of birth lacks its day or month, and the card needs both."),
    gettext_lazy(
        "The person first supplements the birth record at the commune's People's Committee; then complete it here."
    ),
)

AWAITS_CORRECTION = Blocker(
    "correction_pending",
    gettext_lazy("A correction of name, birth date, sex or number waits for approval."),
    gettext_lazy("Have the ward chief decide it first: the card is made from these facts."),
)


def born_on(resident: "Resident") -> dt.date | None:
    """The whole date of birth, or None when a part of it is unknown or the parts are no date."""
    parts = (resident.birth_year, resident.birth_month, resident.birth_day)
    if None in parts:
        return None
    try:
        return dt.date(*parts)
    except ValueError:
        return None


def blockers_of(resident: "Resident", *, awaits_correction: bool = False) -> tuple[Blocker, ...]:
    """Everything that keeps a dossier from being taken, in the order in which it is cleared."""
    checks = (
        (resident.deceased_on is not None, DECEASED),
        (resident.birth_year is None, NO_BIRTH_DATE),
        (resident.birth_year is not None and born_on(resident) is None, YEAR_ONLY),
        (resident.personal_id is None, NO_NUMBER),
        (awaits_correction, AWAITS_CORRECTION),
    )
    return tuple(blocker for stands, blocker in checks if stands)


def held_card_of(resident: "Resident", issued_on: dt.date | None, has_card: bool) -> HeldCard | None:
    """The card the portal knows in the citizen's hand, else the one a list speaks of."""
    if has_card:
        return HeldCard(issued_on)
    if resident.card_claim == CardClaim.ISSUED or resident.card_issued_on is not None:
        return HeldCard(resident.card_issued_on)
    return None


def eligibility_of(
    resident: "Resident", held: HeldCard | None, day: dt.date, *, awaits_correction: bool = False
) -> Eligibility:
    """Suggest type and reason for ``resident`` on ``day``, given the card that is in the hand."""
    born = born_on(resident)
    reason, sentences = _first_card(born, day) if held is None else _with_card(born, held, day)
    biometrics, representative = needs_biometrics(reason, born, day), needs_representative(born, day)
    if representative:
        sentences.append(_("Under 14: a parent or guardian applies and signs."))
    if not biometrics:
        sentences.append(_("No fingerprints, photo or iris are taken: the child is under 6."))
    return Eligibility(
        case_type=CASE_TYPE_OF[reason],
        reason=reason,
        sentences=tuple(sentences),
        blockers=blockers_of(resident, awaits_correction=awaits_correction),
        biometrics=biometrics,
        representative=representative,
    )


def _first_card(born: dt.date | None, day: dt.date) -> tuple[Reason, list[str]]:
    if born is None:
        return Reason.FIRST_CARD, [_("No card is known: first issue.")]
    age = age_on(born, day)
    if age >= MUST_HAVE_CARD_AGE:
        return Reason.FIRST_CARD, [_("%(age)d years old and no card is known: a card is obligatory.") % {"age": age}]
    return Reason.FIRST_CARD, [_("%(age)d years old: a card may be issued on request.") % {"age": age}]


def _with_card(born: dt.date | None, held: HeldCard, day: dt.date) -> tuple[Reason, list[str]]:
    if born is None or held.issued_on is None:
        return Reason.ON_REQUEST, [
            _("A card was issued on a day that is not recorded: look at it to see whether it is due.")
        ]
    until = valid_until(born, held.issued_on)
    if until is None:
        return Reason.ON_REQUEST, [_("The card was issued at 58 or later and does not expire.")]
    if until <= day:
        age = max(age for age in EXCHANGE_AGES if birthday(born, age) <= day)
        return Reason.AGE, [
            _("Turned %(age)d: the card expired on %(day)s and is to be exchanged.") % {"age": age, "day": _say(until)}
        ]
    return Reason.ON_REQUEST, [
        _("The card is valid until %(day)s: exchange or re-issue needs a reason of its own.") % {"day": _say(until)}
    ]


def _say(day: dt.date) -> str:
    return date_format(day, "d/m/Y")
