"""In-page help of the pages about long work."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look.page_help import register

register(
    "khi-co-thong-bao",
    {
        "jobs:list": _(
            "Work that takes a while: imports, reports, checks. You may leave the page; the work goes on and stays here."
        ),
        "jobs:detail": _("How far this work is. If it failed, tell the administrator its number."),
    },
)
