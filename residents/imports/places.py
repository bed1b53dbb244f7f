"""Units and sub-units by the many ways lists write them: prefixes, spacing, initials, spelling."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from kontum_portal.text import clean, search_key

_UNIT_PREFIX = re.compile(r"^(?:phuong|xa|thi tran|ubnd|cong an|ca|p|x|tt)\b[\s.:]*(?=\S)")
_KIND_IN_TITLE = r"(?:phuong|xa|thi tran|p\.|x\.|cap|cax)\s*"
_SQUEEZE = re.compile(r"[^a-z0-9]+")
_SUB_UNIT_KINDS = (
    ("Tổ dân phố", re.compile(r"^(?:tổ\s*dân\s*phố|tổ\s*d\.?p\.?|t\.?\s*d\.?\s*p\.?|tổ|to dan pho|to)\s*(?:số\s*)?[.:\-]?\s*(?=\S)", re.IGNORECASE)),
    ("Thôn", re.compile(r"^(?:thôn|thon|th\b|t\.|t\s)\s*[.:\-]?\s*(?=\S)", re.IGNORECASE)),
    ("Làng", re.compile(r"^(?:làng|lang\b|l\.|l\s)\s*[.:\-]?\s*(?=\S)", re.IGNORECASE)),
)  # fmt: skip
_SUB_UNIT_WORD = re.compile(
    r"^(?:thôn|làng|tổ|plei|khu phố|khối|tdp|t\.?d\.?p|buôn|bản|ấp|xóm|chi hội|tổ dân phố)\b", re.IGNORECASE
)
_KIND_KEYS = re.compile(r"^(?:to dan pho|thon|lang|plei|to|buon|ban|khu pho)\s+")
_ADDRESS_PARTS = re.compile(r"\s*[,;–]\s*|\s+-\s+")
_CITY = re.compile(r"(?:(?:tp|thành phố|tỉnh|t)\b[.\s]*)?kon\s*tum$", re.IGNORECASE)
CLOSE_ENOUGH = 83


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as the directory knows it: id, ward or commune, name and aliases; ``becomes``: the unit it went into."""

    id: int
    kind: str
    names: tuple[str, ...]
    becomes: int | None = None


@dataclass(slots=True)
class Directory:
    """Units and their sub-units, resolved from text; sub-units are keyed by (unit, squeezed name).

    Units that went into others stand last: lists name them long afterwards, with the sub-units they had.
    """

    units: list[UnitEntry]
    sub_units: dict[int, dict[str, tuple[int, str]]] = field(default_factory=dict)
    _by_key: dict[str, int] = field(init=False)
    _by_kind: dict[tuple[str, str], int] = field(init=False)
    _becomes: dict[int, int] = field(init=False)
    _wards: set[int] = field(init=False)
    _cache: dict[str, int | None] = field(init=False, default_factory=dict)
    _addresses: dict[str, int | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key, self._by_kind = {}, {}
        self._becomes = {unit.id: unit.becomes for unit in self.units if unit.becomes is not None}
        self._wards = {unit.id for unit in self.units if unit.kind == "ward"}
        for unit in self.units:
            for name in unit.names:
                self._by_key.setdefault(squeezed(name), unit.id)
                self._by_kind.setdefault((unit.kind, squeezed(name)), unit.id)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Directory":
        units = [
            UnitEntry(unit["id"], unit["kind"], tuple(unit["names"]), unit.get("becomes")) for unit in data["units"]
        ]
        sub_units: dict[int, dict[str, tuple[int, str]]] = {}
        for sub_unit in data["sub_units"]:
            names = sub_units.setdefault(sub_unit["unit"], {})
            names[squeezed(sub_unit["name"])] = (sub_unit["id"], sub_unit["name"])
        return cls(units, sub_units)

    def is_ward(self, unit_id: int | None) -> bool:
        return unit_id in self._wards

    def living(self, unit_id: int | None) -> int | None:
        """The unit itself, or the one that it went into."""
        return self._becomes.get(unit_id, unit_id) if unit_id is not None else None

    def unit_of(self, text: str) -> int | None:
        """The unit that a cell names, or ``None``."""
        if text not in self._cache:
            self._cache[text] = self._resolve(text)
        return self._cache[text]

    def unit_in_title(self, lines: Iterable[str]) -> int | None:
        """The one unit that the title rows name with its kind ("XÃ ĐĂK RƠ WA"); of the right kind where several bear it."""
        found: dict[int, set[str]] = {}
        for line in lines:
            key = " " + search_key(line)
            for unit in self.units:
                for name in unit.names:
                    if match := re.search(rf"\b{_KIND_IN_TITLE}{_spaced(name)}\b", key):
                        found.setdefault(unit.id, set()).add(_kind_of(match[0]))
        kinds = {unit.id: unit.kind for unit in self.units}
        ids = [pk for pk, said in found.items() if kinds[pk] in said] or list(found)
        living = {self.living(pk) for pk in ids}
        if len(living) != 1:
            return None
        return next((pk for pk in ids if pk in living), ids[0])

    def unit_in_address(self, address: str) -> int | None:
        """The unit that an address names, with its kind or as a part between commas or dashes."""
        if not address:
            return None
        if address not in self._addresses:
            parts = [part.strip() for part in _ADDRESS_PARTS.split(address)]
            named = (
                self.unit_of(part) for part in parts if part and not names_sub_unit(part) and not _CITY.match(part)
            )
            self._addresses[address] = self.unit_in_title([address]) or next(filter(None, named), None)
        return self._addresses[address]

    def sub_unit_of(self, unit_id: int | None, name: str) -> tuple[int | None, str]:
        """The known sub-unit a canonical name means, and its name; unknown ones keep the name."""
        known = self.sub_units.get(unit_id or 0, {})
        if not known:
            return None, name
        exact = known.get(squeezed(name))
        if exact:
            return exact
        core = core_key(name)
        alike = [entry for entry in known.values() if core_key(entry[1]) == core and _of_one_kind(entry[1], name)]
        return alike[0] if len(alike) == 1 else (None, name)

    def _resolve(self, text: str) -> int | None:
        for part in (text, text.split(",", 1)[0], text.split("-", 1)[0]):
            said = search_key(part)
            key = _UNIT_PREFIX.sub("", said)
            of_kind = self._by_kind.get((_kind_of(said), squeezed(key)))
            found = of_kind or self._by_key.get(squeezed(key)) or self._by_initials(key)
            if found:
                return found
        key = squeezed(_UNIT_PREFIX.sub("", search_key(text.split(",", 1)[0])))
        if len(key) < 5:
            return None
        close = process.extract(key, list(self._by_key), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=5)
        ids = {self._by_key[match[0]] for match in close}
        return ids.pop() if len(ids) == 1 else None

    def _by_initials(self, key: str) -> int | None:
        """``Q. Thắng`` → Quyết Thắng, ``THĐ`` → Trần Hưng Đạo, when only one unit fits."""
        words = key.replace(".", ". ").split()
        found = {
            unit.id
            for unit in self.units
            if any(_fits_initials(words, search_key(name).split()) for name in unit.names[:1])
        }
        return found.pop() if len(found) == 1 else None


def _kind_of(key: str) -> str:
    """What ``phuong quyet thang``, ``p. q thang`` or ``cax hoa binh`` says of the kind; empty when nothing."""
    if key.startswith(("phuong", "p.", "p ", "cap")):
        return "ward"
    return "commune" if key.startswith(("xa ", "xa.", "x.", "x ", "cax")) else ""


def _fits_initials(words: list[str], name: list[str]) -> bool:
    if len(words) == 1 and len(name) > 1:
        return words[0] == "".join(word[0] for word in name)
    if len(words) != len(name) or not any(word.endswith(".") for word in words):
        return False
    return all(
        name_word.startswith(word.rstrip(".")) if word.endswith(".") else word == name_word
        for word, name_word in zip(words, name, strict=True)
    )


def squeezed(text: str) -> str:
    """The key of a place: unaccented letters and digits only (``Ia-Chim`` = ``IaChim``)."""
    return _SQUEEZE.sub("", search_key(text))


def _spaced(name: str) -> str:
    return r"[\s\-]*".join(map(re.escape, search_key(name).replace("-", " ").split()))


def core_key(name: str) -> str:
    """A sub-unit's key without its kind words: Plei Kon Hra Chót = Làng Kon Hra Chót."""
    key = search_key(name)
    bare = _KIND_KEYS.sub("", key)
    return squeezed(_KIND_KEYS.sub("", bare) or bare)


def _of_one_kind(left: str, right: str) -> bool:
    """A number alone says little: ``Tổ dân phố 1`` is not ``Thôn 1``."""
    return left.startswith("Tổ dân phố ") == right.startswith("Tổ dân phố ") or not core_key(left).isdigit()


def names_sub_unit(text: str) -> bool:
    """Whether a text begins like a sub-unit's name."""
    return _SUB_UNIT_WORD.match(text.strip()) is not None


@functools.lru_cache(maxsize=4_096)
def canonical_sub_unit(text: str, in_ward: bool = False) -> str:
    """The full form: ``TDP1`` → ``Tổ dân phố 1``, ``T.Kon Klor 2`` → ``Thôn Kon Klor 2``."""
    plain = clean(text).strip(" .,;")
    if plain.isupper():
        plain = " ".join("'".join(part.capitalize() for part in word.split("'")) for word in plain.split(" "))
    for kind, pattern in _SUB_UNIT_KINDS:
        match = pattern.match(plain)
        rest = plain[match.end() :].strip() if match else ""
        if rest:
            numbered = (
                kind == "Thôn" and rest.isdigit() and match is not None and match.group().strip(" .").lower() == "t"
            )
            return f"{'Tổ dân phố' if numbered and in_ward else kind} {rest[0].upper()}{rest[1:]}"
    if plain.isdigit():
        return f"{'Tổ dân phố' if in_ward else 'Thôn'} {int(plain)}"
    return plain[:1].upper() + plain[1:]


def sub_unit_kind(name: str) -> str:
    """The code of a sub-unit's kind by the beginning of its name."""
    key = search_key(name)
    if key.startswith(("lang", "plei")):
        return "lang"
    return "to" if key.startswith(("to ", "khu pho")) else "thon"
