"""Which indicators the portal has no source for, and how moves and comparisons are counted."""

from django.db import migrations

NOTES = {
    "3.14": ("either", "Phần mềm chưa quản lý việc giao thông báo: nhập tay, nêu nguồn", None),
    "3.15": ("either", "Phần mềm không có nguồn (dữ liệu thuộc VNeID): nhập tay, nêu nguồn", None),
    "4.04": (
        "computed",
        "Nhập chậm: quá 30 ngày sau ngày xảy ra; chuyển giữa hai đơn vị tính theo ngày chuyển, sau khi đơn vị mới tiếp nhận",
        "Nhập chậm: quá 30 ngày sau ngày xảy ra",
    ),
    "4.07": ("computed", "Lần đối chiếu gần nhất của từng người, kể cả khi có sai khác", None),
}


def say(apps, schema_editor):
    indicators = apps.get_model("reports", "Indicator").objects
    for code, (source, note, _before) in NOTES.items():
        indicators.filter(code=code).update(source=source, source_note=note)


def unsay(apps, schema_editor):
    indicators = apps.get_model("reports", "Indicator").objects
    for code, (_source, _note, before) in NOTES.items():
        indicators.filter(code=code).update(source="computed", source_note=before)


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_residence_files")]

    operations = [migrations.RunPython(say, unsay)]
