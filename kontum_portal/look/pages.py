"""Answers that many pages share: the check before a formal act, the progress of long work, papers."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from kontum_portal.look.progress import progress_of


@dataclass(frozen=True)
class Check:
    """What an officer reads before a formal act; `check.html` draws it.

    `rows` are (label, value) or (label, value, change_url); `button` names the act ("Hand the card to the citizen").
    `form` may carry further fields (a reason, a date); what it hides is sent along with `confirmed=1`.
    """

    title: str
    rows: list[tuple]
    button: str
    action: str
    cancel_url: str
    lead: str = ""
    warnings: list[str] = field(default_factory=list)
    form: BaseForm | None = None
    danger: bool = False


def after_saving(request: HttpRequest, saved) -> HttpResponse:
    """Save and enter next: the same form again, like what was just saved; else the saved thing opens.

    The form keeps what it wants to keep of the row whose id comes as `like`.
    """
    return redirect(f"{request.path}?like={saved.pk}" if "and_next" in request.POST else saved)


def liked_id(request: HttpRequest) -> int | None:
    """The id of the row that the next form shall be like."""
    text = request.GET.get("like", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def job_progress_response(request: HttpRequest, job, note: str = "") -> HttpResponse:
    """The progress of a job as a partial; once it is finished, the page hears `job-done` and stops asking.

    A `note` stands in the place of the usual sentence, for example while the queue is away.
    """
    progress = progress_of(job)
    progress = replace(progress, sentence=note) if note else progress
    response = render(request, "components/job_progress.html", {"progress": progress})
    if progress.finished:
        response["HX-Trigger"] = "job-done"
    return response


def paper(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that goes onto paper: official papers are Vietnamese, whatever language the officer works in."""

    @functools.wraps(view)
    def printed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        with translation.override("vi"):
            return view(request, *args, **kwargs)

    return printed
