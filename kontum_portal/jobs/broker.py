"""The broker, asked with short timeouts: whoever is waiting for a page never waits for the queue."""

import contextlib
import time
from collections.abc import Iterator

import redis
from celery import current_app
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError
from redis.backoff import NoBackoff
from redis.retry import Retry

REMEMBER_SECONDS = 2.0
SHORT = {"socket_connect_timeout": 1, "socket_timeout": 1.5, "max_retries": 0}
AWAY = (OperationalError, redis.RedisError, OSError)

_answer: tuple[float, bool] = (-REMEMBER_SECONDS, False)


@contextlib.contextmanager
def connection() -> Iterator[Connection]:
    """A connection for one message: a pooled one could be stale, and its first use would fail."""
    with current_app.connection_for_write(transport_options=SHORT) as broker:
        yield broker


def is_reachable() -> bool:
    """One ping, at most once in two seconds per process."""
    global _answer
    asked_at, answered = _answer
    if time.monotonic() - asked_at >= REMEMBER_SECONDS:
        answered = _ping()
        _answer = (time.monotonic(), answered)
    return answered


def _ping() -> bool:
    once = Retry(NoBackoff(), 0)
    try:
        with redis.Redis.from_url(settings.CACHE_URL, socket_connect_timeout=1, socket_timeout=1, retry=once) as client:
            return bool(client.ping())
    except AWAY:
        return False


def queue_length() -> int | None:
    """How many messages wait for a worker; None when the broker is away."""
    try:
        with connection() as broker:
            return int(broker.default_channel.client.llen(current_app.conf.task_default_queue))
    except AWAY:
        return None
