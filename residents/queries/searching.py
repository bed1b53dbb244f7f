"""Finding people: exact numbers by their index, names by ordered prefixes, then by words in any order.

Results come as exact accents, name as typed, given name first, words in any order; a page goes on after
the last person of the page before. Prefixes are ranges, which row-level security lets use their index. A name with
a birth year is looked for among those born in that year: a set small enough for any order of the words.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q

from kontum_portal.accounts.models import Officer
from kontum_portal.text import clean
from residents.extension_points import CodeHit, search_shapes
from residents.models import Resident
from residents.search_terms import LAST, LONGEST, Kind, SearchTerms

PAGE = 30
# Among so many names that begin as typed, those with the very accents come first.
ACCENT_WINDOW = 300
# Up to so many units each is asked through its own index; more are cheaper through the area's.
FEW_UNITS = 6
MOST_BY_WORDS = 200
ENOUGH_BY_ENDS = 100
# So many names are looked through for each place of the rarest word.
WORD_CANDIDATES = 24_000

NAME, GIVEN = "name_key", "given_key"


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate: enough to rank it, before the people of a page are read."""

    id: int
    key: str
    accents: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """People in the order of the search; ``cursor`` continues it; ``too_many``: one more word is needed."""

    people: list[Resident]
    cursor: str = ""
    too_many: bool = False


def find_people(officer: Officer, terms: SearchTerms, cursor: str = "", limit: int = PAGE) -> SearchPage:
    """One page of the people in the officer's scope who match."""
    if terms.kind == Kind.NAME:
        return NameSearch(officer, terms, limit).page(cursor)
    if terms.kind == Kind.NUMBER_TAIL:
        return _by_tail(officer, terms.tail, cursor, limit)
    if not terms.exact:
        return SearchPage([])
    matching = reduce(or_, (Q(**{column: value}) for column, value in terms.exact))
    people = Resident.objects.visible_to(officer).filter(matching).select_related("unit", "sub_unit")
    return SearchPage(list(people.order_by("sort_key", "id")[:limit]))


def codes_found(officer: Officer, terms: SearchTerms, text: str) -> list[CodeHit]:
    """What a code of the portal's own papers opens, in the officer's scope."""
    return [
        hit
        for shape in search_shapes
        if shape.code == terms.shape
        for hit in shape.find(officer, clean(text[:LONGEST]))
    ]


def _by_tail(officer: Officer, tail: str, cursor: str, limit: int) -> SearchPage:
    """People whose personal number ends so, or whose old number lost its zero, in the order of lists."""
    with connection.cursor() as asked:
        asked.execute("SELECT residents_find_tail(%s, %s)", [tail, MOST_BY_WORDS + 1])
        ids = [row[0] for row in asked.fetchall()]
    too_many = len(ids) > MOST_BY_WORDS
    named = Resident.objects.visible_to(officer)
    known = Q(pk__in=ids) | Q(old_id=f"0{tail}") if len(tail) == 8 else Q(pk__in=ids)
    ordered = list(named.filter(known).order_by("sort_key", "id").values_list("pk", flat=True))
    _, after = _read_cursor(cursor)
    rest = _behind(ordered, after)
    shown = named.select_related("unit", "sub_unit").in_bulk(rest[:limit])
    last = f"e{rest[limit - 1]}" if len(rest) > limit else ""
    return SearchPage([shown[pk] for pk in rest[:limit]], last, too_many)


class NameSearch:
    """One search by name: its stages in order, each asked only when those before left room on the page."""

    def __init__(self, officer: Officer, terms: SearchTerms, limit: int) -> None:
        self.officer, self.terms, self.limit = officer, terms, limit
        self.units = sorted(officer.register_unit_ids)
        self.exact: list[int] = []
        self.too_many = False

    def page(self, cursor: str) -> SearchPage:
        if not self.units:
            return SearchPage([])
        stage, after = _read_cursor(cursor)
        if self.terms.year:
            return self._page_in_year(after)
        self.exact = self._with_exact_accents() if self.terms.has_marks else []
        found: list[tuple[str, int]] = []
        for name in ("e", "n", "g", "w")["engw".index(stage) :]:
            ids = self._stage(name, after if name == stage else None)
            found += [(name, pk) for pk in ids]
            if len(found) > self.limit:
                break
        shown = found[: self.limit]
        last = f"{shown[-1][0]}{shown[-1][1]}" if len(found) > self.limit else ""
        return SearchPage(self._read([pk for _, pk in shown]), last, self.too_many)

    def _page_in_year(self, after: int | None) -> SearchPage:
        """Those born in the year, exact accents first, then names that begin as typed."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT residents_find_in_year(%s::text[], %s, %s, %s)",
                [list(self.terms.words), self.terms.key, self.terms.year, MOST_BY_WORDS + 1],
            )
            ids = [row[0] for row in cursor.fetchall()]
        self.too_many = len(ids) > MOST_BY_WORDS
        ordered = _behind([hit.id for hit in self._ranked(self._hits(ids))], after)
        last = f"e{ordered[self.limit - 1]}" if len(ordered) > self.limit else ""
        return SearchPage(self._read(ordered[: self.limit]), last, self.too_many)

    def _stage(self, stage: str, after: int | None) -> list[int]:
        if stage == "e":
            return _behind(self.exact, after)
        if stage == "w":
            return _behind(self._by_words(), after)
        hits = self._by_prefix(NAME if stage == "n" else GIVEN, self.limit + 1 + len(self.exact), after)
        return [hit.id for hit in hits if hit.id not in set(self.exact)]

    def _with_exact_accents(self) -> list[int]:
        """Of the first names that begin as typed, those spelled with the very accents."""
        named = [hit for hit in self._by_prefix(NAME, ACCENT_WINDOW) if hit.accents.startswith(self.terms.accents)]
        given = [
            hit
            for hit in self._by_prefix(GIVEN, ACCENT_WINDOW)
            if _given_first(hit.accents).startswith(self.terms.accents)
        ]
        return [hit.id for hit in named + given]

    def _by_prefix(self, column: str, limit: int, after: int | None = None) -> list[Hit]:
        """Names in the order of one key, from the one after ``after`` on."""
        conditions, params = [f"{column} >= %s", f"{column} < %s"], [self.terms.key, self.terms.key + LAST]
        if column == GIVEN:
            conditions.append("NOT (name_key >= %s AND name_key < %s)")
            params += [self.terms.key, self.terms.key + LAST]
        if after is not None:
            conditions.append(f"({column}, id) > (SELECT {column}, id FROM residents_resident WHERE id = %s)")
            params.append(after)  # type: ignore[arg-type]
        rows = f"SELECT id, {column}, accent_key FROM residents_resident WHERE {{unit}} AND {' AND '.join(conditions)}"
        tail = f"ORDER BY {column}, id LIMIT {int(limit)}"
        if len(self.units) > FEW_UNITS:
            sql = f"{rows.format(unit='unit_id = ANY (%s::int[])')} {tail}"
        else:
            each = f"{rows.format(unit='unit_id = one.unit_id')} {tail}"
            sql = f"SELECT found.* FROM unnest(%s::int[]) AS one (unit_id) CROSS JOIN LATERAL ({each}) AS found {tail}"
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.units, *params])
            return [Hit(*row) for row in cursor.fetchall()]

    def _by_words(self) -> list[int]:
        """Words in any order, those of the prefixes left out; exact accents first, then by name."""
        words = list(self.terms.words)
        with connection.cursor() as cursor:
            cursor.execute("SELECT residents_find_by_ends(%s::text[], %s, %s)", [words, self.terms.key, MOST_BY_WORDS])
            by_ends = {row[0] for row in cursor.fetchall()}
            if len(by_ends) >= ENOUGH_BY_ENDS:  # a page and more: looking through middle words too would only cost
                ids, self.too_many = set(), True
            else:
                cursor.execute(
                    "SELECT residents_find_words(%s::text[], %s, %s, %s)",
                    [words, self.terms.key, MOST_BY_WORDS, WORD_CANDIDATES],
                )
                ids = {row[0] for row in cursor.fetchall()}
                self.too_many = 0 in ids
        hits = self._hits(list(ids | by_ends))
        return [hit.id for hit in self._ranked([hit for hit in hits if not self._begins_as_typed(hit)])]

    def _hits(self, ids: list[int]) -> list[Hit]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, name_key, accent_key FROM residents_resident"
                " WHERE id = ANY (%s::bigint[]) AND unit_id = ANY (%s::int[])",
                [ids, self.units],
            )
            return [Hit(*row) for row in cursor.fetchall()]

    def _ranked(self, hits: list[Hit]) -> list[Hit]:
        """Exact accents where any were typed, then names that begin as typed, then by name."""
        typed = self.terms.accents.split() if self.terms.has_marks else []
        return sorted(
            hits,
            key=lambda hit: (not _has_words(hit.accents, typed), not self._begins_as_typed(hit), hit.key, hit.id),
        )

    def _begins_as_typed(self, hit: Hit) -> bool:
        """Whether an ordered prefix has found this name already; ``hit`` has its name in typed order."""
        return hit.key.startswith(self.terms.key) or _given_first(hit.key).startswith(self.terms.key)

    def _read(self, ids: list[int]) -> list[Resident]:
        people = Resident.objects.visible_to(self.officer).select_related("unit", "sub_unit").in_bulk(ids)
        return [people[pk] for pk in ids if pk in people]


def _read_cursor(cursor: str) -> tuple[str, int | None]:
    """Stage and last person of the page before; a cursor that is none starts anew."""
    if cursor[:1] in tuple("engw") and cursor[1:].isascii() and cursor[1:].isdigit() and len(cursor) < 20:
        return cursor[0], int(cursor[1:])
    return "e", None


def _behind(ids: list[int], after: int | None) -> list[int]:
    return ids[ids.index(after) + 1 :] if after in ids else ids


def _given_first(accents: str) -> str:
    family, _, given = accents.rpartition(" ")
    return f"{given} {family}".strip()


def _has_words(accents: str, typed: list[str]) -> bool:
    return all(any(word.startswith(begin) for word in accents.split()) for begin in typed)
