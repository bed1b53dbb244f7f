"""Two questions a supervisor of the server asks: is the process alive, and can it serve."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 without the database. Without the queue the portal serves on: jobs wait as rows."""
    answers = {"database": _database_answers(), "queue": _queue_answers()}
    return JsonResponse(answers, status=200 if answers["database"] else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False


def _queue_answers() -> bool:
    once = Retry(NoBackoff(), 0)
    try:
        with redis.Redis.from_url(settings.CACHE_URL, socket_connect_timeout=1, socket_timeout=1, retry=once) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
