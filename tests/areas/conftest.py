from tests.accounts.conftest import _without_second_factor  # noqa: F401
from tests.fresh_database import fresh_database, kept_officer  # noqa: F401
