"""The working calendar is no longer this app's: its table went to ``working_days`` as it was."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("id_cards", "0003_fees"), ("working_days", "0001_calendar_moves_in")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="CalendarOverride")]),
    ]
