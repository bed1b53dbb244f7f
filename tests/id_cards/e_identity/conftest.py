import pytest

from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from tests.factories import make_resident


@pytest.fixture
def resident(units: dict[str, AdminUnit]) -> Resident:
    """A complete adult of Quyết Thắng with a card in hand and no account."""
    return make_resident(units["Quyết Thắng"], card_state="in_hand")
