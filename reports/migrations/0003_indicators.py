"""The catalogue as it stood when the portal began; ``load_indicators`` brings later changes of the list in."""

import csv
from pathlib import Path

from django.db import migrations

CATALOGUE = Path(__file__).resolve().parents[1] / "data" / "indicators.csv"


def load(apps, schema_editor):
    indicator = apps.get_model("reports", "Indicator")
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            indicator.objects.get_or_create(
                code=row["code"], defaults={name: value or None for name, value in row.items() if name != "code"}
            )


def unload(apps, schema_editor):
    apps.get_model("reports", "Indicator").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_walls")]

    operations = [migrations.RunPython(load, unload)]
