"""Residence files are counted where the portal holds them; the catalogue says so."""

from django.db import migrations, models

CHOICES = [
    ("computed", "Computed from the portal's records"),
    ("keyed", "Keyed in by hand, source named"),
    ("either", "Computed where the portal holds the files, otherwise keyed in"),
]
FILES_NOTE = ("Hạn giải quyết tính theo ngày làm việc của từng thủ tục", "Hệ thống quản lý cư trú")
EVENTS = ("trường hợp sinh, mất, chuyển đến, chuyển đi xảy ra trong kỳ", "trường hợp tử vong có ngày mất trong kỳ")
EVENTS_NOTE = ("Nhập chậm: quá 30 ngày sau ngày xảy ra", "Sinh, đến, đi: chưa tính")


def count(apps, schema_editor):
    indicators = apps.get_model("reports", "Indicator").objects
    indicators.filter(code="1.03").update(source="either", source_note=FILES_NOTE[0])
    indicators.filter(code="4.04").update(numerator=EVENTS[0], source_note=EVENTS_NOTE[0])


def key_in(apps, schema_editor):
    indicators = apps.get_model("reports", "Indicator").objects
    indicators.filter(code="1.03").update(source="keyed", source_note=FILES_NOTE[1])
    indicators.filter(code="4.04").update(numerator=EVENTS[1], source_note=EVENTS_NOTE[1])


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_indicators")]

    operations = [
        migrations.AlterField(
            model_name="indicator",
            name="source",
            field=models.CharField(choices=CHOICES, max_length=10, verbose_name="source"),
        ),
        migrations.RunPython(count, key_in),
    ]
