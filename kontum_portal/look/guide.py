"""The guide ``docs/huong-dan.md`` as a page: the few forms of Markdown that it uses, everything else escaped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kontum_portal.text import search_key

GUIDE = Path(settings.BASE_DIR) / "docs" / "huong-dan.md"
_IMAGE = re.compile(r"!\[([^\]]*)\]\(images/([\w.-]+)\)\Z")
_BOLD, _CODE, _LINK = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"`([^`]+)`"), re.compile(r"\[([^\]]+)\]\((#[\w-]+)\)")
_NUMBERED, _POINT = re.compile(r"\d+\. "), re.compile(r"- ")


@dataclass(frozen=True)
class Guide:
    """The title, the headings as (id, words), and the whole as HTML."""

    title: str
    headings: list[tuple[str, str]]
    html: SafeString


def anchor_of(heading: str) -> str:
    """``Trang Hôm nay`` → ``trang-hom-nay``."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(heading)).strip("-")


@lru_cache(maxsize=1)
def read_guide() -> Guide:
    title, *blocks = _blocks(GUIDE.read_text(encoding="utf-8"))
    words = [block[0][3:] for block in blocks if block[0].startswith("## ")]
    html = "\n".join(_html_of(block) for block in blocks)
    return Guide(title[0].removeprefix("# "), [(anchor_of(each), each) for each in words], mark_safe(html))  # noqa: S308 - every word of it was escaped


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that stand together, without the empty ones between them."""
    for block in re.split(r"\n\s*\n", text.strip()):
        yield block.splitlines()


def _html_of(lines: list[str]) -> str:
    first = lines[0]
    if found := _IMAGE.match(first):
        return format_html('<img class="shot" src="{}" alt="{}" loading="lazy">', static(f"guide/{found[2]}"), found[1])
    if first.startswith("#"):
        level = len(first) - len(first.lstrip("#"))
        words = first[level:].strip()
        return format_html('<h{} id="{}">{}</h{}>', level, anchor_of(words), words, level)
    if first.startswith("|"):
        return _table(lines)
    for form, tag in ((_NUMBERED, "ol"), (_POINT, "ul")):
        if form.match(first):
            items = "".join(f"<li>{_inline(item)}</li>" for item in _items(lines, form))
            return f'<{tag} class="listed">{items}</{tag}>'
    return f"<p>{_inline(' '.join(lines))}</p>"


def _items(lines: list[str], form: re.Pattern[str]) -> list[str]:
    """The points of a list; a line that begins none goes on with the one before."""
    items: list[str] = []
    for line in lines:
        if form.match(line):
            items.append(form.sub("", line, count=1))
        else:
            items[-1] += " " + line.strip()
    return items


def _table(lines: list[str]) -> str:
    rows = [[_inline(cell.strip()) for cell in line.strip("|").split("|")] for line in lines]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[2:])
    return f'<div class="scroll"><table class="table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _inline(text: str) -> str:
    """Bold, keys and links to other sections; whatever else is written stays text."""
    safe = _BOLD.sub(r"<b>\1</b>", str(escape(text)))
    safe = _CODE.sub(r"<kbd>\1</kbd>", safe)
    return _LINK.sub(r'<a href="\2">\1</a>', safe)
