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
    "kho-the",
    {
        "id_cards:batches": _("Dossiers that went up together, with their list and how many of their cards have come."),
        "id_cards:new_batch": _("Untick what stays here, check once, send. Then print the list and let it be signed."),
        "id_cards:batch": _("The dossiers of one batch and where each of them stands now."),
        "id_cards:arrivals": _("Open an arrival, then scan card after card. One open arrival an officer is enough."),
        "id_cards:arrival": _(
            "Scan the code of a card or its slip: the card is taken in at once, or the difference is named. The last scan can be "
            "taken back. Close it when the box is empty."
        ),
        "id_cards:close_arrival": _(
            "Compare with the delivery paper. Closing names what is missing of the same batches."
        ),
        "id_cards:custody": _(
            "Cards by the place where they lie. Tick some and hand them on: into the safe, or out on a visit. They move when the "
            "other officer has signed."
        ),
        "id_cards:transfers": _("What waits for your signature stands first. Count before you sign."),
        "id_cards:transfer": _(
            "Count the cards, then sign, or say that the count does not agree. Print the receipt for both."
        ),
        "id_cards:stock_takes": _(
            "Count the cards at the unit from time to time: one stock-taking at a time, several may scan."
        ),
        "id_cards:stock_take": _("Scan every card that lies here. What should be here and was not scanned is missing."),
        "id_cards:close_stock_take": _("Closing writes the list of the day and tells the chief of every missing card."),
        "id_cards:card_findings": _(
            "What cannot be: a card twice, two live cards, a number without a dossier. The chief closes a finding with a word; a "
            "fault that stays comes back the next night."
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
