"""In-page help of the overview and the reports."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look.page_help import register

_OVERVIEW = _("Where the area stands and where it is stuck. Every number opens the list of the very people behind it.")

register(
    "toan-canh-va-bao-cao",
    {
        "reports:dashboard": _OVERVIEW,
        "reports:unit": _OVERVIEW,
        "reports:people": _("The people behind the number. The list is as long as the number says."),
        "reports:list": _(
            "Choose a period and build the five-group report. Until it is approved it carries the mark DRAFT."
        ),
        "reports:keyed": _(
            "Figures that the portal cannot count. Write the number, what it is out of, and the document it comes from."
        ),
        "reports:report": _(
            "Read the figures, write the parts that only the unit can write, then download Word, PDF or Excel."
        ),
        "reports:approve": _("Approve when figures and words are right. An approved report no longer changes."),
    },
)
