"""Reads about units: which are valid on a day, and which one a written name means."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from kontum_portal.areas.choices import UnitKind
from kontum_portal.areas.models import AdminUnit, UnitChange
from kontum_portal.clock import today
from kontum_portal.text import search_key

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_KIND = re.compile(r"\b(phuong|xa|p|x)\b ?(?=[a-z])")
_KINDS = {"phuong": UnitKind.WARD, "p": UnitKind.WARD, "xa": UnitKind.COMMUNE, "x": UnitKind.COMMUNE}
# What follows a unit in an address, and what stands before it in a title.
_CITY = re.compile(r" (?:(?:thanh pho|tp|tinh|t) ?)?(?:kon ?tum|kt|quang ngai)$")
_OFFICE = re.compile(r"^(?:cong an|ca|ubnd|uy ban nhan dan|hdnd)\b ?(?=(?:phuong|xa|p|x)\b)")
# A province, a city and a ward are called so: without its kind the name says nothing.
_NEEDS_KIND = {"kontum"}


@dataclass(frozen=True)
class UnitNames:
    """Every way of writing the units of one day, for finding them in bulk without asking the database again.

    ``ids`` maps (kind or "", folded name) to a unit id; None where two units share the writing.
    """

    ids: dict[tuple[str, str], int | None]

    def find(self, written: str) -> int | None:
        """The unit id that this text means; None when it means none, or more than one.

        Understands ``Phường Quyết Thắng``, ``P. Q. Thắng``, ``xã ĐăkRơWa``, ``CÔNG AN XÃ HÒA BÌNH`` and
        ``Thôn 2, Xã Đak Cấm, TP Kon Tum``. A wrong kind (``Xã Quyết Thắng``) finds nothing.
        """
        segments = [_words(segment) for segment in written.split(",")]
        for words in segments:
            kind, name = _kind_and_name(words)
            if kind:
                return self.ids.get((kind, name))
        first = _without_city(segments[0])
        return self.ids.get(("", first.replace(" ", "")))


def units_on(day: dt.date | None = None) -> QuerySet[AdminUnit]:
    """The units valid on that day; today by default."""
    day = day or today()
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return AdminUnit.objects.filter(started, not_over)


def with_predecessors(unit_ids: Iterable[int]) -> RawSQL:
    """These units and all that went into them, for ``unit_id__in``: what tells of the past kept the unit of its time."""
    written = ",".join(str(unit_id) for unit_id in sorted(unit_ids))
    return RawSQL("SELECT unnest(string_to_array(areas_with_predecessors(%s), ',')::int[])", [written])


def successors_of(unit_ids: Iterable[int]) -> dict[int, int]:
    """Of these units those that went into others, each with the unit that its people belong to now."""
    after = dict(UnitChange.objects.values_list("old_unit_id", "new_unit_id"))
    now: dict[int, int] = {}
    for unit_id in unit_ids:
        last = unit_id
        while last in after:
            last = after[last]
        if last != unit_id:
            now[unit_id] = last
    return now


def of_unit_once(key: str, unit_id: int) -> Q:
    """Rows of a unit; of one that has ended, those that went from it into its successor (``key``: ``app.model.unit``)."""
    successor = successors_of([unit_id]).get(unit_id)
    if successor is None:
        return Q(unit_id=unit_id)
    went = RawSQL("SELECT unnest(row_ids) FROM areas_reformmove WHERE key = %s AND old_unit_id = %s", [key, unit_id])
    return Q(unit_id=successor, pk__in=went)


def unit_names(day: dt.date | None = None) -> UnitNames:
    """The names of the units valid on that day: ask once for a whole file."""
    ids: dict[tuple[str, str], int | None] = {}
    for unit in units_on(day):
        for key in _writings(unit):
            ids[key] = unit.pk if ids.get(key, unit.pk) == unit.pk else None
    return UnitNames(_former_names(day or today()) | ids)


def _former_names(day: dt.date) -> dict[tuple[str, str], int | None]:
    """The names of units that have gone into others by that day: they mean the unit of today."""
    changes = UnitChange.objects.filter(effective_on__lte=day).select_related("old_unit").order_by("effective_on")
    into = {change.old_unit_id: change.new_unit_id for change in changes}
    ids: dict[tuple[str, str], int | None] = {}
    for change in changes:
        last = change.new_unit_id
        while last in into:
            last = into[last]
        for key in _writings(change.old_unit):
            ids[key] = last if ids.get(key, last) == last else None
    return ids


def find_unit(written: str, day: dt.date | None = None) -> AdminUnit | None:
    """The unit that this name or address means on that day."""
    unit_id = unit_names(day).find(written)
    return AdminUnit.objects.get(pk=unit_id) if unit_id else None


def unit_by_code(code: str, day: dt.date | None = None) -> AdminUnit | None:
    """Codes were reused for other names: the day says which generation is meant."""
    return units_on(day).filter(code=code.strip()).first()


def _writings(unit: AdminUnit) -> set[tuple[str, str]]:
    names = set()
    for name in (unit.name, *unit.aliases):
        words = _words(name).split()
        names |= {"".join(words), "".join(word[0] for word in words[:-1]) + words[-1]}
    return {(unit.kind, name) for name in names} | {("", name) for name in names - _NEEDS_KIND}


def _words(text: str) -> str:
    return _NO_LETTER.sub(" ", search_key(text)).strip()


def _kind_and_name(words: str) -> tuple[str, str]:
    """("ward", "quyetthang") from ``cong an phuong quyet thang``; ("", …) where no kind is named."""
    found = _KIND.search(_OFFICE.sub("", words))
    if found is None:
        return "", words
    rest = _OFFICE.sub("", words)[found.end() :]
    return _KINDS[found[1]], _without_city(rest).replace(" ", "")


def _without_city(words: str) -> str:
    """``dak cam tp kon tum`` → ``dak cam``; a name that is nothing but ``kon tum`` stays."""
    while (shorter := _CITY.sub("", words)) != words:
        words = shorter
    return words
