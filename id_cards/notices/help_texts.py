"""In-page help of the notices of personal numbers."""

from django.utils.translation import gettext_lazy as _

from id_cards.notices import queries
from kontum_portal.look.page_help import register

_LANE = _(
    "Notices in one state. Narrow them to a school's or hamlet's list, print list and slips, tick rows to record the same "
    "step for all of them."
)

register("thong-bao-so-dinh-danh", {f"notices:{code}": _LANE for code in queries.LANE_OF})
register(
    "thong-bao-so-dinh-danh",
    {
        "notices:untold": _(
            "People without a card who were not told their personal number. Tick a class or a hamlet, name the list, ask for "
            "the notices together."
        ),
        "notices:notice": _("Where one notice stands: asked for, issued, delivered to whom."),
        "notices:step": _("Read once more what will be recorded, then confirm. The button names the act."),
    },
)
