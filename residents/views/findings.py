"""What the rules found: by rule, by sub-unit, and the button that asks them again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kontum_portal.jobs.models import Job
from residents import rules
from residents.queries import counts_by_rule, counts_by_sub_unit
from residents.services.check_starting import JOB_KIND
from residents.services.check_starting import start_check as start_register_check
from residents.views.gates import register_page


@require_safe
@register_page
def worklist(request: HttpRequest) -> HttpResponse:
    counts = counts_by_rule(request.user)
    chosen = next((row for row in counts if row.code == request.GET.get("rule")), counts[0] if counts else None)
    context = {
        "counts": counts,
        "chosen": chosen,
        "places": counts_by_sub_unit(request.user, chosen.code) if chosen else [],
        "many_units": len(request.user.register_unit_ids) > 1,
        "may_start": rules.can_start_check(request.user),
        "job": Job.objects.visible_to(request.user).filter(kind=JOB_KIND).order_by("-id").first(),
    }
    return render(request, "residents/findings.html", context)


@require_POST
@register_page
def start_check(request: HttpRequest) -> HttpResponse:
    """A chief's check is of the own unit, a steward's of the whole area."""
    units = request.user.register_unit_ids
    start_register_check(officer=request.user, full=True, unit_id=next(iter(units)) if len(units) == 1 else None)
    return redirect("residents:findings")
