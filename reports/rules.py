"""Who reads figures and reports, who writes them, and what each state of a report allows."""

from kontum_portal.accounts import rules as roles
from kontum_portal.accounts.models import Officer
from reports.choices import ReportStatus
from reports.models import KeyedValue, Report, UnitFigure
from reports.querysets import AREA_READERS


def sees_figures(officer: Officer) -> bool:
    """The dashboard and the lists behind its numbers: those who lead, and those who tend the data."""
    return roles.commands(officer) or roles.is_data_steward(officer) or roles.is_system(officer)


def sees_reports(officer: Officer) -> bool:
    return sees_figures(officer)


def _in_scope(officer: Officer, unit_id: int | None) -> bool:
    """The twin of ``UnitOrAreaQuerySet.visible_to``."""
    if not officer.is_authenticated or not officer.register_unit_ids:
        return False
    if unit_id is None:
        return officer.role in AREA_READERS
    return unit_id in officer.register_unit_ids or unit_id in officer.past_unit_ids


def can_view_figure(officer: Officer, figure: UnitFigure) -> bool:
    return officer.is_authenticated and figure.unit_id in officer.register_unit_ids


def can_view_keyed_value(officer: Officer, value: KeyedValue) -> bool:
    return _in_scope(officer, value.unit_id)


def can_view_report(officer: Officer, report: Report) -> bool:
    return _in_scope(officer, report.unit_id)


def can_report_on(officer: Officer, unit_id: int | None) -> bool:
    """May build a report of this unit (``None``: of the whole area)."""
    return sees_reports(officer) and _in_scope(officer, unit_id)


def can_key_value(officer: Officer, unit_id: int | None) -> bool:
    """Chiefs and the city command answer for what is keyed in."""
    return (roles.commands(officer) or roles.is_system(officer)) and _in_scope(officer, unit_id)


def can_key_any(officer: Officer) -> bool:
    return roles.commands(officer)


def can_approve(officer: Officer, report: Report) -> bool:
    """The command of the scope that the report is about signs it; a steward only builds it."""
    return roles.commands(officer) and _in_scope(officer, report.unit_id)


def can_write_remarks(officer: Officer, report: Report) -> bool:
    return can_report_on(officer, report.unit_id)


def can_start_night(officer: Officer) -> bool:
    """Quality, figures and partitions can be started by hand by those who look after all of the area."""
    return roles.is_city_commander(officer) or roles.is_data_steward(officer) or roles.is_system(officer)


def is_built(report: Report) -> bool:
    return report.status != ReportStatus.BUILDING


def is_approved(report: Report) -> bool:
    return report.status == ReportStatus.APPROVED
