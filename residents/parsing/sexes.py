"""Sex as officers write it, in words or as a mark under Nam or Nữ."""

import functools

from kontum_portal.text import search_key
from residents.parsing.cells import is_empty_word, is_mark

MALE, FEMALE = "M", "F"
_WORDS = {
    **dict.fromkeys(("nam", "m", "male", "trai", "nam gioi", "ong", "con trai", "be trai", "dan ong"), MALE),
    **dict.fromkeys(("nu", "f", "female", "gai", "nu gioi", "ba", "con gai", "be gai", "n u", "dan ba"), FEMALE),
}


@functools.lru_cache(maxsize=4_096)
def parse_sex(text: str) -> tuple[str | None, tuple[str, ...]]:
    """``M`` or ``F`` and reason codes of a cell that names the sex."""
    if not text.strip() or is_empty_word(text):
        return None, ("sex_missing",)
    sex = _WORDS.get(search_key(text).strip(" ."))
    return sex, () if sex else ("sex_unreadable",)


def parse_sex_marks(male: str, female: str) -> tuple[str | None, tuple[str, ...]]:
    """The sex from two columns of marks: both or neither marked is a reason."""
    is_male, is_female = _marked(male), _marked(female)
    if is_male and is_female:
        return None, ("sex_ambiguous",)
    if not is_male and not is_female:
        return None, ("sex_missing",)
    return (MALE if is_male else FEMALE), ()


def parse_one_sex_column(female: str | None, male: str | None) -> str:
    """Forms with a single column "Nữ" (or "Nam"): who is not marked is of the other sex."""
    if female is not None:
        return FEMALE if _marked(female) else MALE
    return MALE if _marked(male or "") else FEMALE


def _marked(text: str) -> bool:
    return bool(text.strip()) and (is_mark(text) or not is_empty_word(text))
