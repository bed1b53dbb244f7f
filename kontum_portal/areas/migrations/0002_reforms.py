"""Reforms of the units as data: what is proposed, applied, undone, and which rows went where."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reform",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(verbose_name="effective on")),
                ("instrument", models.CharField(max_length=120, verbose_name="legal instrument")),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("applied", "Applied"), ("undone", "Undone")],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("table", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                ("renamed", models.JSONField(default=dict)),
                ("stamps", models.JSONField(default=dict)),
                ("opened", models.JSONField(default=list)),
                ("proposed_by_id", models.IntegerField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("counted_at", models.DateTimeField(null=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "unit reform",
                "verbose_name_plural": "unit reforms",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ReformMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100)),
                (
                    "row_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "new_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.adminunit"
                    ),
                ),
                (
                    "old_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.adminunit"
                    ),
                ),
                (
                    "reform",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="areas.reform"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["old_unit", "key"], name="reform_move_of_unit")],
                "constraints": [models.UniqueConstraint(fields=("reform", "key", "old_unit"), name="reform_move_once")],
            },
        ),
    ]
