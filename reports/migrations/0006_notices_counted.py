"""Notices of personal numbers are kept by the portal now, and counted."""

from django.db import migrations

COUNTED = "Thông báo yêu cầu trong kỳ, trừ thông báo không còn cần"
KEYED = "Phần mềm chưa quản lý việc giao thông báo: nhập tay, nêu nguồn"


def count(apps, schema_editor):
    apps.get_model("reports", "Indicator").objects.filter(code="3.14").update(source_note=COUNTED)


def key_in(apps, schema_editor):
    apps.get_model("reports", "Indicator").objects.filter(code="3.14").update(source_note=KEYED)


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_sources_said")]

    operations = [migrations.RunPython(count, key_in)]
