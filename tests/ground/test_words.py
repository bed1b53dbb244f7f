"""Translations are compiled without gettext's programs, and only when they changed."""

import gettext
import os

from kontum_portal.embedded.words import compile_words

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Card"
msgstr "Thẻ"

#, fuzzy
msgid "House"
msgstr "Nhà?"
"""


def test_catalogue_is_compiled_once_and_read_by_gettext(tmp_path):
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(CATALOGUE, encoding="utf-8")
    assert [path.name for path in compile_words(tmp_path)] == ["django.mo"]
    words = gettext.translation("django", tmp_path, ["vi"])
    assert (words.gettext("Card"), words.gettext("House")) == ("Thẻ", "House")
    assert compile_words(tmp_path) == []
    later = source.stat().st_mtime + 5
    os.utime(source, (later, later))
    assert len(compile_words(tmp_path)) == 1
