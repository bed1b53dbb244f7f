"""Who may: pure functions over an officer, asked by the button and by the service."""

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Officer

REGISTER_ROLES = frozenset({Role.OFFICER, Role.WARD_CHIEF, Role.CITY_COMMANDER, Role.DATA_STEWARD})


def _has_role(officer: Officer, *roles: Role) -> bool:
    return bool(officer.is_authenticated and officer.is_active and officer.role in roles)


def is_officer(officer: Officer) -> bool:
    return _has_role(officer, Role.OFFICER)


def is_ward_chief(officer: Officer) -> bool:
    return _has_role(officer, Role.WARD_CHIEF)


def is_city_commander(officer: Officer) -> bool:
    return _has_role(officer, Role.CITY_COMMANDER)


def is_data_steward(officer: Officer) -> bool:
    return _has_role(officer, Role.DATA_STEWARD)


def is_administrator(officer: Officer) -> bool:
    return _has_role(officer, Role.ADMINISTRATOR)


def is_auditor(officer: Officer) -> bool:
    return _has_role(officer, Role.AUDITOR)


def is_system(officer: Officer) -> bool:
    """The system account acts without signing in, so being inactive does not stop it."""
    return officer.role == Role.SYSTEM


def sees_register(officer: Officer) -> bool:
    """May open register pages at all; which people, the scope decides."""
    return _has_role(officer, *REGISTER_ROLES) or is_system(officer)


def works_at_ward(officer: Officer) -> bool:
    return _has_role(officer, Role.OFFICER, Role.WARD_CHIEF)


def commands(officer: Officer) -> bool:
    """Leads others: a ward chief or the city command."""
    return _has_role(officer, Role.WARD_CHIEF, Role.CITY_COMMANDER)


def may_manage_officers(officer: Officer) -> bool:
    return _has_role(officer, Role.ADMINISTRATOR)


def may_close_account(officer: Officer, account: Officer) -> bool:
    """Nobody closes the own account: another administrator does."""
    return may_manage_officers(officer) and account.is_active and account.pk != officer.pk


def may_open_account(officer: Officer, account: Officer) -> bool:
    return may_manage_officers(officer) and not account.is_active


def may_read_logs(officer: Officer) -> bool:
    return _has_role(officer, Role.AUDITOR)
