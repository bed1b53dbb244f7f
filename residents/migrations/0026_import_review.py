"""What a person says of an import: columns and policies of the batch, corrections and decisions of its rows, saved mappings."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0025_queue_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="mapping",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="policies",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="decision",
            field=models.CharField(
                choices=[
                    ("same", "The same person"),
                    ("another", "Another person"),
                    ("accept", "Accepted as it is"),
                    ("leave", "Left out"),
                ],
                max_length=10,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="edits",
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                ("fields", models.JSONField(default=dict)),
                ("policies", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "saved mapping",
                "verbose_name_plural": "saved mappings",
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("kind", "name"), name="saved_mapping_name_once")],
            },
        ),
    ]
