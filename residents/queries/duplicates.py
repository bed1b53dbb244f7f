"""The duplicate check at entry: who in the register may be the person being entered, set side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.masking import masked_number, masked_phone, partial_date
from residents.matching.lookalikes import NEAR_YEARS, SHOWN_FROM, Lookalike, likeness
from residents.models import Resident
from residents.name_keys import name_keys

PER_SEARCH = 30  # candidates of each kind that are judged
BESIDE = 3  # shown side by side

Value = str | Promise


@dataclass(frozen=True)
class ComparedRow:
    """A fact as typed, and of each lookalike (value, is it the same; None when one of them is unknown)."""

    label: Value
    typed: Value
    theirs: list[tuple[Value, bool | None]]


@dataclass(frozen=True)
class DuplicateCheck:
    """``elsewhere``: units out of the officer's reach whose register holds the number; no more is said of them.

    ``unsaid``: why they are not named.
    """

    lookalikes: list[Lookalike]
    rows: list[ComparedRow]
    elsewhere: list[AdminUnit]
    unsaid: str = ""

    @property
    def found(self) -> bool:
        return bool(self.lookalikes or self.elsewhere or self.unsaid)

    @property
    def asked(self) -> list[Lookalike]:
        """Those so much alike that a save needs a reason."""
        return [one for one in self.lookalikes if one.needs_reason]


def check_duplicates(
    officer: Officer, typed: Mapping[str, Any], *, but_resident_id: int | None = None
) -> DuplicateCheck:
    """People like the facts ``typed`` so far (columns of ``PersonFacts``), the most alike first."""
    found = lookalikes_of(officer, typed, but_resident_id=but_resident_id)[:BESIDE]
    units = units_holding(typed.get("personal_id"), but_resident_id)
    elsewhere = AdminUnit.objects.filter(pk__in=units - officer.register_unit_ids).order_by("sort_key")
    return DuplicateCheck(found, _side_by_side(typed, found), list(elsewhere) if units else [])


def lookalikes_of(officer: Officer, typed: Mapping[str, Any], *, but_resident_id: int | None = None) -> list[Lookalike]:
    ids = _candidates(officer, typed)
    if ids is None:
        return []
    people = Resident.objects.visible_to(officer).filter(pk__in=ids).exclude(pk=but_resident_id)
    judged = (likeness(typed, person) for person in people.select_related("sub_unit", "unit"))
    return sorted((one for one in judged if one.score >= SHOWN_FROM), key=lambda one: (-one.score, one.resident.pk))


def units_holding(number: str | None, but_resident_id: int | None) -> set[int]:
    """Ids of the units whose register holds the whole number, wherever they are; the one look-up across wards."""
    if not number:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT residents_units_of_number(%s, %s)", [number, but_resident_id])
        return {row[0] for row in cursor.fetchall()}


def _candidates(officer: Officer, typed: Mapping[str, Any]) -> QuerySet | None:
    """A bounded number of each kind, every one by its own index; None when nothing typed can find anybody."""
    people = Resident.objects.visible_to(officer).order_by().values_list("pk", flat=True)
    searches = [people.filter(**{fact: typed[fact]}) for fact in ("personal_id", "old_id", "phone") if typed.get(fact)]
    if typed.get("full_name"):
        named = people.filter(name_key=name_keys(typed["full_name"]).name_key)
        searches.append(named.filter(_born_near(typed)))
    bounded = [search[:PER_SEARCH] for search in searches]
    return bounded[0].union(*bounded[1:]) if bounded else None


def _born_near(typed: Mapping[str, Any]) -> Q:
    """Within three years, or day and month swapped, or the year unknown on either side."""
    year, month, day = (typed.get(f"birth_{part}") for part in ("year", "month", "day"))
    if not year:
        return Q()
    near = Q(birth_year__range=(year - NEAR_YEARS, year + NEAR_YEARS)) | Q(birth_year__isnull=True)
    return near | Q(birth_month=day, birth_day=month) if day and month else near


def _side_by_side(typed: Mapping[str, Any], found: list[Lookalike]) -> list[ComparedRow]:
    mine = _readable(typed)
    theirs = [_readable(vars(one.resident)) for one in found]
    rows = [
        ComparedRow(label, shown, [(other[label][0], _same(whole, other[label][1])) for other in theirs])
        for label, (shown, whole) in mine.items()
    ]
    return rows if found else []


def _readable(facts: Mapping[str, Any]) -> dict[Value, tuple[Value, Any]]:
    """By label: the value as it is shown, and the whole value by which two are told apart."""
    born = tuple(facts.get(f"birth_{part}") for part in ("year", "month", "day"))
    sexes = dict(Resident._meta.get_field("sex").flatchoices)  # type: ignore[union-attr]
    shown: dict[Value, tuple[Value, Any]] = {
        _("Full name"): (facts.get("full_name") or "", facts.get("full_name")),
        _("Birth date"): (partial_date(*born), born if born[0] else None),
        _("Sex"): (sexes.get(facts.get("sex"), ""), facts.get("sex")),
        _("Personal number"): (masked_number(facts.get("personal_id")), facts.get("personal_id")),
        _("Old identity number"): (masked_number(facts.get("old_id")), facts.get("old_id")),
        _("Telephone"): (masked_phone(facts.get("phone")), facts.get("phone")),
        _("Native place"): (facts.get("native_place") or "", facts.get("native_place")),
        _("Permanent address"): (facts.get("permanent_address") or "", facts.get("permanent_address")),
    }
    return shown


def _same(mine: Any, theirs: Any) -> bool | None:
    return None if mine is None or theirs is None else mine == theirs
