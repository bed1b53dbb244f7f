"""Households as pages show them: one with its members, and lists by place and state."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower
from django.http import Http404

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.queries import verb_label
from kontum_portal.text import search_key, whole_number
from residents.models import Household, Resident, Search
from residents.querysets import HouseholdQuerySet
from residents.search_terms import LAST

PAGE = 50
SEARCH_KIND = "household"
STATES = ("no_head", "none_verified", "nobody")
SIZES = {"1": (1, 1), "2_4": (2, 4), "5_7": (5, 7), "8_up": (8, 10_000)}
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


@dataclass(frozen=True)
class HouseholdFilters:
    """Coded filters only, so that they may stand in a URL; ``token`` is that of a kept search."""

    unit_id: int | None = None
    sub_unit_id: int | None = None
    state: str = ""
    size: str = ""
    token: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "HouseholdFilters":
        state, size = query.get("state", ""), query.get("size", "")
        return cls(
            unit_id=whole_number(query.get("unit", ""), digits=9),
            sub_unit_id=whole_number(query.get("sub_unit", ""), digits=9),
            state=state if state in STATES else "",
            size=size if size in SIZES else "",
            token=query.get("found", "")[:32],
        )


@dataclass(frozen=True)
class HouseholdPage:
    households: list[Household]
    cursor: int | None
    searched: str


@dataclass(frozen=True)
class HouseholdDeed:
    at: object
    who: str
    what: str


def get_household(officer: Officer, pk: int) -> Household:
    """The household if in the officer's scope; otherwise there is no such page."""
    known = Household.objects.visible_to(officer).select_related("unit", "sub_unit", "head", "merged_into")
    household = known.filter(pk=pk).first()
    if household is None:
        raise Http404
    return household


def members_of(officer: Officer, household_ids: list[int]) -> list[Resident]:
    """The people of these households, each household's head first, then by age."""
    people = Resident.objects.visible_to(officer).filter(household_id__in=household_ids).select_related("sub_unit")
    ordered = people.order_by("household_id", F("birth_year").asc(nulls_last=True), "id")
    return sorted(ordered, key=lambda one: (one.household_id, one.relation_to_head != "head"))


def list_households(officer: Officer, filters: HouseholdFilters, cursor: int | None = None) -> HouseholdPage:
    """One page by place, after the household whose id is ``cursor``; members are counted in the same query."""
    searched = _text_of(officer, filters.token)
    rows = matching_households(officer, filters, searched)
    last = Household.objects.visible_to(officer).filter(pk=cursor).first() if cursor else None
    if last:
        rows = rows.filter(_after(last))
    ordered = rows.select_related("unit", "sub_unit", "head").order_by(
        "unit_id", F("sub_unit_id").asc(nulls_last=True), "id"
    )
    found = list(ordered.annotate(people=_members(), verified=_members(last_verified_on__isnull=False))[: PAGE + 1])
    return HouseholdPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None, searched)


def matching_households(officer: Officer, filters: HouseholdFilters, searched: str = "") -> HouseholdQuerySet:
    households = Household.objects.visible_to(officer).standing()
    if filters.unit_id:
        households = households.filter(unit_id=filters.unit_id)
    if filters.sub_unit_id:
        households = households.filter(sub_unit_id=filters.sub_unit_id)
    if filters.state == "no_head":
        households = households.filter(Q(head__isnull=True) | Q(head__deceased_on__isnull=False))
    if filters.state in ("none_verified", "nobody"):
        people = Resident.objects.filter(household_id=OuterRef("pk"))
        checked = people.filter(last_verified_on__isnull=False)
        nobody = filters.state == "nobody"
        households = (
            households.filter(~Exists(people)) if nobody else households.filter(Exists(people), ~Exists(checked))
        )
    if filters.size:
        households = households.alias(size=_members()).filter(size__range=SIZES[filters.size])
    return households.filter(_found(searched)) if searched else households


def deeds_of(officer: Officer, household: Household) -> list[HouseholdDeed]:
    """What was done with the household, the newest first."""
    if household.unit_id not in officer.register_unit_ids:
        return []
    deeds = list(Deed.objects.filter(subject_kind="household", subject_id=household.pk).order_by("-id")[:20])
    names = {one.pk: one.get_full_name() for one in Officer.objects.filter(pk__in={deed.actor_id for deed in deeds})}
    return [HouseholdDeed(deed.at, names.get(deed.actor_id, ""), verb_label(deed.verb)) for deed in deeds]


def household_numbered_so(officer: Officer, unit_id: int, written: str) -> Household | None:
    """The standing household of the unit with this file number; ``№ 12`` or ``#12`` is the portal's own number."""
    written = written.strip()
    homes = Household.objects.visible_to(officer).standing().filter(unit_id=unit_id).select_related("head")
    if written[:1] in ("№", "#") and (pk := whole_number(written[1:].strip(), digits=9)):
        return homes.filter(pk=pk).first()
    return homes.filter(number=written).first()


def _members(**only: object) -> Coalesce:
    """How many living people a household has, as a subquery on the index of members."""
    people: QuerySet = Resident.objects.filter(household_id=OuterRef("pk"), deceased_on__isnull=True, **only)
    counted = people.order_by().values("household_id").annotate(number=Count("*")).values("number")
    return Coalesce(Subquery(counted), Value(0))


def _found(searched: str) -> Q:
    """The file number begins so, or the address does, whatever its marks."""
    folded = Func(
        Lower("address"), Value(_LETTERS), Value(search_key(_LETTERS)), function="translate", output_field=CharField()
    )
    by_address = Household.objects.alias(address_key=folded).filter(address_key__startswith=search_key(searched))
    return Q(number__gte=searched, number__lt=searched + LAST) | Q(pk__in=by_address.values("pk"))


def _text_of(officer: Officer, token: str) -> str:
    search = Search.objects.visible_to(officer).filter(token=token, kind=SEARCH_KIND).first() if token else None
    return search.text.strip() if search else ""


def _after(last: Household) -> Q:
    if last.sub_unit_id is None:
        return Q(unit_id__gt=last.unit_id) | Q(unit_id=last.unit_id, sub_unit__isnull=True, id__gt=last.pk)
    later = Q(sub_unit_id__gt=last.sub_unit_id) | Q(sub_unit__isnull=True)
    same_place = Q(sub_unit_id=last.sub_unit_id, id__gt=last.pk)
    return Q(unit_id__gt=last.unit_id) | (Q(unit_id=last.unit_id) & (later | same_place))
