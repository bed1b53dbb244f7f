"""Where the list is in a workbook: its sheet, header rows and columns, and what the title says."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from residents.imports.columns import LEFT_OUT, OTHER, ColumnGuess, field_of, guess_by_content, letter_of
from residents.parsing.cells import cell_text

SEARCHED_ROWS = 30
HEADER_DEPTH = 3
SAMPLE_ROWS = 60
_DEEPER_COSTS = 0.35
_WEIGHTS = {"full_name": 3.0, "family_part": 2.0, "personal_id": 1.5, "identity": 1.5, "birth_date": 1.5}
_NUMBERED = re.compile(r"^\(?(\d{1,2}|[a-zA-Z])\)?$")
# Of these a second column is kept beside the first (two numbers, two notes).
_REPEATABLE = frozenset({"note", LEFT_OUT, OTHER, ""})


@dataclass(frozen=True)
class SheetLayout:
    """The list in a workbook; rows are counted from 1 as the spreadsheet program does."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: list[ColumnGuess]
    left_out: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    charset: str | None = None
    score: float = 0.0

    @property
    def first_row(self) -> int:
        """The first row below the header."""
        return self.header_rows[-1] + 1

    def column_of(self, name: str) -> int | None:
        return next((column.index for column in self.columns if column.field == name), None)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def find_layout(
    sheet: str, rows: Sequence[Sequence[object]], hidden: frozenset[int] = frozenset()
) -> SheetLayout | None:
    """The layout of one sheet from its first rows, or ``None`` when it holds no list of people."""
    texts = [[" ".join(cell_text(cell).replace("\x00", "").split()) for cell in row] for row in rows]
    best: SheetLayout | None = None
    for top in range(min(SEARCHED_ROWS, len(texts))):
        if sum(1 for text in texts[top] if text) < 2:
            continue
        for depth in range(1, HEADER_DEPTH + 1):
            if top + depth > len(texts):
                break
            layout = _layout_at(sheet, texts, top, depth, hidden)
            if layout and (best is None or layout.score > best.score):
                best = layout
    return best


def _layout_at(sheet: str, texts: list[list[str]], top: int, depth: int, hidden: frozenset[int]) -> SheetLayout | None:
    header = texts[top : top + depth]
    if depth > 1 and not _belongs_together(header):
        return None
    below = texts[top + depth : top + depth + SAMPLE_ROWS]
    guesses = _guesses(header, below, hidden)
    fields = {guess.field for guess in guesses}
    if "full_name" not in fields and "family_part" not in fields:
        return None
    kept = [guess for guess in guesses if guess.field and not guess.field.startswith((LEFT_OUT, OTHER))]
    if len(kept) < 2:
        return None
    score = sum(guess.confidence * _WEIGHTS.get(guess.field, 1.0) for guess in guesses if guess.field)
    return SheetLayout(
        sheet=sheet,
        header_rows=tuple(range(top + 1, top + depth + 1)),
        columns=guesses,
        left_out=[guess.heading for guess in guesses if guess.field.startswith(LEFT_OUT)],
        title=[" ".join(filter(None, row)) for row in texts[:top] if any(row)],
        score=round(score - _DEEPER_COSTS * (depth - 1), 2),
    )


def _belongs_together(header: list[list[str]]) -> bool:
    """Whether the lower rows carry short headings only: no numbers, nothing long."""
    return all(
        any(row)
        and not any((any(char.isdigit() for char in text) and len(text) > 3) or len(text) > 60 for text in row if text)
        for row in header[1:]
    )


def _guesses(header: list[list[str]], below: list[list[str]], hidden: frozenset[int]) -> list[ColumnGuess]:
    paths = heading_paths(header)
    guesses = [_guess(index, path, hidden) for index, path in enumerate(paths)]
    guesses = _each_once(guesses)
    guesses = _split_names(guesses, below)
    known = {guess.field for guess in guesses}
    for position, guess in enumerate(guesses):
        if not guess.field:
            name, confidence = guess_by_content([row[guess.index] for row in below if len(row) > guess.index])
            if name and name not in known and not (name == "full_name" and guess.heading):
                known.add(name)
                guesses[position] = _with(guess, name, confidence)
    return _one_number_column(guesses)


def heading_paths(header: list[list[str]]) -> list[list[str]]:
    """Each column's headings from top to bottom; an upper heading reaches right over empty cells."""
    width = max(len(row) for row in header)
    filled = [row + [""] * (width - len(row)) for row in header]
    for upper, lower in itertools.pairwise(filled):
        current = ""
        for index in range(width):
            if upper[index]:
                current = upper[index]
            elif lower[index] and current:
                upper[index] = current
            else:
                current = ""
    return [[row[index] for row in filled if row[index]] for index in range(width)]


def _guess(index: int, path: list[str], hidden: frozenset[int]) -> ColumnGuess:
    heading = " – ".join(dict.fromkeys(path))
    candidates = [field_of(path[-1], path[-2] if len(path) > 1 else "")] if path else []
    if len(path) > 1:
        candidates.append(field_of(" ".join(path)))
        candidates.append((field_of(path[0])[0], field_of(path[0])[1] * 0.7))
    name, confidence = max(candidates, key=lambda pair: pair[1], default=("", 0.0))
    return ColumnGuess(index, letter_of(index), heading, name, confidence, index in hidden)


def _with(guess: ColumnGuess, name: str, confidence: float) -> ColumnGuess:
    return ColumnGuess(guess.index, guess.letter, guess.heading, name, confidence, guess.hidden)


def _each_once(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A field belongs to its surest, leftmost column; the others are no longer guessed."""
    best: dict[str, ColumnGuess] = {}
    for guess in guesses:
        holder = best.get(guess.field)
        if holder is None or guess.confidence > holder.confidence:
            best[guess.field] = guess
    return [
        guess if guess.field.partition(":")[0] in _REPEATABLE or best[guess.field] is guess else _with(guess, "", 0.0)
        for guess in guesses
    ]


def _split_names(guesses: list[ColumnGuess], below: list[list[str]]) -> list[ColumnGuess]:
    """ "Họ và chữ đệm | Tên", or one heading "Họ và tên" over two columns."""
    fields = [guess.field for guess in guesses]
    if "family_part" in fields and "full_name" in fields:
        given = fields.index("full_name")
        if fields.index("family_part") == given - 1:
            guesses[given] = _with(guesses[given], "given_part", guesses[given].confidence)
        else:
            guesses[fields.index("family_part")] = _with(guesses[fields.index("family_part")], "", 0.0)
    elif "full_name" in fields:
        name = fields.index("full_name")
        after = name + 1
        if after < len(guesses) and not guesses[after].heading and _holds_given_names(below, name, after):
            guesses[name] = _with(guesses[name], "family_part", guesses[name].confidence)
            guesses[after] = _with(guesses[after], "given_part", 0.6)
    return guesses


def _holds_given_names(below: list[list[str]], name: int, after: int) -> bool:
    pairs = [(row[name], row[after]) for row in below if len(row) > after and row[name]]
    single = [second for _, second in pairs if second and " " not in second and second.isalpha() and len(second) > 1]
    return len(pairs) >= 3 and len(single) > 0.7 * len(pairs)


def _one_number_column(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """The only column of numbers holds whatever number a person has."""
    fields = {guess.field for guess in guesses}
    if "personal_id" in fields:
        return [_with(guess, "old_id", guess.confidence) if guess.field == "identity" else guess for guess in guesses]
    if "identity" in fields:
        return guesses
    return [_with(guess, "identity", guess.confidence) if guess.field == "old_id" else guess for guess in guesses]


def is_numbering_row(texts: Sequence[str]) -> bool:
    """The row ``(1) (2) (3)`` or ``A B 1 2`` that some forms print under the header."""
    filled = [text.strip() for text in texts if text.strip()]
    matches = [match[1] for text in filled if (match := _NUMBERED.match(text))]
    if len(filled) < 3 or len(matches) < len(filled):
        return False
    numbers = [int(match) for match in matches if match.isdigit()]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2
