"""What a scanner typed at the arrival, at the stock-taking or at the desk: a slip's number, a card's code, a number."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from id_cards.errors import CodeUnreadableError
from kontum_portal.text import clean
from residents.queries.scans import read_code

if TYPE_CHECKING:
    from residents.parsing.card_codes import CardReading

SLIP = re.compile(r"^[0-9]{5}(?:\.[0-9]+)?-[0-9]{2}-[0-9]{5,}\Z")
_NUMBER = re.compile(r"^[0-9]{12}\Z")
_LONGEST = 600


@dataclass(frozen=True)
class Scanned:
    """Either a slip's number or a personal number; with a card's own code also what else the card says."""

    slip: str = ""
    number: str = ""
    card: "CardReading | None" = None

    @property
    def text(self) -> str:
        return self.slip or self.number


def read_scanned(text: str) -> Scanned:
    """Raises ``CodeUnreadableError`` for what is neither; never keeps the text."""
    plain = clean(text[:_LONGEST])
    if SLIP.match(plain.upper()):
        return Scanned(slip=plain.upper())
    bare = re.sub(r"[\s.\-]", "", plain)
    if _NUMBER.match(bare):
        return Scanned(number=bare)
    card = read_code(text[:_LONGEST])
    if card is None:
        raise CodeUnreadableError
    return Scanned(number=card.number, card=card)
