"""What a supervisor of the server is told."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from kontum_portal import health
from kontum_portal.accounts.models import Officer


def test_a_living_process_says_so_without_a_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_with_database_and_queue(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": True, "queue": True})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_without_the_queue_the_portal_serves_on(client: Client, settings: Any) -> None:
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": True, "queue": False})


def test_without_the_database_it_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr(health.connection, "cursor", refuse)
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("officer_quyet_thang", "/hom-nay/"),
        ("ward_chief", "/hom-nay/"),
        ("data_steward", "/hom-nay/"),
        ("city_commander", "/toan-canh/"),
        ("administrator", "/nhap-bang-tinh/"),
        ("auditor", "/nhat-ky/"),
    ],
)
def test_the_first_page_of_each_role(client: Client, request: pytest.FixtureRequest, name: str, page: str) -> None:
    officer: Officer = request.getfixturevalue(name)
    client.force_login(officer)
    assert client.get("/").headers["Location"] == page


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"].startswith("/tai-khoan/login/")
