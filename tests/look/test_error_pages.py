"""Error pages stand on their own: rendered as Django renders them, with or without a request."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views import defaults
from django.views.csrf import csrf_failure


@pytest.fixture
def request_alone() -> HttpRequest:
    """A request that met an error before any middleware of sign-in saw it."""
    return RequestFactory().get("/somewhere/")


@pytest.mark.parametrize(
    ("view", "arguments", "status"),
    [
        (defaults.bad_request, (ValueError(),), 400),
        (defaults.permission_denied, (PermissionError("no"),), 403),
        (defaults.page_not_found, (ValueError("none"),), 404),
        (defaults.server_error, (), 500),
        (csrf_failure, (), 403),
    ],
)
def test_an_error_page_says_what_happened_in_the_portals_look(request_alone, view, arguments, status: int) -> None:
    response = view(request_alone, *arguments)
    page = response.content.decode()
    assert response.status_code == status
    assert "portal.css" in page
    assert "data-refusal" in page
    assert "/somewhere/" not in page.replace('name="next" value="/somewhere/"', "")


@pytest.mark.django_db
def test_a_refused_form_without_its_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/hien-thi/", {"theme": "dark"})
    assert response.status_code == 403
    assert "data-refusal" in response.content.decode()
