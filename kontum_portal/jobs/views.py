"""Watching long work: one's own jobs, one job, and the partial that a page asks for every second."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kontum_portal.jobs import broker, rules
from kontum_portal.jobs.choices import JobStatus
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import request_cancel
from kontum_portal.look.pages import job_progress_response

SHOWN = 100
SOON = dt.timedelta(seconds=2)  # no worker needs longer to take a published job


@require_safe
@login_required
def jobs(request: HttpRequest) -> HttpResponse:
    found = Job.objects.visible_to(request.user).select_related("owner")[:SHOWN]
    return render(request, "jobs/list.html", {"jobs": found})


@require_safe
@login_required
def detail(request: HttpRequest, job_id: int) -> HttpResponse:
    job = _find(request, job_id)
    may_cancel = rules.can_cancel(request.user, job) and not job.is_over
    context = {"job": job, "may_cancel": may_cancel, "broker_is_down": _waits_for_broker(job)}
    return render(request, "jobs/detail.html", context)


@require_safe
@login_required
def progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """A campaign's or a unit's page shows the work that another officer, or the night, has started for it."""
    job = get_object_or_404(Job.objects.watchable_by(request.user), pk=job_id)
    if not rules.can_view(request.user, job):
        job.error = ""  # the sentence may name what only its owner may know
    note = _("The work queue does not answer; the job waits and starts by itself.") if _waits_for_broker(job) else ""
    return job_progress_response(request, job, note=note)


@require_POST
@login_required
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    job = request_cancel(officer=request.user, job=_find(request, job_id))
    over = job.status == JobStatus.CANCELLED
    messages.success(request, _("The work is cancelled.") if over else _("The work stops at its next step."))
    return redirect("jobs:detail", job_id)


def _find(request: HttpRequest, job_id: int) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)


def _waits_for_broker(job: Job) -> bool:
    waits = job.status == JobStatus.WAITING and timezone.now() - job.created_at > SOON
    return waits and not broker.is_reachable()
