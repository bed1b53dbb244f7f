"""No word of a template escapes the translators: letters stand inside translate tags, in text and in attributes."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, Token, TokenType

ROOT = settings.BASE_DIR / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
TRANSLATED = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans", "comment": "endcomment"}
# Blocks that hold the name of a class, which nobody reads.
CLASS_BLOCKS = {"block paper", "block body_class"}
# What is no word of any language, or is written the same in all.
NO_WORDS = re.compile(r"Kon Tum 06|Tiếng Việt|English|CC\d\d|DC\d\d|CSV|SVG|PNG|QR|&\w+;")
ATTRIBUTE = re.compile(
    r"""\b(?:title|aria-label|placeholder|alt|data-label|aria-description|data-[\w-]+-text)=(["'])(.*?)\1"""
)
LETTER = re.compile(r"[^\W\d_]")
EXPRESSION = "\x00"  # stands where Django will write something


def _skeleton(tokens: list[Token]) -> str:
    """The template with its tags blanked: what is left is written as it stands."""
    parts, until = [], ""
    for token in tokens:
        word = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        if until:
            until = "" if word == until else until
        elif word in TRANSLATED or token.contents in CLASS_BLOCKS:
            until = TRANSLATED.get(word, "endblock")
        elif token.token_type == TokenType.TEXT:
            parts.append(token.contents)
        else:
            parts.append(EXPRESSION)
    return "".join(parts)


def bare_texts(source: str) -> list[str]:
    """Every piece of text, and every attribute read to somebody, that holds letters outside translate tags."""
    skeleton = _skeleton(Lexer(source).tokenize())
    spoken = [found[2] for found in ATTRIBUTE.finditer(skeleton)]
    text = re.sub(r"<!--.*?-->|<(script|code|kbd)\b[^>]*>.*?</\1>", "", skeleton, flags=re.S)
    pieces = re.split(r"<[^>]*>", re.sub(r"(?s)<[^>]*>", "<>", text))
    stripped = [piece.strip(EXPRESSION + " \n") for piece in (*spoken, *pieces)]
    return [piece for piece in stripped if LETTER.search(NO_WORDS.sub("", piece))]


def _arguments(source: str) -> list[str]:
    """Words given to a component as a quoted argument: `{% sheet "Overdue" %}` would be shown as it stands."""
    quoted = re.compile(r"""(?<![\w(|:])(?:\w+=)?(["'])([A-ZĐ][^"']*\s[^"']*)\1""")
    blocks = [token.contents for token in Lexer(source).tokenize() if token.token_type == TokenType.BLOCK]
    ours = [
        block
        for block in blocks
        if block.split(" ", 1)[0] not in ("translate", "trans", "blocktranslate", "if", "elif")
    ]
    return [found[2] for block in ours for found in quoted.finditer(re.sub(r"""_\((["']).*?\1\)""", "", block))]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_holds_no_bare_text(path: Path) -> None:
    source = path.read_text("utf-8")
    assert bare_texts(source) + _arguments(source) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("<p>{% translate 'Today' %} · {{ count }}</p>", []),
        ("<p>Today {{ count }}</p>", ["Today"]),
        ('<input placeholder="Type here">', ["Type here"]),
        ('<a title="{% translate "Open" %}">…</a>', []),
        ('<div data-close-text="Close">', ["Close"]),
        ("{% blocktranslate %}One {{ x }} more{% endblocktranslate %}", []),
        ("{% if x > 1 %}<b class='late'>3 %</b>{% endif %}", []),
        ("<kbd>Ctrl</kbd>", []),
    ],
)
def test_bare_text_is_found_where_it_stands(source: str, bare: list[str]) -> None:
    assert bare_texts(source) == bare


def test_a_word_given_to_a_component_must_be_translated_too() -> None:
    assert _arguments('{% sheet "Overdue and due" %}') == ["Overdue and due"]
    assert _arguments('{% sheet _("Overdue and due") id="late" %}') == []
