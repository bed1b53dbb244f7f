"""A foreign key to a resident or a unit that nobody carries along is found here."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import AutoField, BigAutoField, ForeignKey

from kontum_portal.areas.models import AdminUnit, SubUnit
from residents import extension_points
from residents.models import Resident
from residents.services.carrying_along import key_of

OWN_APPS = {"areas", "accounts", "jobs", "residents", "id_cards", "campaigns", "reports"}
# Columns without a foreign key, and what becomes of them in a reform of the units.
OTHER_COLUMNS = {
    ("residents_middleword", "unit_id"): "its trigger follows the resident",
    ("accounts_deed", "unit_id"): "a log is never rewritten",
    ("accounts_accesslog", "unit_id"): "a log is never rewritten",
    ("accounts_officer_units", "adminunit_id"): "residents.reform.ground moves scopes",
}


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


def test_every_row_of_a_person_moves_to_the_ward_that_takes_them_over() -> None:
    with_unit = {
        key
        for key in foreign_keys_to(Resident)
        if any(field.name == "unit" for field in apps.get_model(*key.split(".")[:2])._meta.local_fields)
        and key.endswith(".resident")
    }
    assert with_unit - set(extension_points.on_move_rows) == MOVED_OTHERWISE & with_unit


def test_every_key_to_a_unit_follows_a_unit_change_or_says_why_not() -> None:
    followed, kept = set(extension_points.on_unit_change), set(extension_points.unit_keepers)
    known = {key for key in foreign_keys_to(AdminUnit) if not key.startswith("accounts.officer_units.")}
    assert known == followed | kept
    assert followed & kept == set()
    assert all(extension_points.unit_keepers.values())


def test_what_follows_a_unit_can_be_given_back() -> None:
    """Its rows are noted by number, and what the portal derives is found again by its person."""
    for key, follower in extension_points.on_unit_change.items():
        assert isinstance(follower.model._meta.pk, AutoField | BigAutoField), key
        if follower.derived:
            assert any(field.name == "resident" for field in follower.model._meta.fields), key


@pytest.mark.django_db
def test_no_column_with_a_unit_is_forgotten() -> None:
    """Also tables that no model knows; history keeps the unit of its time (decision 0009)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
            " AND a.attnum > 0 AND NOT a.attisdropped AND a.attname ~ '(^|_)(admin)?units?(_ids?)?$'"
            " AND NOT EXISTS (SELECT FROM pg_attribute h WHERE h.attrelid = c.oid AND h.attname = 'pgh_id')"
        )
        found = set(cursor.fetchall())
    modelled = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model in (AdminUnit, SubUnit)
    }
    forgotten = {(table, column) for table, column in found - modelled if "sub_unit" not in column}
    assert forgotten - set(OTHER_COLUMNS) == set()
