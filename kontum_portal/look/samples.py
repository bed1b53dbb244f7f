"""What the samples page shows: invented people and figures, and every state of every component."""

import datetime as dt
from types import SimpleNamespace

from django import forms
from django.utils import timezone

from kontum_portal.look.charts import Chart
from kontum_portal.look.fields import ChoiceBox, PartialDateField, WholeDateField
from kontum_portal.look.pages import Check
from kontum_portal.look.passable import FormWarning, PassableWarningsMixin
from kontum_portal.look.sorting import Sorting

UNITS = [
    ("Đăk Cấm", 91.2, 1, 3), ("Kroong", 81.9, 2, 1), ("Ngô Mây", 93.1, 2, 2), ("Duy Tân", 94.9, 2, 3),
    ("Trường Chinh", 95.4, 2, 4), ("Đăk Blà", 88.7, 2, 5), ("Vinh Quang", 88.2, 3, 1), ("Quang Trung", 96.4, 3, 2),
    ("Thắng Lợi", 96.9, 3, 3), ("Thống Nhất", 95.8, 3, 4), ("Chư Hreng", 90.3, 3, 5), ("Đăk Rơ Wa", 83.5, 3, 6),
    ("Ngọk Bay", 79.4, 4, 1), ("Nguyễn Trãi", 94.1, 4, 2), ("Quyết Thắng", 97.8, 4, 3), ("Trần Hưng Đạo", 93.0, 4, 4),
    ("Lê Lợi", 93.7, 4, 5), ("Hòa Bình", None, 4, 6), ("Ia Chim", 88.1, 5, 1), ("Đăk Năng", 87.4, 5, 2),
    ("Đoàn Kết", 89.0, 5, 3),
]  # fmt: skip

FUNNEL = [
    ("Đủ điều kiện, có mặt", 148320), ("Đã thu nhận hồ sơ", 145905), ("Đã truyền lên", 145211),
    ("Đã in", 142870), ("Thẻ về đơn vị", 141102), ("Đã trả công dân", 137846),
]  # fmt: skip

LANES = [
    (4, "Quá hạn", "late", True), (11, "Đến hạn hôm nay", "", False), (3, "Bị trả về", "late", False),
    (37, "Thẻ về, chưa trả", "wait", False), (1052, "Duyệt, chưa kích hoạt", "wait", False), (0, "Cần xác minh", "wait", False),
]  # fmt: skip

WORK = [
    ("Nguyễn Thị Hồng Nhung", 2001, "Cấp đổi · đủ 25 tuổi", "Sửa ngày sinh, gửi lại", "quá 3 ngày", "late", "Sửa và gửi"),
    ("A Thút", 1983, "Cấp mới", "Chờ bổ sung ngày, tháng sinh", "quá 2 ngày", "late", "Ghi liên hệ"),
    ("Lê Minh Châu", 2001, "Cấp đổi", "In giấy hẹn", "16:30 hôm nay", "wait", "In giấy hẹn"),
    ("Ksor H'Nhi", 1978, "Cấp đổi · sai địa chỉ", "Thẻ đã về, hẹn trả sáng nay", "hôm nay", "wait", "Trả thẻ"),
    ("Công Tằng Tôn Nữ Thị Phương Khánh Huyền", 2012, "Cấp mới · đủ 14 tuổi", "Thu sinh trắc", "ngày mai", "info", "Mở"),
]  # fmt: skip

GROUPS = [("1", "1. Giải quyết thủ tục hành chính, dịch vụ công"), ("2", "2. Phát triển kinh tế, xã hội")]
SEXES = [("M", "Nam"), ("F", "Nữ")]
UNIT_CODES = {
    "23281": "Phường Quang Trung",
    "23287": "Phường Quyết Thắng",
    "23293": "Phường Thắng Lợi",
    "23317": "Xã Ngọk Bay",
    "23335": "Xã Đắk Rơ Wa",
}


class SampleForm(forms.Form):
    """One field of each kind."""

    full_name = forms.CharField(label="Họ, chữ đệm và tên khai sinh", help_text="Viết như trong giấy khai sinh.")
    birth = PartialDateField(label="Ngày sinh", help_text="Gõ ddmmyyyy, mmyyyy hoặc yyyy.")
    unit = forms.ChoiceField(
        label="Đơn vị",
        help_text="Gõ mã, hoặc chữ đầu của một từ, không cần dấu: “thang”, “dak ro”, “23287”.",
        choices=[("", "Chưa chọn"), *UNIT_CODES.items()],
        widget=ChoiceBox(codes={code: code for code in UNIT_CODES}),
        required=False,
    )
    issued_on = WholeDateField(label="Ngày cấp", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=SEXES, widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(
        label="Nhóm tiện ích", choices=GROUPS, widget=forms.CheckboxSelectMultiple, required=False
    )
    case_type = forms.ChoiceField(label="Loại hồ sơ", choices=[("new", "Cấp mới"), ("exchange", "Cấp đổi")])
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    author = forms.CharField(label="Người lập", initial="Lê Thị Mẫu Đơn", disabled=True, required=False)
    paper = forms.FileField(label="Bảng tính", required=False)
    agreed = forms.BooleanField(label="Công dân đã kiểm tra và ký CC01", required=False)


class OddForm(PassableWarningsMixin, forms.Form):
    """A form that has two doubts."""

    full_name = forms.CharField(label="Họ, chữ đệm và tên khai sinh")
    birth = PartialDateField(label="Ngày sinh")

    def list_warnings(self) -> list[FormWarning]:
        return [
            FormWarning("old_head", "Người sinh năm 1904: năm nay 122 tuổi.", field="birth"),
            FormWarning("full_house", "Hộ này đã có 14 người."),
        ]


class FilterForm(forms.Form):
    """A filter on one line."""

    state = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), ("late", "Quá hạn")], required=False)
    hamlet = forms.CharField(label="Tổ, thôn, làng", required=False)


def _filled_wrongly() -> SampleForm:
    form = SampleForm(
        {"full_name": "", "birth": "31022001", "issued_on": "1990", "sex": "", "case_type": "new"}, auto_id="bad_%s"
    )
    form.is_valid()
    return form


def _odd() -> OddForm:
    form = OddForm({"full_name": "A Thút", "birth": "1904"}, auto_id="odd_%s")
    form.is_valid()
    return form


def _job(status: str, done: int, total: int | None, phase: str = "", error: str = "") -> SimpleNamespace:
    now = timezone.now()
    over = now if status in ("done", "failed", "cancelled") else None
    started = None if status == "waiting" else now - dt.timedelta(seconds=12)
    stamps = {"started_at": started, "finished_at": over}
    return SimpleNamespace(pk=None, status=status, done=done, total=total, phase=phase, error=error, **stamps)


def everything() -> dict:
    """The context of the samples page."""
    return {
        **_figures(),
        **_work(),
        **_people(),
        "form": SampleForm(),
        "bad_form": _filled_wrongly(),
        "odd_form": _odd(),
        "filter_form": FilterForm(),
        "sample_warning": "Đã có một hồ sơ cấp mới năm 2021; vẫn tiếp tục được nếu có lý do.",
    }


def _figures() -> dict:
    return {
        "units": [
            dict(zip(("name", "value", "row", "column"), unit, strict=True)) | {"url": "#figures"} for unit in UNITS
        ],
        "funnel_steps": [{"label": label, "count": count, "url": "#figures"} for label, count in FUNNEL],
        "weeks": [(f"Tuần {week}", 88 + (week - 34) * 0.5 - (week % 3) * 0.3) for week in range(34, 46)],
        **_charts(),
        "rising": [79, 80, 80.4, 81, 83, 82.8, 85, 88.2],
        "falling": [90, 89.5, 89, 88, 88.2, 87],
        "reasons": [
            {"label": "Vắng mặt, đi làm ăn xa", "count": 1843, "tone": "wait"},
            {"label": "Chưa liên lạc được", "count": 902, "tone": "late"},
            {"label": "Hẹn đến nhận", "count": 511},
        ],
    }


def _charts() -> dict:
    weeks = [(f"T{week}", 70 + (week - 34) * 1.9, 61 + (week - 34) * 1.2 + (week % 3)) for week in range(34, 46)]
    groups = [("Phường", 94.6, 81.2), ("Xã", 86.9, 62.5), ("Làng xa", 74.3, None)]
    series = ("Thẻ đã trả", "Tài khoản đã kích hoạt")
    return {
        "weeks_chart": Chart("Thẻ và tài khoản, 12 tuần", "Tuần", series, weeks, unit="\u00a0%", target=95),
        "units_chart": Chart("Thẻ và tài khoản theo nơi ở", "Nơi ở", series, groups, kind="bar", unit="\u00a0%"),
    }


def _work() -> dict:
    names = ("full_name", "birth_year", "kind", "step", "due", "tone", "act")
    return {
        "lane_items": [
            dict(zip(("count", "label", "tone", "current"), lane, strict=True)) | {"url": "#work"} for lane in LANES
        ],
        "tasks": [
            SimpleNamespace(**dict(zip(names, row, strict=True)), get_absolute_url=lambda: "#work") for row in WORK
        ],
        "sorting": Sorting("due", descending=False, kept=()),
        "tab_items": [
            {"label": "Đang làm", "url": "#work", "current": True, "count": 15},
            {"label": "Đã xong", "url": "#work"},
        ],
        "jobs": [
            _job("waiting", 0, None),
            _job("running", 81200, 200000, phase="Kiểm tra từng dòng"),
            _job("done", 200000, 200000),
            _job("failed", 81200, 200000, error="Tệp bị hỏng ở dòng 81.201. Lưu lại bằng Excel rồi nạp lại."),
            _job("cancelled", 1200, 200000),
        ],
    }


def _people() -> dict:
    return {
        "fact_pairs": [
            ("Số định danh", "0620 •••• 0123"),
            ("Năm sinh", "1983"),
            ("Nơi ở", "Tổ dân phố 7, Quyết Thắng", "#work"),
            ("Số điện thoại", None),
        ],
        "step_items": [
            {"title": "Đã tiếp nhận", "when": dt.date(2026, 11, 9), "detail": "Thu nhận lưu động tại tổ 7"},
            {"title": "Bị trả về: sai nơi đăng ký khai sinh", "state": "stop", "when": dt.date(2026, 11, 12)},
            {"title": "Chờ bổ sung ngày, tháng sinh", "state": "next", "detail": "Thẻ phải có ngày sinh đầy đủ"},
            {"title": "Truyền hồ sơ", "state": "todo", "detail": "Hạn 7 ngày làm việc"},
        ],
        "changes": [
            ("Họ và tên", "A Thut", "A Thút"),
            ("Ngày sinh", "1983", dt.date(1983, 5, 4)),
            ("Điện thoại", None, "0905 ••• 218"),
        ],
        "paper": {
            "unit": "phường Quyết Thắng",
            "title": "Giấy hẹn trả kết quả",
            "number": "12/GH",
            "date": dt.date(2026, 11, 23),
        },
        "pair": [
            {"title": "A Thút", "sub": "sổ đăng ký", "url": "#people", "value": "1"},
            {"title": "A Thut", "sub": "bảng tính, dòng 214", "note": "92 %", "tone": "wait", "value": "2"},
        ],
        "pair_rows": [
            {"label": "Họ và tên", "values": ("A Thút", "A Thut"), "state": "near", "name": "full_name", "picked": "1"},
            {"label": "Ngày sinh", "values": (dt.date(1983, 5, 4), dt.date(1983, 5, 4)), "name": "birth"},
            {"label": "Nơi ở", "values": ("Tổ dân phố 7, Quyết Thắng", "Tổ dân phố 9, Quyết Thắng"), "name": "address"},
            {"label": "Điện thoại", "values": (None, "0905 ••• 218"), "name": "phone", "picked": "2"},
        ],
        "check": Check(
            title="Trả thẻ cho công dân",
            rows=[("Công dân", "A Thút", "#people"), ("Số định danh", "0620 •••• 0123"), ("Nơi nhận", None, "#people")],
            button="Trả thẻ cho công dân",
            action="#people",
            cancel_url="#people",
        ),
    }
