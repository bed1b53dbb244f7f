"""The fees known when the portal was built; each waits for the unit to confirm it, and the back office edits them."""

import datetime as dt

from django.db import migrations

START = dt.date(2019, 10, 16)
HALVED_FROM, HALVED_TO = dt.date(2025, 7, 1), dt.date(2026, 12, 31)
BEFORE, AFTER = HALVED_FROM - dt.timedelta(days=1), HALVED_TO + dt.timedelta(days=1)
FULL, HALF = "TT 59/2019/TT-BTC", "TT 64/2025/TT-BTC"

# (type, reason, amount in đồng, valid from, valid to, basis)
FEES = [
    ("new", None, 0, START, None, FULL),
    ("exchange", None, 50_000, START, BEFORE, FULL),
    ("exchange", None, 25_000, HALVED_FROM, HALVED_TO, HALF),
    ("exchange", None, 50_000, AFTER, None, FULL),
    ("exchange", "unit_reorganised", 0, START, None, FULL),
    ("exchange", "printing_error", 0, START, None, FULL),
    ("reissue", None, 70_000, START, BEFORE, FULL),
    ("reissue", None, 35_000, HALVED_FROM, HALVED_TO, HALF),
    ("reissue", None, 70_000, AFTER, None, FULL),
]


def load_fees(apps, schema_editor):
    fee_rule = apps.get_model("id_cards", "FeeRule")
    fee_rule.objects.bulk_create(
        fee_rule(case_type=case, reason=reason, amount=amount, valid_from=start, valid_to=end, basis=basis)
        for case, reason, amount, start, end, basis in FEES
    )


def forget_fees(apps, schema_editor):
    apps.get_model("id_cards", "FeeRule").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("id_cards", "0002_walls")]

    operations = [migrations.RunPython(load_fees, forget_fees)]
