"""Two or more records beside each other: which rows agree, and which words of a value stand in no other."""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace

from kontum_portal.look.shapes import item_of

SAME, DIFFERS, MISSING, NEAR = "same", "differs", "missing", "near"


def side_by_side_of(columns: Iterable, rows: Iterable, pick: str) -> SimpleNamespace:
    """The table of the component: heads, and rows with a state and cells.

    A column is `title, sub="", url="", note="", tone="", value=""`; a row is `label, values, state="", name="",
    picked=""`, its values in the order of the columns. With `pick`, a row that has a name and does not agree gets a
    radio button per cell: name `pick + row.name`, value the column's `value`.
    """
    heads = [item_of(column, title="", sub="", url="", note="", tone="", value="") for column in columns]
    lines = [item_of(row, label="", values=(), state="", name="", picked="") for row in rows]
    for line in lines:
        texts = ["" if value is None else str(value) for value in line.values]
        line.state = line.state or state_of(texts)
        line.field = f"{pick}{line.name}" if pick and line.name and line.state != SAME else ""
        line.cells = [
            SimpleNamespace(head=head, words=words_of(text, texts), picked=str(head.value) == str(line.picked))
            for head, text in zip(heads, texts, strict=True)
        ]
    return SimpleNamespace(heads=heads, rows=lines)


def state_of(texts: Sequence[str]) -> str:
    """Whether the values agree, contradict each other, or some are missing while the others agree."""
    known = {text for text in texts if text}
    if len(known) > 1:
        return DIFFERS
    return SAME if all(texts) or not known else MISSING


def words_of(text: str, texts: Sequence[str]) -> list[tuple[str, bool]]:
    """Each word with whether some other known value lacks it; empty for a missing value."""
    others = [set(other.split()) for other in texts if other and other != text]
    return [(word, any(word not in words for words in others)) for word in text.split()]
