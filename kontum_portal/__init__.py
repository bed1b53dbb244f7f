"""The ground floor: settings, areas, accounts, jobs and the database walls that every app stands on."""

from kontum_portal.celery import app as celery_app

__all__ = ["celery_app"]
