"""Who was not told their number, the lanes of the notices, and one notice with its steps."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from id_cards.models import PersonalIdNotice
from id_cards.notices import forms, papers, queries, rules, services
from id_cards.notices.choices import NoticeReason, NoticeState
from id_cards.presenting import birth_text, masked
from id_cards.queries import sub_units_shown
from id_cards.views.access import register_page, require
from id_cards.views.ticked import ticked_pairs
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.look.pages import Check, paper
from kontum_portal.text import whole_number

STEPS: dict[str, tuple[Callable[..., PersonalIdNotice], type[forms.NoticeStepForm], Any]] = {
    rules.ISSUE: (services.issue_notice, forms.IssueForm, gettext_lazy("Record that the number was issued")),
    rules.DELIVER: (services.deliver_notice, forms.DeliverForm, gettext_lazy("Record that the notice was delivered")),
    rules.CANCEL: (services.cancel_notice, forms.CancelForm, gettext_lazy("Not needed any more")),
}


@register_page
@require_safe
def untold(request: HttpRequest) -> HttpResponse:
    """Who has no card and was not told: tick them, name the list, ask for the notices."""
    form, wanted = _wanted(request, groups=None)
    people, more = queries.first_candidates(request.user, wanted)
    _log_list(request, len(people), "untold")
    context = {
        "form": form,
        "people": people,
        "more": more,
        "request_form": forms.RequestForm(initial={"reason": wanted.reason or NoticeReason.PUPIL}),
        "may_ask": any(rules.can_do(request.user, person.unit_id) for person in people),
    }
    return render(request, "id_cards/notices/untold.html", context | _shell(request, "untold"))


@register_page
@require_POST
def request_ticked(request: HttpRequest) -> HttpResponse:
    form = forms.RequestForm(request.POST)
    ids = [pk for text in request.POST.getlist("chosen") if (pk := whole_number(text)) is not None]
    if not form.is_valid():
        return redirect("notices:untold")
    made = services.request_notices(officer=request.user, resident_ids=ids, **form.cleaned_data)
    said = ngettext("Asked for %(count)d notice.", "Asked for %(count)d notices.", len(made)) % {"count": len(made)}
    messages.success(request, said)
    return redirect(f"{reverse('notices:untold')}?{urlencode({'reason': form.cleaned_data['reason']})}")


@register_page
@require_safe
def lane(request: HttpRequest, code: str) -> HttpResponse:
    """Notices in one state, by list or hamlet; the ticked ones go one step on together."""
    chosen = queries.LANE_OF[code]
    form, wanted = _wanted(request, groups=queries.groups(request.user, chosen))
    rows, after = queries.page_of(request.user, chosen, wanted, after=request.GET.get("after", ""))
    _log_list(request, len(rows), code)
    narrowed = wanted.as_query()
    context = {
        "form": form,
        "lane": chosen,
        "rows": rows,
        "narrowed": urlencode(narrowed),
        "next_url": f"{request.path}?{urlencode(narrowed | {'after': after})}" if after else "",
        "receiver_form": forms.ReceiverForm() if code == "issued" else None,
        "may_step": code != "delivered" and any(rules.can_do(request.user, row.unit_id) for row in rows),
    }
    return render(request, "id_cards/notices/lane.html", context | _shell(request, code))


@register_page
@require_POST
def many(request: HttpRequest, code: str) -> HttpResponse:
    """The next step for the ticked rows (``chosen`` is ``id-version``)."""
    chosen = ticked_pairs(request)
    if code == "requested":
        result = services.issue_notices(officer=request.user, chosen=chosen)
    elif code == "issued" and (form := forms.ReceiverForm(request.POST)).is_valid():
        result = services.deliver_notices(officer=request.user, chosen=chosen, **form.cleaned_data)
    else:
        raise Http404
    if result.done:
        said = ngettext("Done for %(count)d notice.", "Done for %(count)d notices.", result.done)
        messages.success(request, said % {"count": result.done})
    for sentence in dict.fromkeys(result.refused):
        messages.warning(request, sentence or _("One of the notices is out of reach."))
    return redirect(f"notices:{code}")


@register_page
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.get_notice(request.user, pk)
    _log_person(request, found, "notice")
    context = {
        "notice": found,
        "facts": _facts(found),
        "birth": birth_text(found.resident),
        "number": masked(found.number or found.resident.personal_id),
        "buttons": _buttons(request, found),
    }
    return render(request, "id_cards/notices/notice.html", context)


@register_page
def step(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """GET shows the check with what the step has to know; POST does it."""
    if deed not in STEPS:
        raise Http404
    service, kind, label = STEPS[deed]
    found = queries.get_notice(request.user, pk)
    require(rules.can_do(request.user, found.unit_id))
    form = kind(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        service(officer=request.user, notice_id=pk, **_said(form))
        messages.success(request, _("Done: %(deed)s.") % {"deed": label})
        return redirect(found)
    _log_person(request, found, "step")
    check = Check(
        title=str(label),
        rows=[
            (_("Full name"), found.resident.full_name),
            (_("Date of birth"), birth_text(found.resident)),
            *_facts(found),
        ],
        button=str(label),
        action=reverse("notices:step", args=[found.pk, deed]),
        cancel_url=found.get_absolute_url(),
        form=form,
        danger=deed == rules.CANCEL,
    )
    return render(request, "check.html", {"check": check})


def _said(form: forms.NoticeStepForm) -> dict[str, Any]:
    """What was typed; an empty box says nothing."""
    return {name: value for name, value in form.cleaned_data.items() if value not in ("", None)}


@register_page
@require_safe
@paper
def print_list(request: HttpRequest, code: str) -> HttpResponse:
    """With a column to sign in."""
    return _print(request, code, "list")


@register_page
@require_safe
@paper
def print_slips(request: HttpRequest, code: str) -> HttpResponse:
    """One slip a person, with the whole number: the person keeps it."""
    return _print(request, code, "slips")


def _print(request: HttpRequest, code: str, name: str) -> HttpResponse:
    if code not in queries.LANE_OF:
        raise Http404
    form, wanted = _wanted(request, groups=queries.groups(request.user, queries.LANE_OF[code]))
    del form
    parts = papers.notices_to_print(request.user, queries.LANE_OF[code], wanted)
    _log_list(request, len(parts["rows"]), f"print:{name}")
    return render(request, f"id_cards/notices/{name}.html", parts)


def _facts(found: PersonalIdNotice) -> list[tuple]:
    receiver = found.get_delivered_to_display() if found.delivered_to else None
    rows = [
        (_("For"), found.get_reason_display()),
        (_("School or hamlet"), found.group),
        (_("State"), found.get_state_display()),
        (_("Asked for on"), found.requested_on),
        (_("Issued on"), found.issued_on),
        (_("Delivered on"), found.delivered_on),
        (_("Delivered to"), " · ".join(filter(None, (str(receiver or ""), found.receiver_name)))),
        (_("Why not needed"), found.get_cancel_reason_display() if found.cancel_reason else None),
        (_("Officer of the last step"), found.officer.get_full_name()),
    ]
    return [row for row in rows if row[1]]


def _buttons(request: HttpRequest, found: PersonalIdNotice) -> list[dict]:
    if not rules.can_do(request.user, found.unit_id):
        return []
    return [
        {
            "label": STEPS[deed][2],
            "url": reverse("notices:step", args=[found.pk, deed]),
            "look": "danger" if deed == rules.CANCEL else "primary",
        }
        for deed in rules.ALLOWED_NEXT[NoticeState(found.state)]
    ]


def _shell(request: HttpRequest, current: str) -> dict:
    """The lanes above every list; those not told yet are not counted on every page."""
    counts = queries.lane_counts(request.user)
    lanes = [
        {
            "count": counts[item.code],
            "label": item.label,
            "url": reverse(f"notices:{item.code}"),
            "tone": item.tone,
            "current": item.code == current,
        }
        for item in queries.LANES
    ]
    return {"lanes": lanes, "many_units": len(request.user.register_unit_ids) > 1}


def _wanted(request: HttpRequest, *, groups: list[str] | None) -> tuple[forms.WantedForm, queries.Wanted]:
    form = forms.WantedForm(request.GET or None, sub_units=sub_units_shown(request.user), groups=groups)
    if not form.is_bound and groups is None:
        form.fields["reason"].initial = NoticeReason.PUPIL
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    sub_unit = said.get("sub_unit")
    wanted = queries.Wanted(said.get("reason", ""), sub_unit.pk if sub_unit else None, said.get("group", ""))
    return form, wanted


def _log_list(request: HttpRequest, people: int, code: str) -> None:
    if people:
        surface = f"notices:{code}"
        record_access(
            officer=request.user, purpose=Purpose.SERVICE, surface=surface, subject_kind="list", people=people
        )


def _log_person(request: HttpRequest, found: PersonalIdNotice, surface: str) -> None:
    record_access(
        officer=request.user,
        purpose=Purpose.SERVICE,
        surface=f"notices:{surface}",
        subject_kind="resident",
        subject_id=found.resident_id,
        unit_id=found.unit_id,
    )
