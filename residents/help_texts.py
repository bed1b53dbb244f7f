"""In-page help of the register's pages."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look.page_help import register

register(
    "trang-hom-nay",
    {
        "residents:today": _(
            "What waits today, the urgent first. Press a number to see exactly those people; work through a lane "
            "until it is "
            "empty."
        )
    },
)
register(
    "ban-giao-giua-cac-phuong-xa",
    {
        "residents:hand_overs": _(
            "People on the way between wards. Take over those who live with you now; ask about those who wait long."
        ),
        "residents:hand_over": _(
            "Take the person over with hamlet and household, or refuse with the reason. Until then the record "
            "stays with "
            "the sending ward."
        ),
        "residents:propose_hand_over": _(
            "Offer the record to the ward where the person lives now. You keep it until that ward takes it over."
        ),
        "residents:refuse_hand_over": _("Say why; the sending ward reads it and keeps the record."),
    },
)
register(
    "ho-so-cu-tru",
    {
        "residents:procedures": _("Residence files by the day they are due, the overdue first."),
        "residents:procedure": _("Close the file with its result; a refusal needs its reason."),
        "residents:receive_procedure": _(
            "Choose the service and how the file came. The day it is due is worked out from the law's working days."
        ),
    },
)
register(
    "tim-nguoi",
    {
        "residents:list": _(
            "People of your area by given name. Narrow the list with the filters; Print makes the list, the check"
            " sheet and "
            "the invitation letters of the people shown."
        ),
        "residents:search_results": _(
            "People whose name or number fits. Too many? Type one more word, or the whole number."
        ),
    },
)
register(
    "ho-so-nhan-khau",
    {
        "residents:record": _(
            "All that is known of one person. What is missing stands on top. Numbers are masked: “Show” writes "
            "down who "
            "looked and why."
        ),
        "residents:register": _(
            "Write what is known and leave out the rest; the portal says at once whether the person is already "
            "there. Only the "
            "year of birth is known? Type only the year."
        ),
        "residents:correct": _(
            "Change what is wrong and save. Every earlier value is kept with who changed it and when."
        ),
        "residents:death": _(
            "Write the day of death from the death certificate. Open dossiers are closed and the person leaves "
            "all lists."
        ),
    },
)
register(
    "du-lieu-can-sua",
    {
        "residents:findings": _(
            "What the rules found. Begin with those that block a card. A finding closes by itself once the record"
            " is right."
        )
    },
)
register(
    "nhap-danh-sach",
    {
        "imports:batches": _("Lists that were uploaded, and what became of their rows."),
        "imports:upload": _(
            "Upload the spreadsheet as the unit keeps it. Nothing is written yet: it is read and checked first."
        ),
        "imports:batch": _(
            "See how the columns were understood and what became of each row. Merge the good rows; send the "
            "others back to the "
            "unit as a spreadsheet with a reason column."
        ),
        "imports:row": _(
            "One row of the list. Type over a cell that is wrong; the row is checked again by the same rules. Where "
            "the register may hold the person already, compare and say whether it is the same person."
        ),
        "imports:policies": _(
            "Where the list and the register both have a value: keep the register's or take the list's, fact by fact. "
            "The forecast follows; nothing is written before the merge."
        ),
        "imports:merge": _("Good rows are written into the register. What is already there is never overwritten."),
        "imports:undo": _(
            "Take the whole list out of the register again: for a wrong file, a wrong unit. What somebody has worked on "
            "since stays and is listed with the reason."
        ),
        "imports:close": _("Close the import when nothing more is to be done with it; the file is removed."),
    },
)

_HOUSEHOLD = _(
    "Say who lives in the household and how each is related to the head. Split, merge and move are checked once "
    "more before "
    "they are done; the history of every person keeps it."
)
register(
    "ho-gia-dinh",
    {
        "residents:households": _(
            "The households of the unit. Find one by its file number or the beginning of its address; those "
            "without a head "
            "or a file number need a look."
        ),
        **{
            f"residents:{name}": _HOUSEHOLD
            for name in (
                "household",
                "new_household",
                "household_add",
                "household_relations",
                "household_split",
                "household_merge",
                "household_move",
            )
        },
    },
)
register(
    "bien-dong",
    {
        "residents:event": _(
            "Record what has happened to the person, with the day and the paper that shows it. The record changes"
            " with it."
        ),
        "residents:move_in": _(
            "Somebody comes from elsewhere: look first whether the register already has the person."
        ),
        "residents:undo_event": _("Take back an event that was entered by mistake; the record is as it was before."),
    },
)
register(
    "tim-nguoi",
    {
        "residents:scan": _(
            "Scan the QR code of a card, or upload a photo of it: the photo is read and thrown away. What differs"
            " from the "
            "record is marked; a person not yet known can be registered from it."
        )
    },
)
register(
    "xac-minh-nhan-khau",
    {
        "residents:verify": _(
            "Hamlets and how many of their people have to be verified. Open one, or print its checklist and go "
            "from door to door."
        ),
        "residents:verify_hamlet": _(
            "One key a person: K matches, S differs and opens the correction, V absent, U takes back. Scanning "
            "the QR of the "
            "checklist confirms at once."
        ),
        "residents:verify_person": _(
            "Write down what the record was compared with and what came out. Only a match makes the record verified."
        ),
    },
)
register(
    "vung-trang",
    {
        "residents:white_zones": _(
            "How many people are registered where a source expects how many. A dash is a place without an "
            "expected number: it is "
            "neither 0 nor 100 percent."
        ),
        "residents:white_zones_unit": _(
            "Sub-units, the emptiest first. Plan a round from door to door, print its list, and say when it is done."
        ),
    },
)
register(
    "giua-cac-don-vi",
    {
        "residents:across": _(
            "Look up one whole personal number in the whole area: you learn only that the person is registered, "
            "where, and a "
            "masked name. Every look-up is on record."
        ),
        "residents:across_found": _(
            "The person belongs to another unit. For a citizen at your counter ask for a visit; for somebody who "
            "has moved "
            "ask that unit to hand the person over."
        ),
        "residents:visits": _(
            "Citizens of other units who are served here today, and your own who were served elsewhere."
        ),
        "residents:visit": _(
            "Open one record of another unit for one day, with the reason and the steps you need. Their unit is told."
        ),
        "residents:hand_overs": _(
            "People on their way to another ward, and those that another ward wants to hand to you. Answer them soon."
        ),
        "residents:hand_over": _(
            "Take the person over, or say why not. The record follows only when it is taken over."
        ),
        "residents:propose_hand_over": _(
            "Hand a person who has moved to the ward where they live now. The record stays here until that ward "
            "takes it over."
        ),
    },
)
register(
    "ho-so-nhan-khau",
    {
        "residents:corrections": _(
            "Corrections of verified facts that wait for a second person. Compare both values with the paper, "
            "then decide."
        ),
        "residents:correction": _(
            "What is asked for, why, and by which paper. Approve it, or refuse it with a reason."
        ),
    },
)

_REFORM = _(
    "The dry run says what would go from which unit. Put the reform into force when the numbers are right; it can"
    " be undone "
    "until the first write to a new unit."
)
register(
    "sap-xep-don-vi",
    {
        "reform:reforms": _(
            "When wards and communes are merged, hand in the table that says which goes into which. It is checked"
            " and counted; "
            "nothing moves before you confirm."
        ),
        "reform:reform": _REFORM,
        "reform:apply": _REFORM,
        "reform:undo": _("Everything goes back to the unit it came from, as long as nobody has written to a new unit."),
    },
)
register(
    "ho-so-nhan-khau",
    {
        "residents:dc01": _(
            "Form DC01 filled from the record, for the person to check and sign. Empty boxes are filled by hand."
        ),
        "residents:blank_dc01": _("Blank DC01 forms to take along; one for each new person."),
        "residents:readers": _("Who has read or printed this record, when and why."),
        "residents:story": _("All that has happened to this record, the newest first."),
        "residents:record_contact": _(
            "Write down how the person was reached and what came of it, so that the next officer knows."
        ),
    },
)
