"""How lists go along into a successor where five of them become one: names and numbers that would collide, and sums."""

from collections import Counter

from django.db import connection
from django.db.models import Max

from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit
from kontum_portal.clock import now
from kontum_portal.text import search_key, sort_key
from residents.choices import HandOverState
from residents.extension_points import Renamed, UnitHeir
from residents.models import HandOver

_ROOM_FOR_HOUSEHOLDS = """
UPDATE residents_household AS kept SET number = left(kept.number, 34) || '/' || unit.code
FROM areas_adminunit unit, (
    SELECT number FROM residents_household WHERE unit_id = ANY (%(units)s::int[]) AND number IS NOT NULL
    GROUP BY number HAVING count(*) > 1
) AS twice
WHERE kept.number = twice.number AND kept.unit_id = ANY (%(old)s::int[]) AND unit.id = kept.unit_id
RETURNING kept.id, twice.number
"""


def make_room_for_sub_units(*, old_unit_ids: list[int], new_unit_id: int) -> Renamed:
    """``Tổ dân phố 1`` of two wards become ``Tổ dân phố 1 (Quyết Thắng)`` and ``… (Thắng Lợi)``; returns the old names."""
    parts = list(SubUnit.objects.filter(unit_id__in=[*old_unit_ids, new_unit_id]).select_related("unit").order_by("pk"))
    times = Counter(part.search_key for part in parts)
    past: Renamed = {}
    for part in parts:
        if times[part.search_key] > 1 and part.unit_id in old_unit_ids:
            past[part.pk] = {"name": part.name, "search_key": part.search_key, "sort_key": part.sort_key}
            part.name = _told_apart(part, times)
            part.search_key, part.sort_key = search_key(part.name), sort_key(part.name)
            times[part.search_key] += 1
    SubUnit.objects.bulk_update([part for part in parts if part.pk in past], ["name", "search_key", "sort_key"])
    return past


def _told_apart(part: SubUnit, times: Counter[str]) -> str:
    for said in (part.unit.name, str(part.unit), part.unit.code):
        name = f"{part.name[: 117 - len(said)]} ({said})"
        if not times[search_key(name)]:
            return name
    return f"{part.name[:100]} ({part.pk})"


def make_room_for_households(*, old_unit_ids: list[int], new_unit_id: int) -> Renamed:
    """A file number that two of the units gave gets the code of its unit behind it; returns the old numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_ROOM_FOR_HOUSEHOLDS, {"units": [*old_unit_ids, new_unit_id], "old": old_unit_ids})
        return {pk: {"number": number} for pk, number in cursor.fetchall()}


def settle_hand_overs(*, old_unit_ids: list[int], new_unit_id: int) -> Renamed:
    """Who is on the way between two wards that become one has arrived; returns the hand-overs as they were."""
    both = {"from_unit_id__in": old_unit_ids, "to_unit_id__in": old_unit_ids}
    ids = list(HandOver.objects.open().filter(**both).values_list("pk", flat=True))
    HandOver.objects.filter(pk__in=ids).update(state=HandOverState.WITHDRAWN, answered_at=now())
    return {pk: {"state": HandOverState.PROPOSED.value, "answered_at": None} for pk in ids}


def _sum_expectations(*, old_unit_ids: list[int], new_unit_id: int) -> int:
    """The successor expects as many as its predecessors together by the newest figure of each; none when one has none."""
    whole = ExpectedPopulation.objects.filter(sub_unit__isnull=True, unit_id__in=old_unit_ids)
    newest = dict(whole.order_by("unit__code").values_list("unit_id").annotate(day=Max("as_of")))
    if set(newest) != set(old_unit_ids):
        return 0
    figures = [whole.filter(unit_id=unit_id, as_of=day).order_by("-pk")[0] for unit_id, day in newest.items()]
    households = [figure.households for figure in figures if figure.households is not None]
    sources = "; ".join(dict.fromkeys(figure.source for figure in figures))
    _, made = ExpectedPopulation.objects.get_or_create(
        unit=AdminUnit.objects.get(pk=new_unit_id), sub_unit=None, as_of=min(newest.values()), source=sources[:200],
        defaults={
            "people": sum(figure.people for figure in figures),
            "households": sum(households) if len(households) == len(figures) else None,
        },
    )  # fmt: skip
    return int(made)


def _forget_expectations(*, new_unit_ids: list[int]) -> None:
    ExpectedPopulation.objects.filter(sub_unit__isnull=True, unit_id__in=new_unit_ids).delete()


WHOLE_UNIT_EXPECTATIONS = UnitHeir(_sum_expectations, _forget_expectations)
