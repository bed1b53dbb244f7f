"""In-page help of the campaign pages."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look.page_help import register

register(
    "chien-dich",
    {
        "campaigns:list": _("Campaigns with one goal each, and how far they are."),
        "campaigns:create": _(
            "Choose the goal, the unit and the days. The list of people makes itself from the register."
        ),
        "campaigns:campaign": _(
            "The people still to be reached, by hamlet. Whoever reaches the goal leaves the list by themselves; take somebody "
            "off by hand only with a reason."
        ),
        "campaigns:close": _("Close a campaign when it is over. Its list is kept as it is."),
        "campaigns:drop": _("Say why this person cannot be reached, so that nobody goes there in vain."),
    },
)
