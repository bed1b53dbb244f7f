"""In-page help of the căn cước pages."""

from django.utils.translation import gettext_lazy as _

from id_cards import queries
from id_cards.e_identity import help_texts as e_identity_texts
from id_cards.notices import help_texts as notices_texts
from kontum_portal.look.page_help import register

OTHERS = (e_identity_texts, notices_texts)  # importing them registers them
_LANE = _(
    "The dossiers of one stage, the longest waiting first. The button in the row is the next step; open the name to see the "
    "whole path."
)

register("mot-ho-so-can-cuoc", {f"id_cards:{code}": _LANE for code in queries.LANE_OF})
register(
    "mot-ho-so-can-cuoc",
    {
        "id_cards:application": _(
            "The path of one dossier. The next step is the green button. A wrong click can be taken back for 30 minutes by the "
            "officer who made it."
        ),
        "id_cards:start": _(
            "The portal suggests type and reason from the record; you decide. What stands in the way is named: complete the "
            "record first."
        ),
        "id_cards:step": _("Read once more what will be recorded, then confirm. The button names the act."),
        "id_cards:overdue": _(
            "Dossiers past their legal day. Look at each one: what does it wait for, and who has to move it?"
        ),
        "id_cards:renewals": _(
            "Who needs a new card soon, by place. A number opens the list of these people: print it, write invitations, or let "
            "your chief open a campaign for renewals."
        ),
        "id_cards:returned": _(
            "Dossiers that came back with an error. Mend the cause, then send them up again; the clock stands still only for "
            "an error of the citizen."
        ),
    },
)
register(
    "tra-the",
    {
        "id_cards:desk": _("Scan the slip or the card: the person opens, ready to hand over."),
        "id_cards:undelivered": _(
            "Cards that lie at the unit. Ring people up, print invitation letters, take cards along to the village."
        ),
        "id_cards:hand_over": _(
            "Choose who takes the card and how they were identified, check once, confirm. Earlier cards are taken back."
        ),
    },
)
