"""Adding and renaming the sub-units of a unit."""

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.area_lists.errors import SubUnitKnownError, SubUnitNamelessError
from kontum_portal.area_lists.rules import can_edit_sub_units
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean, search_key, sort_key


@transaction.atomic
def add_sub_unit(*, officer: Officer, unit_id: int, name: str, kind: str) -> SubUnit:
    unit = AdminUnit.objects.select_for_update(no_key=True).get(pk=unit_id)
    if not can_edit_sub_units(officer, unit):
        raise NotAllowedError
    _refuse_bad_name(unit, name)
    sub_unit = SubUnit.objects.create(unit=unit, kind=kind, **_keys(name))
    record_deed(actor=officer, verb="sub_unit_added", subject_kind="sub_unit", subject_id=sub_unit.pk, unit_id=unit.pk)
    return sub_unit


@transaction.atomic
def rename_sub_unit(*, officer: Officer, sub_unit_id: int, name: str, kind: str) -> SubUnit:
    """Its people stay with it: only the name and kind change."""
    sub_unit = SubUnit.objects.select_for_update(of=("self",)).select_related("unit").get(pk=sub_unit_id)
    if not can_edit_sub_units(officer, sub_unit.unit):
        raise NotAllowedError
    _refuse_bad_name(sub_unit.unit, name, but=sub_unit.pk)
    SubUnit.objects.filter(pk=sub_unit.pk).update(kind=kind, **_keys(name))
    record_deed(
        actor=officer,
        verb="sub_unit_renamed",
        subject_kind="sub_unit",
        subject_id=sub_unit.pk,
        unit_id=sub_unit.unit_id,
        old_name=sub_unit.name,
    )
    sub_unit.refresh_from_db()
    return sub_unit


def _refuse_bad_name(unit: AdminUnit, name: str, but: int = 0) -> None:
    key = search_key(name)
    if not any(char.isalnum() for char in key):
        raise SubUnitNamelessError
    if SubUnit.objects.filter(unit=unit, search_key=key).exclude(pk=but).exists():
        raise SubUnitKnownError(unit=str(unit), name=clean(name))


def _keys(name: str) -> dict[str, str]:
    return {"name": clean(name), "search_key": search_key(name), "sort_key": sort_key(name)}
