"""The administrator's pages of a reform: hand a table in, look at the dry run, apply, undo."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kontum_portal.areas.models import Reform
from kontum_portal.clock import today
from kontum_portal.errors import DomainError, NotAllowedError
from kontum_portal.look.pages import Check
from residents.reform import queries, rules
from residents.reform.forms import TableForm
from residents.reform.services import propose_reform, start_apply, start_look, start_undo


def _reform(request: HttpRequest, reform_id: int) -> Reform:
    if not rules.can_reform(request.user):
        raise NotAllowedError
    return get_object_or_404(queries.reforms_for(request.user), pk=reform_id)


@login_required
def reforms(request: HttpRequest) -> HttpResponse:
    """What has been proposed and done, and the form that hands a table in."""
    if not rules.can_reform(request.user):
        raise NotAllowedError
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            proposed, _job = propose_reform(
                officer=request.user, lines=given["lines"], effective_on=given["effective_on"]
            )
            return redirect("reform:reform", proposed.pk)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return render(
        request, "residents/reform/reforms.html", {"form": form, "reforms": queries.reforms_for(request.user)}
    )


@require_safe
@login_required
def reform(request: HttpRequest, reform_id: int) -> HttpResponse:
    found = _reform(request, reform_id)
    return render(request, "residents/reform/reform.html", _page(found))


def _page(found: Reform) -> dict[str, Any]:
    job = queries.job_of(found)
    at_rest = job is None or job.is_over
    return {
        "reform": found,
        "job": job,
        "lines": queries.unit_lines(found),
        "tables": _counts_as_written(found),
        "is_to_come": found.effective_on > today(),
        "may_apply": at_rest and rules.is_proposed(found) and found.counted_at and found.effective_on <= today(),
        "may_undo": at_rest and rules.is_applied(found),
        "look": queries.newest_look(found) if rules.is_applied(found) else None,
    }


def _counts_as_written(found: Reform) -> list[tuple[str, str]]:
    return [
        (capfirst(label), number_format(count, use_l10n=True, force_grouping=True))
        for label, count in queries.table_counts(found)
    ]


@login_required
def apply(request: HttpRequest, reform_id: int) -> HttpResponse:
    found = _reform(request, reform_id)
    if request.method == "POST" and request.POST.get("confirmed"):
        start_apply(officer=request.user, reform_id=found.pk)
        return redirect("reform:reform", found.pk)
    return render(request, "check.html", {"check": _apply_check(request, found)})


def _apply_check(request: HttpRequest, found: Reform) -> Check:
    successors = {line["new_code"]: line["new_name"] for line in found.table}
    return Check(
        title=_("Put the reform into force"),
        lead=_("All people, households, dossiers and officers go along into the new units, at once and as a whole."),
        rows=[
            (_("Legal instrument"), found.instrument),
            (_("Takes effect on"), found.effective_on),
            (_("Old units"), len(found.table)),
            (_("New units"), ", ".join(successors.values())),
            *_counts_as_written(found),
        ],
        warnings=[
            _("While it runs, officers can read but not write; this takes from seconds to a few minutes."),
            _("It can be undone until the first write to one of the new units."),
        ],
        button=_("Put %(count)s new units into force") % {"count": len(successors)},
        action=request.path,
        cancel_url=reverse("reform:reform", args=[found.pk]),
        danger=True,
    )


@require_POST
@login_required
def look(request: HttpRequest, reform_id: int) -> HttpResponse:
    found = _reform(request, reform_id)
    start_look(officer=request.user, reform_id=found.pk)
    return redirect("reform:reform", found.pk)


@login_required
def undo(request: HttpRequest, reform_id: int) -> HttpResponse:
    found = _reform(request, reform_id)
    if request.method == "POST" and request.POST.get("confirmed"):
        start_undo(officer=request.user, reform_id=found.pk)
        return redirect("reform:reform", found.pk)
    return render(request, "check.html", {"check": _undo_check(request, found)})


def _undo_check(request: HttpRequest, found: Reform) -> Check:
    return Check(
        title=_("Undo the reform"),
        lead=_(
            "Every row goes back to the unit it came from. The portal looks first whether anything was written to the"
            " new units since; if so, it changes nothing and says what stands in the way."
        ),
        rows=[
            (_("Legal instrument"), found.instrument),
            (_("Put into force"), found.applied_at),
            (_("Units that come back"), len(found.table)),
        ],
        warnings=_in_the_way(queries.newest_look(found)),
        button=_("Undo the reform"),
        action=request.path,
        cancel_url=reverse("reform:reform", args=[found.pk]),
        danger=True,
    )


def _in_the_way(look: queries.Look | None) -> list[str]:
    if look is None:
        return [_("Nobody has looked yet whether anything stands in the way. Go back and look first.")]
    found = [f"{unit}: {label} ({number_format(rows)})" for unit, label, rows in look.obstacles]
    lead = _("This was written to the new units since and stands in the way of undoing:")
    return [f"{lead} {'; '.join(found)}."] if found else []
