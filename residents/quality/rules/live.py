"""Sống: facts that were right once."""

import datetime as dt
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from residents.choices import Dimension, Severity
from residents.quality import conditions as c
from residents.quality.catalogue import QualityRule, always
from residents.staleness import oldest_fresh_day

live = partial(QualityRule, dimension=Dimension.LIVE)
WARNS, HINTS = Severity.WARNS, Severity.HINTS

CARD_AGES = (14, 25, 40, 60)
CARD_GRACE_YEARS = 2


def _renewal_due(today: dt.date) -> Q:
    """Exchange at 14, 25, 40 and 60, unless issued within two years before that age (Luật 26/2023/QH15 Đ.21)."""
    due = Q()
    for age in CARD_AGES:
        due |= c.at_least(age, today) & c.before_birthday("card_issued_on", age - CARD_GRACE_YEARS)
    return c.LIVING & Q(card_issued_on__isnull=False) & due


def _expired(kind: str, today: dt.date) -> Q:
    return c.LIVING & Q(residence_kind=kind, residence_until__lt=today)


def _verified_long_ago(today: dt.date) -> Q:
    """Evidence that has grown old; who was never verified stands on the worklist and in no finding (decision 0010)."""
    here = Q(presence__isnull=True) | ~Q(presence="left_area")
    return c.LIVING & here & Q(last_verified_on__lt=oldest_fresh_day(today))


LIVE_RULES: tuple[QualityRule, ...] = (
    live(
        code="card_renewal_due",
        severity=WARNS,
        sentence=_("The card has to be exchanged: the age of 14, 25, 40 or 60 was reached."),
        hint=_("Invite the person to exchange the card."),
        condition=_renewal_due,
        fields=("card_issued_on",),
    ),
    live(
        code="temporary_residence_expired",
        severity=WARNS,
        sentence=_("The temporary residence has run out."),
        hint=_("Ask whether the person still lives here; extend it or record that they left."),
        condition=partial(_expired, "temporary"),
        fields=("residence_until",),
    ),
    live(
        code="short_stay_expired",
        severity=WARNS,
        sentence=_("The short stay is over."),
        hint=_("Record that the person left, or register temporary residence."),
        condition=partial(_expired, "short_stay"),
        fields=("residence_until",),
    ),
    live(
        code="absence_over",
        severity=WARNS,
        sentence=_("The declared absence is over and no return was recorded."),
        hint=_("Ask the household; record the return or a new absence."),
        condition=partial(_expired, "absent_declared"),
        fields=("residence_until", "presence"),
    ),
    live(
        code="listed_but_deceased",
        severity=WARNS,
        sentence=_("Deceased, yet still recorded as present."),
        hint=_("Register the death; it closes what is open for this person."),
        condition=always(Q(deceased_on__isnull=False, presence__isnull=False)),
        fields=("presence",),
    ),
    live(
        code="verification_old",
        severity=HINTS,
        sentence=_("The last verification is too old to be relied on."),
        hint=_("Compare the record with the person or the national database again."),
        condition=_verified_long_ago,
        fields=("last_verified_on",),
        register_only=True,
    ),
)
