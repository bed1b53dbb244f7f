from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "kontum_portal.database"
    label = "database"
