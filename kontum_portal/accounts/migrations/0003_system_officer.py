"""The account that commands and beat act as; it is inactive and has no usable password."""

from django.contrib.auth.hashers import make_password
from django.db import migrations


def add(apps, schema_editor):
    officer = apps.get_model("accounts", "Officer")
    officer.objects.get_or_create(
        username="system",
        defaults={"role": "system", "full_name": "Hệ thống", "is_active": False, "password": make_password(None)},
    )


def remove(apps, schema_editor):
    apps.get_model("accounts", "Officer").objects.filter(username="system").delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_walls")]

    operations = [migrations.RunPython(add, remove)]
