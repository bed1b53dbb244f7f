"""Đúng: facts that contradict each other, the calendar or the law."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from residents.choices import Dimension, Severity
from residents.quality import conditions as c
from residents.quality.catalogue import BIRTH, QualityRule, always

correct = partial(QualityRule, dimension=Dimension.CORRECT)
BLOCKS, WARNS, HINTS = Severity.BLOCKS, Severity.WARNS, Severity.HINTS

CORRECT_RULES: tuple[QualityRule, ...] = (
    correct(
        code="personal_id_birth_year",
        severity=WARNS,
        sentence=_("The personal number and the birth year do not agree."),
        hint=_("Digits 4 to 6 of the number carry century and year. Check both against a paper."),
        condition=always(c.birth_year_digits_differ()),
        fields=("personal_id", *BIRTH),
    ),
    correct(
        code="personal_id_sex",
        severity=WARNS,
        sentence=_("The personal number and the sex do not agree."),
        hint=_("Digit 4 is even for men and odd for women. Check both against a paper."),
        condition=always(c.sex_digit_of_the_other()),
        fields=("personal_id", "sex"),
    ),
    correct(
        code="personal_id_prefix_unknown",
        severity=WARNS,
        sentence=_("The personal number begins with a code that is no province."),
        hint=_("Births abroad have codes of their own. Check the first three digits."),
        condition=always(c.place_code_unknown()),
        fields=("personal_id",),
    ),
    correct(
        code="birth_date_future",
        severity=BLOCKS,
        sentence=_("The birth date lies in the future."),
        hint=_("Ask for a paper that shows it."),
        condition=c.born_after,
        fields=BIRTH,
    ),
    correct(
        code="birth_date_impossible",
        severity=BLOCKS,
        sentence=_("There is no such day in the calendar."),
        hint=_("Ask for a paper that shows the birth date."),
        condition=always(c.no_such_day()),
        fields=BIRTH,
    ),
    correct(
        code="birth_date_0101",
        severity=HINTS,
        sentence=_("Born on 1 January: often written when the day was not known."),
        hint=_("Ask. If only the year is known, keep the year alone."),
        condition=always(c.LIVING & Q(birth_month=1, birth_day=1)),
        fields=BIRTH,
    ),
    correct(
        code="age_improbable",
        severity=WARNS,
        sentence=_("Older than 115 and not recorded as deceased."),
        hint=_("Check the birth year, or register the death."),
        condition=lambda today: c.LIVING & Q(birth_year__lt=today.year - 115),
        fields=BIRTH,
    ),
    correct(
        code="death_before_birth",
        severity=BLOCKS,
        sentence=_("The death lies before the birth."),
        hint=_("Check both dates."),
        condition=always(c.before_birthday("deceased_on", 0)),
        fields=("deceased_on", *BIRTH),
    ),
    correct(
        code="death_in_future",
        severity=BLOCKS,
        sentence=_("The death lies in the future."),
        hint=_("Check the date of death."),
        condition=lambda today: Q(deceased_on__gt=today),
        fields=("deceased_on",),
    ),
    correct(
        code="relation_sex",
        severity=WARNS,
        sentence=_("The relation to the head and the sex do not agree."),
        hint=_("Check which of the two is wrong."),
        condition=always(
            Q(relation_to_head__in=["wife", "mother"], sex="M") | Q(relation_to_head__in=["husband", "father"], sex="F")
        ),
        fields=("relation_to_head", "sex"),
    ),
    correct(
        code="head_under_age",
        severity=HINTS,
        sentence=_("Head of household and under 15."),
        hint=_("Check the relation and the birth year."),
        condition=lambda today: c.LIVING & Q(relation_to_head="head") & c.under(15, today),
        fields=("relation_to_head", *BIRTH),
    ),
    correct(
        code="spouse_under_age",
        severity=WARNS,
        sentence=_("Wife or husband of the head and under 16."),
        hint=_("Check the relation and the birth year."),
        condition=lambda today: c.LIVING & Q(relation_to_head__in=["wife", "husband"]) & c.under(16, today),
        fields=("relation_to_head", *BIRTH),
    ),
    correct(
        code="card_issued_before_birth",
        severity=WARNS,
        sentence=_("The card was issued before the birth."),
        hint=_("Check the day of issue and the birth date."),
        condition=always(c.before_birthday("card_issued_on", 0)),
        fields=("card_issued_on", *BIRTH),
    ),
    correct(
        code="card_issued_in_future",
        severity=WARNS,
        sentence=_("The card's day of issue lies in the future."),
        hint=_("Check the day of issue."),
        condition=lambda today: Q(card_issued_on__gt=today),
        fields=("card_issued_on",),
    ),
)
