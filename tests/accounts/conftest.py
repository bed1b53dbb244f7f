import pytest

from tests.fresh_database import fresh_database, kept_officer  # noqa: F401


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    """Tests of the second factor itself set PORTAL_MFA back."""
    settings.PORTAL_MFA = "demo"
