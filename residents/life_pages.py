"""One page an event: its form, its service, and the words of its check."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kontum_portal.accounts.models import Officer
from kontum_portal.look.pages import Check
from residents import life_forms
from residents.choices import EventKind
from residents.life_rules import is_possible
from residents.masking import masked_number, partial_date
from residents.models import Resident, ResidentEvent
from residents.rules import can_enter_events
from residents.services.births import register_birth
from residents.services.marriages import register_marriage
from residents.services.moving import come_back, move_out
from residents.services.presences import set_presence
from residents.services.residences import set_residence


@dataclass(frozen=True)
class EventPage:
    """``slug`` is the event's place in the address; ``button`` names the act."""

    kind: EventKind
    slug: str
    title: str | Promise
    button: str | Promise
    form: type[life_forms.EventForm]
    save: Callable[..., ResidentEvent]
    names_mother: bool = False
    danger: bool = False

    def enter(self, officer: Officer, resident: Resident, arguments: dict[str, Any]) -> ResidentEvent:
        who = {} if self.names_mother else {"resident_id": resident.pk}
        return self.save(officer=officer, **who, **arguments)


EVENT_PAGES = {
    page.slug: page
    for page in (
        EventPage(
            EventKind.RESIDENCE,
            "cu-tru",
            gettext_lazy("Register a residence"),
            gettext_lazy("Register the residence"),
            life_forms.ResidenceForm,
            set_residence,
        ),
        EventPage(
            EventKind.PRESENCE,
            "tinh-trang",
            gettext_lazy("Record where the person is"),
            gettext_lazy("Record it"),
            life_forms.PresenceForm,
            set_presence,
        ),
        EventPage(
            EventKind.RETURN,
            "tro-ve",
            gettext_lazy("Record the return"),
            gettext_lazy("Record the return"),
            life_forms.ReturnForm,
            come_back,
        ),
        EventPage(
            EventKind.BIRTH,
            "sinh-con",
            gettext_lazy("Enter a birth"),
            gettext_lazy("Enter the child into the register"),
            life_forms.BirthForm,
            register_birth,
            names_mother=True,
        ),
        EventPage(
            EventKind.MARRIAGE,
            "ket-hon",
            gettext_lazy("Enter a marriage"),
            gettext_lazy("Enter the marriage"),
            life_forms.MarriageForm,
            register_marriage,
        ),
        EventPage(
            EventKind.MOVE_OUT,
            "chuyen-di",
            gettext_lazy("Record a move out of the area"),
            gettext_lazy("Record the move"),
            life_forms.MoveOutForm,
            move_out,
            danger=True,
        ),
    )
}


def event_url(resident: Resident, page: EventPage) -> str:
    return reverse("residents:event", args=[resident.pk, page.slug])


def possible_pages(officer: Officer, resident: Resident) -> list[EventPage]:
    """What this officer may enter for this person today."""
    if not can_enter_events(officer, resident):
        return []
    return [page for page in EVENT_PAGES.values() if is_possible(resident, page.kind) and _fits(page, resident)]


def _fits(page: EventPage, resident: Resident) -> bool:
    return page.kind != EventKind.BIRTH or resident.sex != "M"


def person_rows(resident: Resident) -> list[tuple]:
    """Who it is about: the rows every check begins with."""
    born = partial_date(resident.birth_year, resident.birth_month, resident.birth_day)
    return [
        (_("Full name"), resident.full_name),
        (_("Birth date"), born),
        (_("Personal number"), masked_number(resident.personal_id)),
        (_("Presence"), resident.get_presence_display()),
    ]


def check_of(page: EventPage, resident: Resident, form: life_forms.EventForm) -> Check:
    """The page before the event is entered; a hidden copy of ``form`` carries what was said."""
    url = event_url(resident, page)
    return Check(
        title=str(page.title),
        rows=[*person_rows(resident), *((label, value, url) for label, value in form.rows())],
        button=str(page.button),
        action=url,
        cancel_url=resident.get_absolute_url(),
        form=page.form(form.data, resident=resident, hidden=True),
        danger=page.danger,
    )
