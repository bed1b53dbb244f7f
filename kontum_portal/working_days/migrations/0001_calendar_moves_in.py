"""The calendar's table comes from the căn cước app, with its rows: ``id_cards.0004`` gives it away in its state."""

from django.db import migrations, models

RENAME = "ALTER TABLE id_cards_calendaroverride RENAME TO working_days_calendaroverride"
BACK = "ALTER TABLE working_days_calendaroverride RENAME TO id_cards_calendaroverride"


class Migration(migrations.Migration):
    initial = True
    dependencies = [("id_cards", "0003_fees")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(RENAME, BACK)],
            state_operations=[
                migrations.CreateModel(
                    name="CalendarOverride",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="day")),
                        ("is_working", models.BooleanField(verbose_name="worked")),
                        ("note", models.CharField(max_length=200, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "day off or swap day",
                        "verbose_name_plural": "days off and swap days",
                        "ordering": ["-day"],
                    },
                ),
            ],
        ),
    ]
