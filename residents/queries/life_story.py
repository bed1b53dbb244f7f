"""One readable list of a record: events, deeds, changes with before and after, corrections, contacts, and other apps'."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.accounts.queries import verb_label
from kontum_portal.areas.queries import with_predecessors
from residents.choices import CorrectionState
from residents.extension_points import TimelineEntry, timeline_sources
from residents.models import ContactAttempt, CorrectionRequest, Resident
from residents.queries.corrections import differences_of
from residents.queries.history import changes_of

SHOWN = 60
# Deeds that stand in the list already, as an event, a change, a correction or a contact; prints are readings.
SAID_OTHERWISE = (
    "correct_resident", "ask_for_correction", "approve_correction", "refuse_correction", "withdraw_correction",
    "record_contact", "undo_event", "verify_resident", "undo_verification", "print",
)  # fmt: skip


@dataclass(frozen=True)
class StoryLine:
    entry: TimelineEntry
    who: str


def life_story(officer: Officer, resident: Resident, limit: int = SHOWN) -> list[StoryLine]:
    """The newest first, of all sources together; each is asked for no more than is shown."""
    sources = (_deeds, _changes, _corrections, _contacts, *timeline_sources)
    entries = [entry for source in sources for entry in source(officer, resident, limit)]
    newest = sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]
    names = _names(entry.who_id for entry in newest)
    return [StoryLine(entry, names.get(entry.who_id, "")) for entry in newest]


def contacts_of(officer: Officer, resident: Resident, limit: int = 10) -> list[ContactAttempt]:
    contacts = ContactAttempt.objects.visible_to(officer).filter(resident=resident)
    return list(contacts.select_related("by").order_by("-at", "-id")[:limit])


@dataclass(frozen=True)
class Reader:
    """One reading of the record: who, when, why, through which page."""

    row: AccessLog
    who: str


def readers_of(resident: Resident, limit: int = 100) -> list[Reader]:
    """Who read this record, the newest first; whoever asks must be allowed to (``rules.can_see_readers``)."""
    rows = list(AccessLog.objects.filter(subject_kind="resident", subject_id=resident.pk).order_by("-id")[:limit])
    names = _names(row.actor_id for row in rows)
    return [Reader(row, names.get(row.actor_id, "")) for row in rows]


def _names(ids: Iterable[int | None]) -> dict[int | None, str]:
    known = Officer.objects.filter(pk__in={pk for pk in ids if pk})
    return {officer.pk: officer.get_full_name() for officer in known}


def _deeds(officer: Officer, resident: Resident, limit: int) -> Iterable[TimelineEntry]:
    units = with_predecessors(officer.register_unit_ids)
    deeds = Deed.objects.filter(subject_kind="resident", subject_id=resident.pk, unit_id__in=units)
    for deed in deeds.exclude(Q(verb__in=SAID_OTHERWISE) | Q(verb__startswith="event_")).order_by("-id")[:limit]:
        yield TimelineEntry(deed.at, verb_label(deed.verb), deed.details.get("reason", ""), deed.actor_id)


def _changes(officer: Officer, resident: Resident, limit: int) -> Iterable[TimelineEntry]:
    for change in changes_of(officer, resident, limit):
        yield TimelineEntry(change.at, _("Record changed"), who_id=change.who_id, rows=change.rows)


def _corrections(officer: Officer, resident: Resident, limit: int) -> Iterable[TimelineEntry]:
    for asked in CorrectionRequest.objects.visible_to(officer).filter(resident=resident).order_by("-id")[:limit]:
        url = asked.get_absolute_url()
        yield TimelineEntry(
            asked.asked_at, _("Correction asked for"), asked.reason, asked.asked_by_id, url=url, action=_("Open it")
        )
        if asked.state != CorrectionState.PENDING and asked.decided_at:
            who = asked.decided_by_id or asked.asked_by_id
            title = f"{_('Correction')}: {asked.get_state_display()}"
            yield TimelineEntry(asked.decided_at, title, asked.decision_reason, who, rows=differences_of(asked))


def _contacts(officer: Officer, resident: Resident, limit: int) -> Iterable[TimelineEntry]:
    for contact in contacts_of(officer, resident, limit):
        title = f"{contact.get_channel_display()}: {contact.get_result_display()}"
        yield TimelineEntry(contact.at, title, contact.get_note_display() or "", contact.by_id)
