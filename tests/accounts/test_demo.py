"""The demo sign-ins exist in demo mode and nowhere else."""

from typing import Any

import pytest

from kontum_portal.accounts import demo
from kontum_portal.accounts.errors import DemoOnlyError
from kontum_portal.accounts.models import Officer

pytestmark = pytest.mark.django_db


def test_every_demo_sign_in_works_and_sees_what_it_should() -> None:
    demo.create_demo_officers()
    demo.create_demo_officers()
    scopes = {}
    for username, password, _who in demo.sign_ins():
        officer = Officer.objects.get(username=username)
        assert officer.check_password(password)
        scopes[username] = len(officer.register_unit_ids)
    assert scopes == {
        "officer_quyet_thang": 1, "officer_vinh_quang": 1, "officer_dak_ro_wa": 1, "ward_chief": 1,
        "city_commander": 21, "data_steward": 21, "administrator": 0, "auditor": 0,
    }  # fmt: skip


def test_outside_demo_mode_there_are_none(settings: Any) -> None:
    settings.PORTAL_MFA = "required"
    assert demo.sign_ins() == []
    with pytest.raises(DemoOnlyError):
        demo.create_demo_officers()
    assert not Officer.objects.filter(username="administrator").exists()
