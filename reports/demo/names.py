"""Names of people who do not exist, built the way names of the area are built.

A custom of naming decides how a name is put together and which language a home may speak; it is
used while a name is made and never kept.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from random import Random


class Custom(Enum):
    """How a home names its children; the value is the language it may prefer."""

    KINH = "Tiếng Việt"
    BANA = "Tiếng Ba Na"
    XODANG = "Tiếng Xơ Đăng"
    GIETRIENG = "Tiếng Giẻ Triêng"
    GIARAI = "Tiếng Gia Rai"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILIES = _words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Lê Phạm Phạm Hoàng Huỳnh Phan Vũ Võ Võ "
    "Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Lâm Mai Trịnh Đào Cao Hà Lương Tạ Thái Châu Tô"
)
MIDDLES = {
    ("M", "old"): _words("Văn Văn Văn Đức Hữu Công Đình Xuân Ngọc Quang Bá Viết Thanh Minh"),
    ("M", "young"): _words("Văn Minh Quốc Gia Đức Hoàng Anh Thanh Tuấn Thành Bảo Hữu Nhật Phúc Trung Khánh Đăng"),
    ("F", "old"): _words("Thị Thị Thị Thị Thị Kim Ngọc Thanh Xuân Bích"),
    ("F", "young"): _words("Thị Thị Thanh Ngọc Bảo Gia Khánh Minh Phương Quỳnh Thùy Hoài Mỹ Như Ánh Thảo"),
}
GIVEN = {
    ("M", "old"): _words(
        "An Ba Bảy Bình Bốn Cảnh Chiến Chính Cường Dũng Đông Đức Hải Hạnh Hiền Hòa Hoàng Hùng Hưng Khánh Kiên Lâm "
        "Lộc Long Lợi Minh Nam Năm Nghĩa Phong Phúc Phước Quang Quý Sáu Sơn Tám Tâm Tân Thắng Thanh Thành Thạnh "
        "Thiện Thọ Thuận Toàn Trung Tư Tuấn Tùng Út Vinh Xuân"
    ),
    ("M", "young"): _words(
        "An Anh Bảo Bình Cường Đạt Duy Dương Hải Hào Hiếu Hoàng Huy Hưng Kha Khang Khánh Khoa Khôi Kiệt Lâm Long "
        "Lộc Minh Nam Nghĩa Nguyên Nhân Phát Phong Phú Phúc Quân Quang Quyết Sang Sơn Tài Tâm Thắng Thiên Thịnh "
        "Tiến Trí Trọng Trung Tú Tuấn Tùng Việt Vinh Vũ Vương"
    ),
    ("F", "old"): _words(
        "Ánh Ba Bảy Bích Bông Bốn Cúc Cửu Dung Đào Đông Hà Hai Hạnh Hậu Hiền Hoa Hòa Hồng Huệ Hương Khuê Lan Liên "
        "Loan Lý Mai Mận Minh Mười Năm Nga Ngân Nguyệt Nhung Phượng Sáu Sen Tám Tâm Thanh Thảo Thu Thủy Trinh Tư Tuyết "
        "Út Vân Xuân Yến"
    ),
    ("F", "young"): _words(
        "An Anh Ánh Châu Chi Diễm Duyên Giang Hà Hân Hằng Hiền Hoa Huyền Hương Khuê Lam Lan Linh Ly Mai My Mỹ Nga "
        "Ngân Ngọc Nguyên Nhi Nhung Như Oanh Phương Quyên Quỳnh Tâm Thảo Thơ Thu Thư Thùy Tiên Trâm Trang Trinh "
        "Trúc Tú Tuyền Uyên Vân Vy Yến"
    ),
}
VILLAGE_GIVEN = {
    "M": _words(
        "Thút Blôt Brông Chĕn Chung Djưng Duy Gơm Grung Hlơr Hmơt Huynh Jrang Kâm Khul Klôi Lưu Măng Mlang Ngơi Nhưn "
        "Ơi Phiên Phưi Plong Rơm Săt Sơn Thao Thăng Thiu Thơm Thuih Tơi Triu Vôh Wơt Yơm Yưn Đêng"
    ),
    "F": _words(
        "Hlim Blơn Bŭk Chăm Djơm Đênh Gôm Hlen Hlưih Hương Jưi Khuyên Kren Lan Lới Lưn Mai Mơi Ngăm Nga Nhơi Nhung "
        "Ơm Phung Plơi Rơm Rin Sôi Thâm Thanh Thim Thơi Thuyên Trâm Ưng Viên Vưi Wăn Xuân Yăk"
    ),
}
CLANS = ("Ksor", "Siu", "Rơ Châm", "Rmah", "Rơ Lan", "Kpă", "Nay", "Puih", "Rơ Mah")
CLAN_GIVEN = {
    "M": _words("Blŏn Čik Djoan Hyak Kưh Ñuih Glơi Phơm Thuk Yưh Hlơi Klă Măn Pyơn Rin Suin Tuân Thâm Vin Bơm"),
    "F": _words("Nhi Bia Čik Lan Lŭi Đơm Bral Kiơ Mlin Nhem Ơng Phyơ Thơ Yun Hồng Juin Lê Mơn Pyul Sim"),
}
YOUNG_SINCE = 1990


@dataclass(frozen=True, slots=True)
class Home:
    """What the names of one home have in common: the custom, and the family or clan word."""

    custom: Custom
    family: str


def make_home(rng: Random, custom: Custom) -> Home:
    """A home with a family name (Kinh), a clan (Gia Rai), or neither."""
    if custom is Custom.KINH:
        return Home(custom, rng.choice(FAMILIES))
    if custom is Custom.GIARAI:
        return Home(custom, rng.choice(CLANS))
    return Home(custom, "")


def make_name(rng: Random, home: Home, sex: str, born: dt.date) -> str:
    """A full name for a child of this home."""
    if home.custom is Custom.KINH:
        return _kinh_name(rng, home.family, sex, "young" if born.year >= YOUNG_SINCE else "old")
    if home.custom is Custom.GIARAI:
        given = rng.choice(CLAN_GIVEN[sex])
        return f"{home.family} H'{given}" if sex == "F" else f"{home.family} {given}"
    words = ["A" if sex == "M" else "Y", rng.choice(VILLAGE_GIVEN[sex])]
    if rng.random() < 0.45:
        words.append(rng.choice(VILLAGE_GIVEN[sex] if rng.random() < 0.7 else GIVEN[sex, "young"]))
    return " ".join(words)


def _kinh_name(rng: Random, family: str, sex: str, age: str) -> str:
    draw = rng.random()
    middles = [] if draw < 0.03 else [rng.choice(MIDDLES[sex, age])]
    if 0.03 < draw < (0.5 if age == "young" else 0.15):
        middles.append(rng.choice(MIDDLES[sex, "young"]))
    words = [family, *middles, rng.choice(GIVEN[sex, age])]
    return " ".join(dict.fromkeys(words))  # nobody is called Xuân Xuân
