"""What is shown before a household is split, merged or moved: each person before and after, and what to beware of."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from residents.choices import Relation
from residents.household_forms import MergeForm, MoveForm, SplitForm
from residents.models import Household, Resident

Text = str | Promise


@dataclass(frozen=True)
class HouseholdCheck:
    """``rows`` are (who or what, before, after); ``staying`` are the names of whom nothing changes for."""

    title: Text
    button: Text
    rows: list[tuple[Text, Text, Text]]
    warnings: list[Text] = field(default_factory=list)
    staying: str = ""


def check_split(household: Household, people: list[Resident], form: SplitForm) -> HouseholdCheck:
    taken, head_id = form.relations(), form.head_id()
    new = form.place()["number"] or _("new household")
    rows: list[tuple[Text, Text, Text]] = [
        (one.full_name or "", _where(household.name, one.relation_to_head), _where(new, _as_head(one, head_id, taken)))
        for one in people
        if one.pk in taken
    ]
    address = form.place()["address"] or household.address or ""
    rows += [(_("Address"), household.address or "", address)] if address != (household.address or "") else []
    leaderless = household.head_id in taken
    warnings = [_("The head leaves with them: name a new head of those who stay.")] if leaderless else []
    staying = ", ".join(one.full_name or "" for one in people if one.pk not in taken)
    return HouseholdCheck(_("Split the household"), _("Split the household"), rows, warnings, staying)


def check_merge(household: Household, people: list[Resident], form: MergeForm) -> HouseholdCheck:
    into, relations = form.cleaned_data["into"], form.relations()
    rows = [
        (one.full_name or "", _where(household.name, one.relation_to_head), _where(into.name, relations.get(one.pk)))
        for one in people
    ]
    rows.append((_("Address"), household.address or "", into.address or household.address or ""))
    warnings = [_("The household %(name)s is closed; its file number may be given again.") % {"name": household.name}]
    if into.head is None:
        warnings.append(_("The household that takes them in has no head: name one afterwards."))
    return HouseholdCheck(_("Merge into another household"), _("Merge the households"), rows, warnings)


def check_move(household: Household, people: list[Resident], form: MoveForm) -> HouseholdCheck:
    place = form.cleaned_data["sub_unit"]
    address = form.place()["address"] or ""
    rows: list[tuple[Text, Text, Text]] = [
        (_("Residential group, hamlet or village"), str(household.sub_unit or ""), str(place or "")),
        (_("Address"), household.address or "", address),
    ]
    if form.cleaned_data["with_address"] and address:
        rows += [(one.full_name or "", one.current_address or "", address) for one in people]
    return HouseholdCheck(_("Move the household"), _("Move the household"), rows)


def _as_head(person: Resident, head_id: int | None, taken: dict[int, str | None]) -> str | None:
    return Relation.HEAD if person.pk == head_id else taken[person.pk]


def _where(name: Text, relation: str | None) -> str:
    return f"{name} · {Relation(relation).label}" if relation else f"{name} · {_('relation not known')}"
