"""Đủ: facts that are missing, and cards that people must have and do not."""

import datetime as dt
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from residents.choices import CardState, Dimension, Severity
from residents.quality import conditions as c
from residents.quality.catalogue import BIRTH, QualityRule, always

complete = partial(QualityRule, dimension=Dimension.COMPLETE)
BLOCKS, WARNS, HINTS = Severity.BLOCKS, Severity.WARNS, Severity.HINTS


def _without_card(today: dt.date) -> Q:
    """14 and over must have a card (Luật 26/2023/QH15 Đ.19); a list that says nothing of cards claims nothing."""
    none = Q(card_claim="none") | Q(card_claim__isnull=True, card_state=CardState.NONE)
    on_the_way = Q(card_state__isnull=False) & ~Q(card_state=CardState.NONE)
    return c.LIVING & c.at_least(14, today) & none & ~on_the_way & Q(card_issued_on__isnull=True)


COMPLETE_RULES: tuple[QualityRule, ...] = (
    complete(
        code="personal_id_missing",
        severity=BLOCKS,
        sentence=_("The personal number is missing."),
        hint=_("Ask for card, birth certificate or VNeID. Without a number, form DC01 comes first."),
        condition=always(c.LIVING & Q(personal_id__isnull=True)),
        fields=("personal_id",),
    ),
    complete(
        code="old_id_instead",
        severity=HINTS,
        sentence=_("Only the old 9-digit number is known."),
        hint=_("Ask for the 12-digit personal number."),
        condition=always(c.LIVING & Q(personal_id__isnull=True, old_id__isnull=False)),
        fields=("personal_id",),
    ),
    complete(
        code="birth_date_missing",
        severity=BLOCKS,
        sentence=_("The birth date is missing."),
        hint=_("If only the year is known, write the year."),
        condition=always(c.LIVING & Q(birth_year__isnull=True)),
        fields=BIRTH,
    ),
    complete(
        code="birth_date_partial",
        severity=BLOCKS,
        sentence=_("Day and month of birth are not known; a card needs them."),
        hint=_("Look at the birth certificate; otherwise the commune completes the civil register first."),
        condition=always(
            c.LIVING & Q(birth_year__isnull=False) & (Q(birth_month__isnull=True) | Q(birth_day__isnull=True))
        ),
        fields=BIRTH,
    ),
    complete(
        code="sex_missing",
        severity=BLOCKS,
        sentence=_("The sex is missing."),
        hint=_("Ask; it cannot be told from the name."),
        condition=always(c.LIVING & Q(sex__isnull=True)),
        fields=("sex",),
    ),
    complete(
        code="sub_unit_missing",
        severity=WARNS,
        sentence=_("The residential group, hamlet or village is missing."),
        hint=_("Choose it, so that the person appears on the lists of their hamlet."),
        condition=always(c.LIVING & Q(sub_unit_id__isnull=True)),
        fields=("sub_unit",),
        register_only=True,
    ),
    complete(
        code="residence_missing",
        severity=WARNS,
        sentence=_("The kind of residence is missing."),
        hint=_("Permanent, temporary, short stay or declared absent?"),
        condition=always(c.LIVING & Q(residence_kind__isnull=True) & ~Q(presence="left_area")),
        fields=("residence_kind",),
        register_only=True,
    ),
    complete(
        code="residence_until_missing",
        severity=WARNS,
        sentence=_("Temporary residence without an end."),
        hint=_("Write until when it was registered."),
        condition=always(c.LIVING & Q(residence_kind="temporary", residence_until__isnull=True)),
        fields=("residence_until",),
        register_only=True,
    ),
    complete(
        code="relation_missing",
        severity=HINTS,
        sentence=_("The relation to the head of household is missing."),
        hint=_("Ask who heads the household."),
        condition=always(c.LIVING & Q(relation_to_head__isnull=True)),
        fields=("relation_to_head",),
        register_only=True,
    ),
    complete(
        code="phone_missing",
        severity=HINTS,
        sentence=_("No telephone number."),
        hint=_("Ask for one: it is how we say that the card has arrived."),
        condition=lambda today: c.LIVING & Q(phone__isnull=True) & c.at_least(14, today),
        fields=("phone",),
        register_only=True,
    ),
    complete(
        code="card_missing",
        severity=WARNS,
        sentence=_("14 or older and without a card."),
        hint=_("Invite the person and take the dossier."),
        condition=_without_card,
        fields=("card_claim",),
    ),
)
