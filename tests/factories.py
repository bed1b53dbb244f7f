"""Invented people for tests."""

import itertools
from typing import Any

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.text import search_key, sort_key
from residents.models import CorrectionRequest, Household, Resident
from residents.name_keys import name_keys
from residents.rules import KEY_FACTS

_numbers = itertools.count(600000)


def make_resident(unit: AdminUnit, **facts: Any) -> Resident:
    """A complete, correct resident unless ``facts`` say otherwise; numbers end in 600000–999999."""
    name = facts.setdefault("full_name", "Nguyễn Văn An")
    complete = {
        "birth_year": 1990,
        "birth_month": 1,
        "birth_day": 15,
        "sex": "M",
        "relation_to_head": "head",
        "residence_kind": "permanent",
        "presence": "present",
    }
    home = facts.get("household")
    if home and home.members.filter(relation_to_head="head").exists():
        complete["relation_to_head"] = "other"  # one head a household
    facts = complete | facts
    if "personal_id" not in facts:
        facts["personal_id"] = f"062{0 if facts['sex'] == 'M' else 1}{facts['birth_year'] % 100:02d}{next(_numbers)}"
    return Resident.objects.create(
        unit=unit,
        **name_keys(name).as_columns(),
        **facts,
    )


def make_correction(resident: Resident, officer: Officer, **proposed: Any) -> CorrectionRequest:
    """A correction that waits, of the birth day unless ``proposed`` says otherwise."""
    before = {name: getattr(resident, name) for name in KEY_FACTS}
    return CorrectionRequest.objects.create(
        resident=resident,
        unit_id=resident.unit_id,
        before=before,
        proposed=before | (proposed or {"birth_day": 20}),
        reason="Ghi sai khi nhập",
        evidence="Giấy khai sinh số 12",
        asked_by=officer,
    )


def make_household(unit: AdminUnit, **fields: Any) -> Household:
    return Household.objects.create(unit=unit, **fields)


def make_sub_unit(unit: AdminUnit, name: str = "Tổ dân phố 1", kind: str = "to") -> SubUnit:
    return SubUnit.objects.create(unit=unit, name=name, kind=kind, search_key=search_key(name), sort_key=sort_key(name))
