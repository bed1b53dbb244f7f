"""Rows that point at a resident or a unit follow it: into a merged record, into a successor unit, out at a purge.

Each app says so once per model in ``AppConfig.ready()``; a test fails for a foreign key that nobody carries along.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from residents import extension_points
from residents.extension_points import Renamed, UnitFollower


def key_of(model: type[Model], field: str) -> str:
    """``app.model.field``: the name under which a foreign key's handlers are registered."""
    return f"{model._meta.label_lower}.{field}"


def model_and_field(key: str) -> tuple[type[Model], str]:
    """The way back from ``key_of``."""
    label, _dot, field = key.rpartition(".")
    return apps.get_model(label), field


def carry_along_with_resident(model: type[Model], field: str = "resident", *, by_portal: Q | None = None) -> None:
    """Register the merge, unmerge and purge handlers of one foreign key to ``Resident``.

    ``by_portal``: which rows the portal derives itself; they are nobody's work and never keep a record from going.
    """
    key = key_of(model, field)
    if by_portal is not None:
        extension_points.made_by_portal[key] = by_portal
    extension_points.on_merge[key] = _repoint(model, field)
    extension_points.on_unmerge[key] = _point_back(model, field)
    extension_points.on_purge[key] = _purge(model, field)


def carry_along_with_move(model: type[Model], field: str = "resident") -> None:
    """Register rows that belong to the ward the person belongs to: their ``unit`` follows a move."""
    extension_points.on_move_rows[key_of(model, field)] = _move(model, field)


def move_rows(*, resident_id: int, unit_id: int, old_unit_id: int | None = None, **_: Any) -> None:
    """All rows registered so, of one person, now belong to ``unit_id``; called first of what follows a move."""
    if unit_id == old_unit_id:
        return
    for move in extension_points.on_move_rows.values():
        move(resident_id=resident_id, unit_id=unit_id)


def carry_along_with_unit(
    model: type[Model],
    field: str = "unit",
    *,
    only: Q | None = None,
    make_room: Callable[..., Renamed] | None = None,
    derived: bool = False,
) -> None:
    """Let the rows behind one foreign key to ``AdminUnit`` follow their unit into its successor (``UnitFollower``)."""
    extension_points.on_unit_change[key_of(model, field)] = UnitFollower(model, field, only or Q(), make_room, derived)


def keep_with_old_unit(model: type[Model], field: str = "unit", *, why: str) -> None:
    """These rows tell of the past and keep the unit of their time; its successor's officers read them as such."""
    extension_points.unit_keepers[key_of(model, field)] = why


def _repoint(model: type[Model], field: str) -> Callable[..., list[int]]:
    def on_merge(*, kept_id: int, dropped_id: int) -> list[int]:
        """Move the dropped record's rows to the kept one; the ids are kept for an unmerge."""
        rows = model._default_manager.filter(**{f"{field}_id": dropped_id})
        moved = list(rows.values_list("pk", flat=True))
        rows.update(**{f"{field}_id": kept_id})
        return moved

    return on_merge


def _point_back(model: type[Model], field: str) -> Callable[..., None]:
    def on_unmerge(*, dropped_id: int, moved: list[int]) -> None:
        model._default_manager.filter(pk__in=moved).update(**{f"{field}_id": dropped_id})

    return on_unmerge


def _purge(model: type[Model], field: str) -> Callable[..., None]:
    def on_purge(*, resident_ids: list[int]) -> None:
        model._default_manager.filter(**{f"{field}_id__in": resident_ids}).delete()

    return on_purge


def _move(model: type[Model], field: str) -> Callable[..., int]:
    def on_move(*, resident_id: int, unit_id: int) -> int:
        rows = model._default_manager.filter(**{f"{field}_id": resident_id}).exclude(unit_id=unit_id)
        return rows.update(unit_id=unit_id)

    return on_move
