"""Demo sign-ins: invented officers with one known password. They exist only while ``PORTAL_MFA=demo``."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.errors import DemoOnlyError
from kontum_portal.accounts.models import WHOLE_AREA_ROLES, Officer
from kontum_portal.accounts.queries import system_officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import SupervisionArea
from kontum_portal.areas.queries import find_unit

PASSWORD = "kontum-demo-2026"  # noqa: S105 - known to everybody, in demo mode only


@dataclass(frozen=True)
class DemoOfficer:
    username: str
    full_name: str
    role: Role
    unit: str = ""

    @property
    def who(self) -> str:
        return f"{self.role.label}, {self.unit}" if self.unit else str(self.role.label)


DEMO_OFFICERS = (
    DemoOfficer("officer_quyet_thang", "Lê Thị Mẫu Đơn", Role.OFFICER, "Phường Quyết Thắng"),
    DemoOfficer("officer_vinh_quang", "Y Mẫu H'Lan", Role.OFFICER, "Xã Vinh Quang"),
    DemoOfficer("officer_dak_ro_wa", "A Mẫu Thút", Role.OFFICER, "Xã Đắk Rơ Wa"),
    DemoOfficer("ward_chief", "Trần Văn Thí Dụ", Role.WARD_CHIEF, "Phường Quyết Thắng"),
    DemoOfficer("city_commander", "Nguyễn Văn Thí Dụ", Role.CITY_COMMANDER),
    DemoOfficer("data_steward", "Phạm Thị Mẫu", Role.DATA_STEWARD),
    DemoOfficer("administrator", "Hoàng Văn Mẫu", Role.ADMINISTRATOR),
    DemoOfficer("auditor", "Đỗ Thị Thí Dụ", Role.AUDITOR),
)


def sign_ins() -> list[tuple[str, str, str]]:
    """(user name, password, who that is) of every demo officer; nothing outside demo mode."""
    return [(officer.username, PASSWORD, officer.who) for officer in DEMO_OFFICERS] if _is_demo() else []


@transaction.atomic
def create_demo_officers() -> list[Officer]:
    """Make those that are missing; safe to repeat. Refused outside demo mode."""
    if not _is_demo():
        raise DemoOnlyError
    area = SupervisionArea.objects.order_by("pk").first()
    hashed = make_password(PASSWORD)
    return [_create(officer, area, hashed) for officer in DEMO_OFFICERS]


def _create(demo: DemoOfficer, area: SupervisionArea | None, hashed: str) -> Officer:
    officer, is_new = Officer.objects.get_or_create(
        username=demo.username,
        defaults={
            "full_name": demo.full_name,
            "role": demo.role,
            "password": hashed,
            "area": area if demo.role in WHOLE_AREA_ROLES else None,
            "is_staff": demo.role == Role.ADMINISTRATOR,
        },
    )
    if is_new:
        unit = find_unit(demo.unit) if demo.unit else None
        officer.units.set([unit] if unit else [])
        record_deed(actor=system_officer(), verb="officer_created", subject_kind="officer", subject_id=officer.pk)
    return officer


def _is_demo() -> bool:
    return settings.PORTAL_MFA == "demo"
