"""Who keeps the lists of a unit."""

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator, is_system, is_ward_chief, works_at_ward
from kontum_portal.areas.models import AdminUnit


def can_view_units(officer: Officer) -> bool:
    return works_at_ward(officer) or is_administrator(officer)


def can_edit_sub_units(officer: Officer, unit: AdminUnit) -> bool:
    """The chief of the unit keeps its list; commands (the demo, the reform) write as ``system``."""
    return (is_ward_chief(officer) and unit.pk in officer.register_unit_ids) or is_system(officer)


def can_record_expected_population(officer: Officer, unit: AdminUnit) -> bool:
    """The administrator for every unit, the chief for the own one."""
    is_own = is_ward_chief(officer) and unit.pk in officer.register_unit_ids
    return is_own or is_administrator(officer) or is_system(officer)
