"""A foreign key to a resident or a unit that nobody carries along is found here."""

from django.apps import apps
from django.db.models import ForeignKey

from kontum_portal.areas.models import AdminUnit
from residents import extension_points
from residents.models import Resident
from residents.services.carrying_along import key_of

OWN_APPS = {"residents", "id_cards", "campaigns", "reports"}
# Kept as they were: a report and a figure of the past name the unit of their time.
KEPT_AS_WRITTEN: set[str] = {"reports.report.unit", "reports.unitfigure.unit", "reports.keyedvalue.unit"}


# What does not simply follow a person who moves to another ward, and why.
MOVED_OTHERWISE = {
    "residents.stagedrow.resident",  # belongs to its batch, seen only by the person who opened it
    "campaigns.campaigntarget.resident",  # the old ward's list lets go, the area's follows (``follow_move``)
}


def foreign_keys_to(target: type) -> set[str]:
    return {
        key_of(model, field.name)
        for model in apps.get_models()
        if model._meta.app_label in OWN_APPS and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is target
    }


def test_every_key_to_a_resident_is_merged_and_purged() -> None:
    keys = foreign_keys_to(Resident)
    assert keys - set(extension_points.on_merge) == set()
    assert keys - set(extension_points.on_unmerge) == set()
    assert keys - set(extension_points.on_purge) == set()


def test_every_key_to_a_unit_follows_a_unit_change() -> None:
    assert foreign_keys_to(AdminUnit) - set(extension_points.on_unit_change) == KEPT_AS_WRITTEN & foreign_keys_to(
        AdminUnit
    )


def test_every_row_of_a_person_moves_to_the_ward_that_takes_them_over() -> None:
    with_unit = {
        key
        for key in foreign_keys_to(Resident)
        if any(field.name == "unit" for field in apps.get_model(*key.split(".")[:2])._meta.local_fields)
        and key.endswith(".resident")
    }
    assert with_unit - set(extension_points.on_move_rows) == MOVED_OTHERWISE & with_unit
