"""Relations to the head of household: the spellings and abbreviations of lists, one code each."""

import functools
import re

from kontum_portal.text import clean, search_key
from residents.parsing.cells import is_empty_word

HEAD = "head"

# Relation code → the unaccented spellings of lists.
_SPELLINGS = {
    HEAD: "chu ho|ch|c ho|c.ho|c.h|chu|chuho|la chu ho|ban than|chu ho gia dinh|chh",
    "wife": "vo|v|vo chu ho|vo ch",
    "husband": "chong|ck|chong chu ho|chong ch",
    "child": "con|con de|con ruot|con trai|con gai|con chung|c.de|con cai|con trai ruot|con gai ruot|con rieng",
    "adopted_child": "con nuoi|c.nuoi",
    "daughter_in_law": "con dau|dau|c.dau",
    "son_in_law": "con re|re|c.re",
    "father": "cha|cha de|cha ruot|bo|bo de|bo ruot|ba ruot|tia|cha nuoi|bo nuoi",
    "mother": "me|me de|me ruot|ma|u|me gia|me nuoi",
    "father_in_law": "cha vo|bo vo|ba vo|cha chong|bo chong|ba chong",
    "mother_in_law": "me vo|ma vo|me chong|ma chong",
    "grandparent": "ong noi|ong|ba noi|ong ngoai|ba ngoai|ong ba|co noi|co ngoai",
    "grandchild": "chau noi|chau|chau noi trai|chau noi gai|c.noi|chau ruot|chau ho|chau goi chu|chau goi bac|chau dich ton",
    "daughters_child": "chau ngoai|c.ngoai|chau ngoai trai|chau ngoai gai",
    "elder_sibling": "anh|anh ruot|anh trai|chi|chi ruot|chi gai",
    "younger_sibling": "em|em ruot|em trai|em gai",
    "lodger": "o nho|nguoi o nho|o tro|nguoi thue nha|thue nha|o thue|tam tru|khach|nguoi lam thue|nguoi thue tro",
    "other": (
        "khac|anh re|chi dau|em dau|em re|em vo|em chong|anh vo|anh chong|chi vo|chi chong|bac|bac ruot|chu ruot|co|co ruot"
        "|di|di ruot|cau|cau ruot|nguoi giam ho|giam ho|anh ho|chi ho|em ho|chau dau|chau re|nguoi quen|mo|thim|duong"
    ),
}
_CODES = {key: code for code, keys in _SPELLINGS.items() for key in keys.split("|")}
# Words whose unaccented keys collide are told apart by their marks.
_BY_MARKS = {
    "bà": "grandparent",
    "ba": "father",
    "chú": "other",
    "chủ": HEAD,
    "dâu": "daughter_in_law",
    "má": "mother",
    "cố": "grandparent",
}

WORDS = {
    HEAD: "Chủ hộ",
    "wife": "Vợ",
    "husband": "Chồng",
    "child": "Con đẻ",
    "adopted_child": "Con nuôi",
    "child_in_law": "Con dâu, con rể",
    "daughter_in_law": "Con dâu",
    "son_in_law": "Con rể",
    "father": "Cha đẻ",
    "mother": "Mẹ đẻ",
    "father_in_law": "Cha vợ, cha chồng",
    "mother_in_law": "Mẹ vợ, mẹ chồng",
    "grandparent": "Ông, bà",
    "grandchild": "Cháu nội",
    "daughters_child": "Cháu ngoại",
    "sibling": "Anh, chị, em ruột",
    "elder_sibling": "Anh, chị ruột",
    "younger_sibling": "Em ruột",
    "lodger": "Ở nhờ, ở thuê",
    "other": "Khác",
}
"""The words of lists and exports for each code of ``residents.choices.Relation``."""

_ORDER_NOTE = re.compile(r"\s*(?:thứ|thu)?\s*\d+$|\s*\(.*\)$|\s+(?:của\s+)?(?:chủ hộ|CH)$", re.IGNORECASE)
_TYPED = re.compile(r"[\s.\-_/]+")


@functools.lru_cache(maxsize=4_096)
def parse_relation(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The relation's code; a word nobody knows is ``other``, with a reason."""
    plain = clean(text)
    if not plain or is_empty_word(plain):
        return None, ()
    lowered = plain.lower().strip(" .:;,")
    if lowered in _BY_MARKS:
        return _BY_MARKS[lowered], ()
    for candidate in (lowered, _ORDER_NOTE.sub("", lowered)):
        code = _code(candidate)
        if code:
            return code, ()
    return "other", ("relation_unknown",)


def _code(lowered: str) -> str | None:
    key = search_key(lowered)
    return _CODES.get(key) or _CODES.get(_TYPED.sub(" ", key).strip()) or _CODES.get(_TYPED.sub("", key))
