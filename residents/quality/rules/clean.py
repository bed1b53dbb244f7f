"""Sạch: right facts in an untidy form."""

from functools import partial

from django.db.models import F, Q
from django.db.models.functions import Length, Lower, Upper
from django.db.models.lookups import Exact, GreaterThan
from django.utils.translation import gettext_lazy as _

from residents.choices import Dimension, Severity
from residents.quality.catalogue import QualityRule, always

clean = partial(QualityRule, dimension=Dimension.CLEAN)
WARNS, HINTS = Severity.WARNS, Severity.HINTS


def _in_one_case() -> Q:
    small = Q(Exact(Lower("full_name"), F("full_name")))
    capitals = Q(Exact(Upper("full_name"), F("full_name")))
    return Q(GreaterThan(Length("full_name"), 2)) & (small | capitals)


CLEAN_RULES: tuple[QualityRule, ...] = (
    clean(
        code="name_with_digits",
        severity=WARNS,
        sentence=_("The name contains digits."),
        hint=_("Write the name as on the birth certificate."),
        condition=always(Q(full_name__regex=r"[0-9]")),
        fields=("full_name",),
    ),
    clean(
        code="name_single_letter",
        severity=WARNS,
        sentence=_("The name is a single letter."),
        hint=_("One-letter words are right in A Thút or Y Hlim, but not alone."),
        condition=always(Q(full_name__regex=r"^.$")),
        fields=("full_name",),
    ),
    clean(
        code="name_with_signs",
        severity=WARNS,
        sentence=_("The name contains signs that belong to no name."),
        hint=_("Take notes and brackets out of the name."),
        condition=always(Q(full_name__regex=r"[][(){}<>;:,!?@#$%^&*_=+/\\|~\"]")),
        fields=("full_name",),
    ),
    clean(
        code="name_of_old_font",
        severity=WARNS,
        sentence=_("The name contains letters of an old font (TCVN3 or VNI)."),
        hint=_("Type the name again in Unicode."),
        condition=always(Q(full_name__regex="[µ¸¹®©§¨ª«¬¶·»¼½¾¿×÷]")),
        fields=("full_name",),
    ),
    clean(
        code="name_in_one_case",
        severity=HINTS,
        sentence=_("The name is written all in small letters or all in capitals."),
        hint=_("Capital letters at the beginning of each word."),
        condition=always(_in_one_case()),
        fields=("full_name",),
    ),
    clean(
        code="numbers_equal",
        severity=WARNS,
        sentence=_("The old number is only the end of the personal number."),
        hint=_("The old identity number is another one; leave it empty if it is not known."),
        condition=always(Q(personal_id__endswith=F("old_id"))),
        fields=("old_id",),
    ),
)
