"""The terms known when the portal was built; each waits for the unit to confirm it, and the back office edits them."""

import datetime as dt

from django.db import migrations

START = dt.date(2021, 7, 1)
LAW = "Luật Cư trú 68/2020/QH14"

# (service, working days, basis); what no instrument was read for says so.
TERMS = [
    ("permanent", 7, f"{LAW} Đ.22"),
    ("temporary", 3, f"{LAW} Đ.28"),
    ("extension", 3, f"{LAW} Đ.28"),
    ("deregistration", 5, f"{LAW} (cần xác nhận)"),
    ("split", 5, f"{LAW} Đ.25 (cần xác nhận)"),
    ("confirmation", 3, "TT 55/2021/TT-BCA (cần xác nhận)"),
    ("absence", 1, f"{LAW} Đ.31 (cần xác nhận)"),
    ("lodging", 0, f"{LAW} Đ.30 (cần xác nhận)"),
    ("correction", 2, f"{LAW} Đ.26 (cần xác nhận)"),
]


def load_terms(apps, schema_editor):
    term = apps.get_model("residents", "ProcedureTerm")
    term.objects.bulk_create(
        term(kind=kind, working_days=days, valid_from=START, basis=basis) for kind, days, basis in TERMS
    )


def forget_terms(apps, schema_editor):
    apps.get_model("residents", "ProcedureTerm").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("residents", "0011_move_walls")]

    operations = [migrations.RunPython(load_terms, forget_terms)]
