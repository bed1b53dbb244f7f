"""In-page help of the e-identity pages."""

from django.utils.translation import gettext_lazy as _

from id_cards.e_identity import queries
from kontum_portal.look.page_help import register

_LANE = _(
    "Accounts of one stage, the longest waiting first. Narrow the list to a hamlet, print it for the round, tick rows to "
    "record the same step for many."
)

register("tai-khoan-dinh-danh", {f"e_identity:{code}": _LANE for code in queries.LANE_OF})
register(
    "tai-khoan-dinh-danh",
    {
        "e_identity:account": _(
            "The path of one account. Record help with the activation and why it is not activated yet: the next officer goes on "
            "from there."
        ),
        "e_identity:register": _(
            "Take level 2 together with the card or alone. The number on which the message comes should be the citizen's own."
        ),
        "e_identity:step": _("Read once more what will be recorded, then confirm. The button names the act."),
    },
)
