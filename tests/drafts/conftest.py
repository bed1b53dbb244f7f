"""Forms of these tests are sent as a browser sends them: the test client's own way is that of a form with files."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client


class FormClient(Client):
    def post(self, path: str, data: dict | None = None, **options: Any) -> HttpResponse:
        return super().post(path, urlencode(data or {}), content_type="application/x-www-form-urlencoded", **options)


@pytest.fixture
def client() -> FormClient:
    return FormClient()
