"""The order of a table, asked for in the address: `?sort=due` or `?sort=-due`, never anything but known columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

ASCENDING, DESCENDING = "ascending", "descending"


@dataclass(frozen=True)
class Sorting:
    """By which column the rows stand. `kept` is the rest of the query, which a link of a heading keeps."""

    column: str
    descending: bool
    kept: tuple[tuple[str, str], ...]

    def url(self, column: str) -> str:
        """The link of a heading: by this column, and the other way round when the rows stand so already."""
        turned = column == self.column and not self.descending
        return "?" + urlencode([*self.kept, ("sort", f"-{column}" if turned else column)])

    def direction(self, column: str) -> str:
        if column != self.column:
            return ""
        return DESCENDING if self.descending else ASCENDING


def sorting_of(query: QueryDict, columns: Sequence[str], default: str) -> Sorting:
    """What the address asks for; an unknown column, or none, means the default. A new order begins at page one."""
    asked = query.get("sort", "")
    wanted = asked if asked.lstrip("-") in columns else default
    kept = tuple((name, value) for name, value in query.items() if name not in ("sort", "after") and value)
    return Sorting(wanted.lstrip("-"), wanted.startswith("-"), kept)
