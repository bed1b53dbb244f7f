"""Honest figures: what cannot be is refused, by the service with a sentence and by the database in the end."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.errors import NotAllowedError
from reports.errors import (
    ComputedIndicatorError,
    DenominatorMissingError,
    NegativeValueError,
    PeriodAboveCumulativeError,
    RateAbove100Error,
    SourceNotNamedError,
)
from reports.models import Indicator, KeyedValue
from reports.periods import parse_period
from reports.rules import can_view_keyed_value
from reports.services.keying import Numbers, key_value


def keyed(
    officer: Officer, numbers: Numbers, code: str = "2.03", unit_id: int | None = None, source: str = "BC 12"
) -> KeyedValue:
    return key_value(
        officer=officer,
        indicator=Indicator.objects.get(code=code),
        unit_id=unit_id,
        period=parse_period("2026-10"),
        numbers=numbers,
        source_named=source,
    )


def numbers(*values: int | None) -> Numbers:
    return Numbers(*(None if value is None else Decimal(value) for value in values))


IMPOSSIBLE = [
    (numbers(4064, 4063), RateAbove100Error),
    (numbers(10, 20, 9, 40), PeriodAboveCumulativeError),
    (numbers(10, 20, 15, 19), PeriodAboveCumulativeError),
    (numbers(10, 20, 41, 40), RateAbove100Error),
    (numbers(-1, 20), NegativeValueError),
    (numbers(10), DenominatorMissingError),
]


@pytest.mark.parametrize(("values", "refusal"), IMPOSSIBLE)
def test_impossible_numbers_are_refused(values: Numbers, refusal: type, city_commander: Officer) -> None:
    with pytest.raises(refusal):
        keyed(city_commander, values)
    assert not KeyedValue.objects.exists()


@pytest.mark.parametrize("values", [values for values, refusal in IMPOSSIBLE if refusal is not DenominatorMissingError])
def test_the_database_refuses_them_too(values: Numbers, city_commander: Officer) -> None:
    value = keyed(city_commander, numbers(1, 20, 1, 20))
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyedValue.objects.filter(pk=value.pk).update(**vars(values))


def test_a_full_hundred_is_possible_and_leaves_a_deed(city_commander: Officer) -> None:
    value = keyed(city_commander, numbers(4063, 4063, 4063, 4303))
    assert value.numerator == 4063
    assert Deed.objects.get(verb="key_value", subject_id=value.pk).details["denominator"] == "4063"


def test_keying_again_replaces_the_value(city_commander: Officer) -> None:
    keyed(city_commander, numbers(1, 20))
    keyed(city_commander, numbers(2, 20))
    assert KeyedValue.objects.get().numerator == 2


def test_a_value_needs_a_source(city_commander: Officer) -> None:
    with pytest.raises(SourceNotNamedError):
        keyed(city_commander, numbers(1, 2), source="  ")


def test_a_computed_indicator_is_not_keyed(city_commander: Officer) -> None:
    with pytest.raises(ComputedIndicatorError):
        keyed(city_commander, numbers(1, 2), code="3.01")


MAY_KEY = [
    ("city_commander", None, True),
    ("ward_chief", "Quyết Thắng", True),
    ("ward_chief", "Kroong", False),
    ("ward_chief", None, False),
    ("officer_quyet_thang", "Quyết Thắng", False),
    ("data_steward", None, False),
    ("administrator", None, False),
]


@pytest.mark.parametrize(("who", "place", "allowed"), MAY_KEY)
def test_who_may_key(who: str, place: str | None, allowed: bool, units, request) -> None:
    officer, unit_id = request.getfixturevalue(who), units[place].pk if place else None
    if allowed:
        assert keyed(officer, numbers(1, 2), unit_id=unit_id).entered_by == officer
        return
    with pytest.raises(NotAllowedError):
        keyed(officer, numbers(1, 2), unit_id=unit_id)


@pytest.mark.parametrize("who", ["city_commander", "data_steward", "ward_chief", "officer_vinh_quang", "administrator"])
def test_what_is_listed_is_what_may_be_seen(who: str, units, city_commander: Officer, request) -> None:
    for unit_id in (None, units["Quyết Thắng"].pk, units["Kroong"].pk):
        keyed(city_commander, numbers(1, 2), unit_id=unit_id)
    officer = request.getfixturevalue(who)
    allowed = {value.pk for value in KeyedValue.objects.all() if can_view_keyed_value(officer, value)}
    assert set(KeyedValue.objects.visible_to(officer).values_list("pk", flat=True)) == allowed


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(signed_in, city_commander: Officer) -> None:
    form = {"indicator": Indicator.objects.get(code="2.03").pk, "period": "2026-10", "unit": "", "numerator": "4.064",
            "denominator": "4.063", "source_named": "BC 12"}  # fmt: skip
    browser = signed_in(city_commander)
    page = browser.post("/bao-cao/nhap-tay/", form)
    assert page.context["form"].non_field_errors()
    assert not KeyedValue.objects.exists()
    assert browser.post("/bao-cao/nhap-tay/", form | {"numerator": "4.063"}).status_code == 302
    assert KeyedValue.objects.get().numerator == 4063
