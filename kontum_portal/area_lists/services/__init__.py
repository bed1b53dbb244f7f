"""Writes of this room."""

from kontum_portal.area_lists.services.expecting_people import record_expected_population
from kontum_portal.area_lists.services.keeping_sub_units import add_sub_unit, rename_sub_unit

__all__ = ["add_sub_unit", "record_expected_population", "rename_sub_unit"]
