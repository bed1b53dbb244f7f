"""The database logins and Redis addresses that the environment asks for."""

import pytest

from kontum_portal import env

OWNER = "postgresql://boss:p%40ss@db.example:6432/portal?sslmode=require"


@pytest.fixture
def configured(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL", "REDIS_URL", "REDIS_CACHE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORTAL_SECRET_KEY", "k" * 60)
    return monkeypatch.setenv


def test_one_address_gives_three_logins_with_derived_passwords(configured):
    configured("DATABASE_URL", OWNER)
    logins = env.databases()
    assert (logins.owner["USER"], logins.owner["PASSWORD"]) == ("boss", "p@ss")
    assert (logins.web["USER"], logins.worker["USER"]) == ("portal_web", "portal_worker")
    assert len({logins.owner["PASSWORD"], logins.web["PASSWORD"], logins.worker["PASSWORD"]}) == 3
    assert logins.worker["HOST"] == "db.example"
    assert logins.worker["PORT"] == "6432"
    assert logins.web["OPTIONS"] == {"sslmode": "require"}


def test_separate_addresses_are_taken_as_given(configured):
    configured("DATABASE_URL", "postgresql://portal_web:w@db/portal")
    configured("DATABASE_OWNER_URL", OWNER)
    configured("DATABASE_WORKER_URL", "postgresql://portal_worker:x@db/portal")
    logins = env.databases()
    assert (logins.web["PASSWORD"], logins.worker["PASSWORD"], logins.embedded) == ("w", "x", False)


def test_socket_folder_stands_in_the_host_place(configured):
    configured("DATABASE_URL", "postgresql://boss:p@%2Fvar%2Frun%2FPostgres/portal")
    assert env.databases().owner["HOST"] == "/var/run/Postgres"


@pytest.mark.parametrize(
    ("url", "broker", "cache"),
    [
        ("redis://r:6379/0", "redis://r:6379/0", "redis://r:6379/1"),
        ("redis://r", "redis://r", "redis://r/1"),
        ("unix:///run/r.sock?db=2", "redis+socket:///run/r.sock?virtual_host=2", "unix:///run/r.sock?db=3"),
    ],
)
def test_cache_lives_in_the_next_redis_database(configured, url, broker, cache):
    configured("REDIS_URL", url)
    assert env.redis_urls() == (broker, cache)


@pytest.mark.parametrize(("word", "value"), [("1", True), ("off", False), ("YES", True)])
def test_flag_reads_words(configured, word, value):
    configured("PORTAL_X", word)
    assert env.flag("PORTAL_X", default=not value) is value


@pytest.mark.parametrize("word", ["2:60", "24:00", "noon"])
def test_impossible_nightly_time_is_refused(configured, word):
    configured("PORTAL_NIGHTLY", word)
    with pytest.raises(env.ConfigurationError):
        env.nightly_schedule()
