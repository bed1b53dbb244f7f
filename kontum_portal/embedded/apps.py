"""The embedded servers as a Django app, for its management commands."""

from django.apps import AppConfig


class EmbeddedConfig(AppConfig):
    name = "kontum_portal.embedded"
    label = "embedded"
