"""Numbers in the right shape that the invented people hold; never one that a list hands out twice by accident.

Personal numbers and old numbers end in 600000–999999, phone numbers carry ``00`` after the prefix,
so that they are told apart at a glance from what an office issues.
"""

from collections import Counter
from random import Random
from zlib import crc32

TAIL_FIRST, TAIL_COUNT = 600_000, 400_000
_STRIDE = 164_809  # coprime with TAIL_COUNT: walks through every tail once, in no visible order
_MOBILE = tuple("32 33 34 35 36 37 38 39 52 56 58 70 76 77 78 79 81 82 83 84 85 86 88 89 90 91 93 94 96 97 98".split())


class Numbers:
    """Hands out numbers; the same seed hands out the same ones."""

    def __init__(self, rng: Random) -> None:
        self._start = rng.randrange(TAIL_COUNT)
        self._used: Counter[str] = Counter()
        self._old_ids = 0

    def personal_id(self, prefix: str, sex: str, birth_year: int) -> str:
        """Twelve digits: birth registration, century and sex, year, tail (NĐ 137/2015/NĐ-CP Đ.13)."""
        century = 2 * (birth_year // 100 - 19) + (sex == "F")
        head = f"{prefix}{century}{birth_year % 100:02d}"
        return head + self._tail(head)

    def old_id(self) -> str:
        """Nine digits of a CMND of the province."""
        head = f"23{3 + self._old_ids // TAIL_COUNT}"
        self._old_ids += 1
        return head + self._tail(head)

    def phone(self, rng: Random) -> str:
        """A mobile number in E.164 with ``00`` after the prefix."""
        return f"+84{rng.choice(_MOBILE)}00{rng.randrange(100_000):05d}"

    def _tail(self, head: str) -> str:
        index = self._used[head]
        self._used[head] += 1
        return str(TAIL_FIRST + (self._start + crc32(head.encode()) + index * _STRIDE) % TAIL_COUNT)
