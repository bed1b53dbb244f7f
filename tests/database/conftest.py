from tests.fresh_database import fresh_database, kept_officer  # noqa: F401
