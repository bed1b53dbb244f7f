"""The Vietnamese catalogue is whole: nothing untranslated, nothing fuzzy, no placeholder lost."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = polib.pofile(str(ROOT / "locale/vi/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def test_every_word_is_translated() -> None:
    assert [entry.msgid for entry in CATALOGUE.untranslated_entries() + CATALOGUE.fuzzy_entries()] == []


def test_no_placeholder_is_lost_or_invented() -> None:
    wrong = [
        entry.msgid
        for entry in CATALOGUE
        for said in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if not set(PLACEHOLDER.findall(said)) <= set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        or (not entry.msgid_plural and set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(said)))
    ]
    assert wrong == []


def verbs_in_the_code() -> set[str]:
    found: set[str] = set()
    for app in ("kontum_portal", "residents", "id_cards", "campaigns", "reports"):
        for path in (ROOT / app).rglob("*.py"):
            found |= set(re.findall(r'\bverb="([a-z_]+)"', path.read_text()))
    return found


@pytest.mark.parametrize("verb", sorted(verbs_in_the_code()))
def test_the_log_says_each_verb_in_vietnamese(verb: str) -> None:
    assert CATALOGUE.find(verb.replace("_", " ").capitalize()) is not None


# What the pages call things: one word for one thing, as an office writes it. (wrong, right)
ONE_WORD = [
    (r"\bbạn\b", "đồng chí"),
    (r"\banh/chị\b", "đồng chí"),
    (r"\b[Cc]ổng\b", "hệ thống"),
    (r"\b[Ss]ổ (dân cư|nhân khẩu)\b", "dữ liệu dân cư"),
    (r"\b(trong|vào) sổ\b", "trong, vào dữ liệu dân cư"),
    (r"\b[Dd]ân số dự kiến\b", "dân số đối chiếu"),
    (r"\b(đã|ngày) mất\b", "đã chết, ngày chết"),
    (r"\b[Tt]ổ, thôn, làng\b", "thôn, làng, tổ"),
    (r"\bcông việc nền\b", "tác vụ"),
    (r"\bcầm thẻ\b", "nhận thẻ"),
]


@pytest.mark.parametrize(("wrong", "right"), ONE_WORD)
def test_one_thing_has_one_name(wrong: str, right: str) -> None:
    said = [said for entry in CATALOGUE for said in (*entry.msgstr_plural.values(), entry.msgstr)]
    assert [sentence for sentence in said if re.search(wrong, sentence)] == [], f"say: {right}"
