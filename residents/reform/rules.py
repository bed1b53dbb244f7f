"""Who may reform the units."""

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.rules import is_administrator, is_system
from kontum_portal.areas.choices import ReformStatus
from kontum_portal.areas.models import Reform


def can_reform(officer: Officer) -> bool:
    """The administrator; commands act as ``system``."""
    return is_administrator(officer) or is_system(officer)


def is_proposed(reform: Reform) -> bool:
    return reform.status == ReformStatus.PROPOSED


def is_applied(reform: Reform) -> bool:
    return reform.status == ReformStatus.APPLIED
