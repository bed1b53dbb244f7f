"""No page shows a person without a row in the access log: asked of every address at once."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Officer
from tests.walls.access_table import ADDRESSES
from tests.walls.test_access_matrix import officers, world

pytestmark = pytest.mark.django_db
FIXTURES = (officers, world)  # pytest finds them by their names here
NAMES = ("Nguyễn Văn An", "Trần Thị Bé", "Lê Văn Chín")


@pytest.mark.parametrize("role", ["chief", "steward", "administrator"])
def test_who_sees_a_name_has_left_a_trace(
    role: str, world: SimpleNamespace, officers: dict[str, Officer], client: Client
) -> None:
    client.force_login(officers[role])
    untold = []
    for address in (address for address in ADDRESSES if address.method == "GET"):
        before = AccessLog.objects.count()
        answer = client.get(reverse(address.name, args=address.arguments(world)))
        page = "" if answer.streaming else answer.content.decode(errors="replace")
        for close in answer._resource_closers:  # answer.close() would close the test's connection too
            close()
        if any(name in page for name in NAMES) and AccessLog.objects.count() == before:
            untold.append(address.name)
    assert untold == []
