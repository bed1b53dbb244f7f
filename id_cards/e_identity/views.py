"""The lanes of accounts, one account, its registration and its steps."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from id_cards.e_identity import forms, papers, presenting, queries, rules, services
from id_cards.e_identity.choices import AccountDeed
from id_cards.eligibility import born_on
from id_cards.models import EIdAccount
from id_cards.presenting import birth_text, masked
from id_cards.queries import sub_units_shown
from id_cards.views.access import register_page, require
from id_cards.views.ticked import ticked_pairs
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.services import record_access
from kontum_portal.clock import today
from kontum_portal.look.pages import Check, paper
from kontum_portal.text import whole_number
from residents.models import Resident

STEPS: dict[str, tuple[Callable[..., EIdAccount], type[forms.AccountStepForm]]] = {
    AccountDeed.SUBMIT: (services.submit_account, forms.AccountStepForm),
    AccountDeed.APPROVE: (services.approve_account, forms.DatedStepForm),
    AccountDeed.REFUSE: (services.refuse_account, forms.RefuseAccountForm),
    AccountDeed.ACTIVATE: (services.activate_account, forms.DatedStepForm),
    AccountDeed.HELP: (services.help_to_activate, forms.HelpForm),
    AccountDeed.LOCK: (services.lock_account, forms.AccountStepForm),
    AccountDeed.UNLOCK: (services.unlock_account, forms.AccountStepForm),
    AccountDeed.WITHDRAW: (services.withdraw_account, forms.AccountStepForm),
}


@register_page
@require_safe
def lane(request: HttpRequest, code: str) -> HttpResponse:
    """One lane, the longest waiting first, narrowed to a hamlet where asked."""
    chosen, sub_unit_id = queries.LANE_OF[code], whole_number(request.GET.get("sub_unit"), digits=9)
    page = queries.page_of(request.user, chosen, sub_unit_id=sub_unit_id, after=request.GET.get("after", ""))
    _log_list(request, len(page.rows), code)
    rows = [_row(request, account) for account in page.rows]
    narrowed = f"&sub_unit={sub_unit_id}" if sub_unit_id else ""
    context = {
        "lane": chosen,
        "lanes": _lanes(request, code),
        "rows": rows,
        "may_step": any(row["next"] for row in rows),
        "many_units": len(request.user.register_unit_ids) > 1,
        "sub_units": sub_units_shown(request.user),
        "sub_unit_id": sub_unit_id,
        "bulk": AccountDeed(chosen.bulk) if chosen.bulk else None,
        "next_url": f"{request.path}?after={page.after}{narrowed}" if page.after else "",
    }
    return render(request, "id_cards/e_identity/lane.html", context)


def _lanes(request: HttpRequest, current: str) -> list[dict]:
    counts = queries.lane_counts(request.user)
    return [
        {
            "count": counts[item.code],
            "label": item.label,
            "url": reverse(f"e_identity:{item.code}"),
            "tone": item.tone,
            "current": item.code == current,
        }
        for item in queries.LANES
        if item.code in counts
    ]


def _row(request: HttpRequest, account: EIdAccount) -> dict:
    buttons = presenting.buttons_for(request.user, account)
    hamlet = account.resident.sub_unit
    many_units = len(request.user.register_unit_ids) > 1
    return {
        "account": account,
        "token": f"{account.pk}-{account.version}",
        "tone": presenting.tone_of(account),
        "place": account.unit.name if many_units else hamlet.name if hamlet else "–",
        "next": buttons[0] if buttons else None,
    }


@register_page
@require_safe
@paper
def print_lane(request: HttpRequest, code: str) -> HttpResponse:
    """The list of a lane for the round through the hamlets."""
    if code not in queries.LANE_OF:
        raise Http404
    sub_unit_id = whole_number(request.GET.get("sub_unit"), digits=9)
    parts = papers.list_of(request.user, queries.LANE_OF[code], sub_unit_id)
    _log_list(request, len(parts["rows"]), f"print:{code}")
    return render(request, "id_cards/e_identity/print.html", parts)


@register_page
@require_POST
def many(request: HttpRequest, code: str) -> HttpResponse:
    """The step of the lane for the ticked rows (``chosen`` is ``id-version``)."""
    wanted = queries.LANE_OF.get(code)
    if wanted is None or not wanted.bulk:
        raise Http404
    chosen = ticked_pairs(request)
    result = services.take_many(officer=request.user, deed=wanted.bulk, chosen=chosen)
    if result.done:
        said = ngettext("Done for %(count)d account.", "Done for %(count)d accounts.", result.done)
        messages.success(request, said % {"count": result.done})
    for _pk, sentence in result.refused[:3]:
        messages.warning(request, sentence or _("One of the accounts is out of reach."))
    return redirect(f"e_identity:{code}")


@register_page
def register(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Take the registration of a person; what stands in the way is said first."""
    resident = Resident.objects.open_to(request.user).select_related("unit").get(pk=resident_id)
    require(rules.can_register(request.user, resident))
    needed = rules.needs_representative(born_on(resident), today())
    form = forms.RegisterAccountForm(
        request.POST or None, initial={"phone": resident.phone, "registered_on": today()}, representative_needed=needed
    )
    if request.method == "POST" and form.is_valid():
        account = services.register_account(officer=request.user, resident_id=resident_id, **form.cleaned_data)
        messages.success(request, _("The registration was taken."))
        return redirect(account)
    _log_person(request, resident.pk, resident.unit_id, "register")
    context = {
        "resident": resident,
        "birth": birth_text(resident),
        "number": masked(resident.personal_id),
        "reasons": queries.unready_reasons(resident),
        "doubts": queries.doubts(resident),
        "known": next((one for one in queries.accounts_of(request.user, resident) if one.is_live), None),
        "form": form,
    }
    return render(request, "id_cards/e_identity/register.html", context)


@register_page
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """The account's state, its next step as the button, its path and its facts."""
    found = queries.get_account(request.user, pk)
    _log_person(request, found.resident_id, found.unit_id, "account")
    parts = presenting.account_parts(request.user, found, queries.steps_of(found))
    return render(request, "id_cards/e_identity/account.html", parts)


@register_page
def step(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """GET shows the check with what the step has to know; POST does it."""
    if deed not in STEPS:
        raise Http404
    service, kind = STEPS[deed]
    found = queries.get_account(request.user, pk)
    require(rules.can_do(request.user, found))
    form = kind(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        service(officer=request.user, account_id=pk, **form.cleaned_data)
        messages.success(request, _("Done: %(deed)s.") % {"deed": AccountDeed(deed).label})
        return redirect(found)
    _log_person(request, found.resident_id, found.unit_id, "step")
    return render(request, "check.html", {"check": _check(found, AccountDeed(deed), form)})


def _check(found: EIdAccount, deed: AccountDeed, form: forms.AccountStepForm) -> Check:
    rows = [
        (_("Full name"), found.resident.full_name),
        (_("Date of birth"), birth_text(found.resident)),
        (_("Personal number"), masked(found.resident.personal_id)),
        *presenting.facts_of(found, brief=deed == AccountDeed.HELP),
    ]
    return Check(
        title=str(deed.label),
        rows=rows,
        button=str(deed.label),
        action=reverse("e_identity:step", args=[found.pk, deed]),
        cancel_url=found.get_absolute_url(),
        form=form,
        danger=deed in rules.LOSING_DEEDS,
    )


@register_page
@require_POST
def undo(request: HttpRequest, pk: int, step_id: int) -> HttpResponse:
    found = services.undo_account_step(officer=request.user, account_id=pk, step_id=step_id)
    messages.success(request, _("The last step was taken back."))
    return redirect(found)


def _log_list(request: HttpRequest, people: int, code: str) -> None:
    if people:
        surface = f"e_identity:{code}"
        record_access(officer=request.user, purpose=Purpose.EID, surface=surface, subject_kind="list", people=people)


def _log_person(request: HttpRequest, resident_id: int, unit_id: int, surface: str) -> None:
    record_access(
        officer=request.user,
        purpose=Purpose.EID,
        surface=f"e_identity:{surface}",
        subject_kind="resident",
        subject_id=resident_id,
        unit_id=unit_id,
    )
