"""What changed in a record: field by field, before and after, who and when, from the history table."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SubUnit
from residents.masking import masked_number, masked_phone, partial_date
from residents.models import Resident

SHOWN = 20
_PLAIN = (
    "full_name", "sex", "relation_to_head", "residence_kind", "residence_until", "presence", "deceased_on",
    "permanent_address", "current_address", "native_place", "birth_registration_place", "language", "card_claim",
    "card_issued_on", "card_state", "eid_state", "last_verified_on",
)  # fmt: skip

Label = str | Promise
Difference = tuple[Label, Any, Any]
Places = dict[tuple[str, int | None], str]


@dataclass(frozen=True)
class Change:
    """One save: when, by which officer, and (label, before, after) of what differs."""

    at: dt.datetime
    who_id: int | None
    rows: list[Difference]


def changes_of(officer: Officer, resident: Resident, limit: int = SHOWN) -> list[Change]:
    """The newest changes first. A history row is the record as it was before a change."""
    events = list(_kept(officer, resident).order_by("-pgh_created_at", "-pgh_id")[:limit])
    if not events:
        return []
    places = _place_names([resident, *events])
    changes, after = [], resident
    for event in events:
        rows = _differences(event, after, places)
        if rows:
            changes.append(Change(event.pgh_created_at, _actor(event), rows))
        after = event
    return changes


def version_seen(officer: Officer, resident: Resident, version: int) -> Any:
    """The record as it was at ``version``; None when the history does not say."""
    if version == resident.version:
        return resident
    return _kept(officer, resident).filter(version=version).order_by("pgh_created_at", "pgh_id").last()


def _kept(officer: Officer, resident: Resident) -> QuerySet:
    """The history of a person goes with the person: the ward that has the record now reads all of it."""
    history = apps.get_model("residents", "ResidentHistory")._default_manager
    if resident.unit_id in officer.register_unit_ids:
        return history.filter(pgh_obj_id=resident.pk)
    return history.filter(pgh_obj_id=resident.pk, unit_id__in=officer.register_unit_ids)


def _differences(before: Any, after: Any, places: Places) -> list[Difference]:
    earlier, later = _readable(before, places), _readable(after, places)
    return [(label, earlier[label], later[label]) for label in earlier if earlier[label] != later[label]]


def _readable(row: Any, places: Places) -> dict[Label, Any]:
    """Labels and values as a person reads them; numbers and phones masked."""
    shown: dict[Label, Any] = {label_of(name): _display(row, name) for name in _PLAIN}
    shown[label_of("birth")] = partial_date(row.birth_year, row.birth_month, row.birth_day)
    shown[label_of("personal_id")] = _masked_but_told_apart(masked_number, row.personal_id)
    shown[label_of("old_id")] = _masked_but_told_apart(masked_number, row.old_id)
    shown[label_of("phone")] = _masked_but_told_apart(masked_phone, row.phone)
    shown[label_of("unit")] = places.get(("unit", row.unit_id), "")
    shown[label_of("sub_unit")] = places.get(("sub_unit", row.sub_unit_id), "")
    shown[label_of("household")] = f"№ {row.household_id}" if row.household_id else ""
    return shown


class _Masked(str):
    """A masked value that still differs from another one with the same visible digits."""

    whole: str | None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Masked) and self.whole == other.whole

    def __hash__(self) -> int:
        return hash(self.whole)


def _masked_but_told_apart(mask: Callable[[str | None], str], value: str | None) -> _Masked:
    masked = _Masked(mask(value))
    masked.whole = value
    return masked


def _field(name: str) -> Field:
    found = Resident._meta.get_field(name)
    assert isinstance(found, Field)
    return found


def label_of(name: str) -> Label:
    """What a fact is called; a birth date is one thing here."""
    return _("birth date") if name == "birth" else _field(name).verbose_name


def _display(row: Any, name: str) -> Any:
    value = getattr(row, name)
    choices = dict(_field(name).flatchoices)
    return choices.get(value, value) if value is not None else ""


def _actor(event: Any) -> int | None:
    return (event.pgh_context or {}).get("user")


def _place_names(rows: Iterable[Any]) -> Places:
    """Names of units and sub-units; asked only when the person came to another one, since otherwise no row differs."""
    rows, places = list(rows), {}
    for name, model in (("unit", AdminUnit), ("sub_unit", SubUnit)):
        ids = {getattr(row, f"{name}_id") for row in rows}
        if len(ids) > 1:
            found = model._default_manager.filter(pk__in=ids - {None})
            places |= {(name, place.pk): str(place) for place in found}
    return places
