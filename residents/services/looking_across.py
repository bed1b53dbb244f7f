"""The one look-up across wards: counted against the officer, logged with its purpose, kept a day behind a token."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_access
from kontum_portal.errors import NotAllowedError
from residents.errors import NotAWholeNumberError, TooManyLookUpsError
from residents.masking import masked_number
from residents.models import Search
from residents.queries.across_wards import Holding, look_up
from residents.queries.duplicates import units_holding
from residents.rules import can_look_up_across
from residents.search_terms import LONGEST, Kind, recognise

ACROSS = "across"
AT_ENTRY = "across:entry"  # the surface of a warning while a person is entered
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """``token`` is the page's address; ``number`` whole; ``holdings`` whose register holds it."""

    token: str
    number: str
    holdings: Sequence[Holding]

    @property
    def masked_number(self) -> str:
        return masked_number(self.number)


@transaction.atomic
def look_up_across(*, officer: Officer, text: str, purpose: str) -> LookedUp:
    """Ask once for a whole personal number, or for the code of a card in hand."""
    if not can_look_up_across(officer):
        raise NotAllowedError
    number = whole_number(text)
    _count(officer)
    search = Search.objects.create(officer=officer, text=text[:LONGEST], kind=ACROSS)
    holdings = look_up(officer, number)
    record_access(
        officer=officer,
        purpose=purpose,
        surface=ACROSS,
        subject_kind="search",
        subject_id=search.pk,
        unit_id=holdings[0].unit.pk if holdings else None,
        people=len(holdings),
    )
    return LookedUp(search.token, number, holdings)


def read_look_up(officer: Officer, token: str) -> LookedUp:
    """The officer's own look-up once more, without counting; ``DoesNotExist`` when it is another's or forgotten."""
    search = Search.objects.visible_to(officer).get(token=token, kind=ACROSS)
    number = whole_number(search.text)
    return LookedUp(token, number, look_up(officer, number))


def whole_number(text: str) -> str:
    terms = recognise(text)
    number = dict(terms.exact).get("personal_id", "")
    if terms.kind not in (Kind.PERSONAL_ID, Kind.QR, Kind.MRZ) or not number:
        raise NotAWholeNumberError
    return number


@transaction.atomic
def name_holder(*, officer: Officer, number: str | None, purpose: str) -> None:
    """A warning at entry that names another ward's register tells what a look-up tells: counted and logged as one.

    Once for a number within the hour, however often the form asks; nothing when no other ward holds it.
    """
    elsewhere = sorted(units_holding(number, None) - officer.register_unit_ids)
    if not number or not elsewhere:
        return
    _wait_for_ones_turn(officer)
    if _of_this_hour(officer).filter(text=number).exists():
        return
    _count(officer)
    search = Search.objects.create(officer=officer, text=number, kind=ACROSS)
    record_access(
        officer=officer,
        purpose=purpose,
        surface=AT_ENTRY,
        subject_kind="search",
        subject_id=search.pk,
        unit_id=elsewhere[0],
        people=len(elsewhere),
    )


def _of_this_hour(officer: Officer) -> QuerySet[Search]:
    return Search.objects.visible_to(officer).filter(kind=ACROSS, created_at__gt=Now() - HOUR)


def _wait_for_ones_turn(officer: Officer) -> None:
    """Until this transaction ends: of requests sent at once each counts those before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('look-ups of ' || %s, 0))", [str(officer.pk)])


def _count(officer: Officer) -> None:
    _wait_for_ones_turn(officer)
    if _of_this_hour(officer).count() >= settings.LOOK_UPS_PER_HOUR:
        raise TooManyLookUpsError(most=settings.LOOK_UPS_PER_HOUR)
