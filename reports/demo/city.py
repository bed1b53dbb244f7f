"""The invented shape of the city: how its people are spread, how homes are named, what hamlets are called.

Sub-unit names and shares are made up; only the units themselves are real.
"""

from dataclasses import dataclass

from reports.demo.names import Custom

WARD, COMMUNE = "ward", "commune"
_KIND_WORDS = {WARD: "Phường", COMMUNE: "Xã"}

# Share of the city's people, and of homes by custom of naming (Kinh, Ba Na, Xơ Đăng, Giẻ Triêng, Gia Rai).
_SHARES = {
    "quang trung": (96, (84, 13, 2, 0, 1)),
    "duy tan": (88, (93, 2, 4, 1, 0)),
    "quyet thang": (72, (96, 2, 1, 1, 0)),
    "truong chinh": (54, (80, 17, 2, 1, 0)),
    "thang loi": (66, (70, 28, 1, 1, 0)),
    "ngo may": (40, (92, 3, 4, 1, 0)),
    "thong nhat": (56, (66, 32, 1, 1, 0)),
    "le loi": (46, (76, 22, 1, 1, 0)),
    "nguyen trai": (28, (97, 1, 1, 1, 0)),
    "tran hung dao": (34, (95, 2, 2, 1, 0)),
    "dak cam": (38, (72, 6, 20, 2, 0)),
    "kroong": (24, (38, 60, 1, 1, 0)),
    "ngok bay": (26, (18, 80, 1, 1, 0)),
    "vinh quang": (42, (48, 49, 2, 1, 0)),
    "dak bla": (34, (24, 73, 2, 1, 0)),
    "ia chim": (48, (52, 3, 2, 1, 42)),
    "dak nang": (22, (46, 12, 2, 0, 40)),
    "doan ket": (24, (58, 34, 2, 1, 5)),
    "chu hreng": (20, (44, 53, 2, 1, 0)),
    "dak ro wa": (22, (8, 90, 1, 1, 0)),
    "hoa binh": (30, (60, 32, 3, 2, 3)),
}
_DEFAULT = {WARD: (60, (85, 12, 1, 1, 1)), COMMUNE: (30, (45, 45, 4, 2, 4))}
_VILLAGES = (
    "Kon Sơ Mai|Kon Rơ Lim|Plei Tơ Wơng|Kon Hơ Yai|Plei Brông|Kon Jơ Lang|Đăk Tơ Nhơ|Plei Kơ Rưm|Kon Drơ Mit|Plei Hơ Nao|"
    "Kon Tơ Ngum|Đăk Brơi|Kon Klơ Mă|Plei Rơ Yang|Kon Mơ Xui|Plei Gơ Lưi|Đăk Hơ Ring|Kon Blơ Tu|Plei Chơ Mo|Kon Ngơ Vai|"
    "Plei Tơ Rơ|Kon Wơ Lăng|Đăk Sơ Mei|Plei Jơ Nup|Kon Pơ Xă|Plei Klơ Yơ"
).split("|")
_HAMLETS = (
    "Bình Minh|Tân Lập|Hòa Thuận|Phú Xuân|Tân Sơn|Đồng Tâm|An Hòa|Phước Lợi|Tân Hưng|Mỹ Thành|Xuân Lộc|Thanh Bình|"
    "Tân Phú|Vĩnh Phước|Hưng Long|Lộc An"
).split("|")
STREETS = (
    "Hùng Vương|Trần Phú|Lê Hồng Phong|Phan Đình Phùng|Nguyễn Huệ|Bà Triệu|Hoàng Thị Loan|Trường Chinh|Duy Tân|"
    "Phan Chu Trinh|Lý Thường Kiệt|Trần Nhân Tông|Đào Duy Từ|Lê Quý Đôn|Ngô Quyền|Hai Bà Trưng|Bạch Đằng|Ure"
).split("|")
CUSTOMS = tuple(Custom)


@dataclass(frozen=True, slots=True)
class DemoSubUnit:
    """``kind``: to, thon or lang."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """One unit of the invented city; ``key`` is its search key, ``customs`` the weights in the order of ``CUSTOMS``."""

    key: str
    name: str
    kind: str
    share: int
    customs: tuple[int, ...]
    sub_units: tuple[DemoSubUnit, ...]

    @property
    def is_ward(self) -> bool:
        return self.kind == WARD

    @property
    def label(self) -> str:
        """As in an address: ``Phường Quyết Thắng``."""
        return f"{_KIND_WORDS[self.kind]} {self.name}"


def plan_unit(key: str, name: str, kind: str, *, place: int) -> DemoUnit:
    """The invented side of a unit; ``place`` is its place in the list and spreads the village names."""
    share, customs = _SHARES.get(key) or _DEFAULT[kind]
    return DemoUnit(key, name, kind, share, customs, _sub_units(kind, share, customs, place))


def _sub_units(kind: str, share: int, customs: tuple[int, ...], place: int) -> tuple[DemoSubUnit, ...]:
    number = 5 + share // 16
    villages = 0 if customs[0] >= 90 else max(1, round(number * (100 - customs[0]) / 100))
    made = [DemoSubUnit(f"Làng {_VILLAGES[(place * 5 + i) % len(_VILLAGES)]}", "lang") for i in range(villages)]
    for index in range(number - villages):
        if kind == WARD:
            made.append(DemoSubUnit(f"Tổ dân phố {index + 1}", "to"))
        else:
            made.append(DemoSubUnit(f"Thôn {_HAMLETS[(place * 3 + index) % len(_HAMLETS)]}", "thon"))
    return tuple(made)


def share_out(units: list[DemoUnit], people: int) -> dict[str, int]:
    """How many of ``people`` live in each unit (by key); sums up exactly."""
    whole = sum(unit.share for unit in units)
    counts = {unit.key: people * unit.share // whole for unit in units}
    for unit in units[: people - sum(counts.values())]:
        counts[unit.key] += 1
    return counts
