from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(models.TextChoices):
    MALE = "M", _("Male")
    FEMALE = "F", _("Female")


class ResidenceKind(models.TextChoices):
    """Luật Cư trú 68/2020/QH14 Đ.2."""

    PERMANENT = "permanent", _("Permanent residence")
    TEMPORARY = "temporary", _("Temporary residence")
    SHORT_STAY = "short_stay", _("Short stay")
    ABSENT_DECLARED = "absent_declared", _("Declared absent")


class Presence(models.TextChoices):
    PRESENT = "present", _("Present")
    WORKING_AWAY = "working_away", _("Working away")
    ELDERLY_OR_SICK_AT_HOME = "elderly_or_sick_at_home", _("Elderly or sick at home")
    DETAINED = "detained", _("Detained")
    LEFT_AREA = "left_area", _("Left the area")
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown", _("Whereabouts unknown")


class EventKind(models.TextChoices):
    """What happened in a person's life as the register sees it (biến động)."""

    BIRTH = "birth", _("Birth")
    DEATH = "death", _("Death")
    MOVE_IN = "move_in", _("Moved in")
    MOVE_OUT = "move_out", _("Moved out")
    RETURN = "return", _("Returned")
    MARRIAGE = "marriage", _("Marriage")
    RESIDENCE = "residence", _("Residence changed")
    PRESENCE = "presence", _("Presence changed")
    HANDED_OVER = "handed_over", _("Moved to another ward of the area")


class HandOverState(models.TextChoices):
    PROPOSED = "proposed", _("Waiting to be taken over")
    ACCEPTED = "accepted", _("Taken over")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn by the sending ward")


class ProcedureKind(models.TextChoices):
    """Residence services of a ward's police (Luật Cư trú 68/2020/QH14)."""

    PERMANENT = "permanent", _("Registering permanent residence")
    TEMPORARY = "temporary", _("Registering temporary residence")
    EXTENSION = "extension", _("Extending temporary residence")
    DEREGISTRATION = "deregistration", _("Striking off a residence")
    SPLIT = "split", _("Splitting a household")
    CONFIRMATION = "confirmation", _("Confirmation of residence (CT07)")
    ABSENCE = "absence", _("Declaring an absence")
    LODGING = "lodging", _("Notice of lodging")
    CORRECTION = "correction", _("Correcting residence data")


class ProcedureChannel(models.TextChoices):
    COUNTER = "counter", _("At the counter")
    ONLINE = "online", _("Online")
    POST = "post", _("By post")


class ProcedureState(models.TextChoices):
    OPEN = "open", _("Being worked on")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class Relation(models.TextChoices):
    HEAD = "head", _("Head of household")
    WIFE = "wife", _("Wife")
    HUSBAND = "husband", _("Husband")
    FATHER = "father", _("Father")
    MOTHER = "mother", _("Mother")
    CHILD = "child", _("Child")
    ADOPTED_CHILD = "adopted_child", _("Adopted child")
    CHILD_IN_LAW = "child_in_law", _("Son- or daughter-in-law")
    DAUGHTER_IN_LAW = "daughter_in_law", _("Daughter-in-law")
    SON_IN_LAW = "son_in_law", _("Son-in-law")
    FATHER_IN_LAW = "father_in_law", _("Father-in-law")
    MOTHER_IN_LAW = "mother_in_law", _("Mother-in-law")
    SIBLING = "sibling", _("Brother or sister")
    ELDER_SIBLING = "elder_sibling", _("Elder brother or sister")
    YOUNGER_SIBLING = "younger_sibling", _("Younger brother or sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    GRANDCHILD = "grandchild", _("Grandchild, nephew or niece")
    DAUGHTERS_CHILD = "daughters_child", _("Grandchild by a daughter")
    LODGER = "lodger", _("Lodger or tenant")
    OTHER = "other", _("Other")


class CardClaim(models.TextChoices):
    """What a list says of a card, before the portal knows one."""

    ISSUED = "issued", _("Issued, says the list")
    NONE = "none", _("Not issued, says the list")


class CardState(models.TextChoices):
    """How far a resident is on the way to a card in the hand; written only for the cards app."""

    NONE = "none", _("No card")
    APPLIED = "applied", _("Dossier taken")
    SENT = "sent", _("Sent up")
    PRINTED = "printed", _("Printed")
    ARRIVED = "arrived", _("Card at the unit")
    IN_HAND = "in_hand", _("Card in hand")


class EIdState(models.TextChoices):
    NONE = "none", _("Not registered")
    REGISTERED = "registered", _("Registered")
    APPROVED_NOT_ACTIVATED = "approved_not_activated", _("Approved, not activated")
    ACTIVATED = "activated", _("Activated")
    LOCKED = "locked", _("Locked")


class VisitStep(models.TextChoices):
    """What an officer of another ward may do for a citizen at their counter, besides reading the record."""

    READ = "read", _("Read the record")
    TAKE_DOSSIER = "take_dossier", _("Take a căn cước dossier")
    HAND_OVER = "hand_over", _("Hand over the card")
    EID = "eid", _("Register and activate an e-identity account")


class Dimension(models.TextChoices):
    CORRECT = "correct", _("Correct")
    COMPLETE = "complete", _("Complete")
    CLEAN = "clean", _("Clean")
    LIVE = "live", _("Live")


class Severity(models.TextChoices):
    BLOCKS = "blocks", _("Blocks")
    WARNS = "warns", _("Warns")
    HINTS = "hints", _("Hints")


class BatchStatus(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    STAGING = "staging", _("Reading")
    REVIEW = "review", _("To be looked at")
    MERGING = "merging", _("Merging")
    MERGED = "merged", _("Merged")
    UNDOING = "undoing", _("Being undone")
    FAILED = "failed", _("Could not be read")
    CLOSED = "closed", _("Closed")


class RowOutcome(models.TextChoices):
    NEW = "new", _("New")
    UPDATED = "updated", _("Updates")
    UNCHANGED = "unchanged", _("Unchanged")
    DOUBTFUL = "doubtful", _("Doubtful")
    REFUSED = "refused", _("Refused")
    NOT_A_PERSON = "not_a_person", _("Not a person")


class RowDecision(models.TextChoices):
    """What a person said of a staged row."""

    SAME = "same", _("The same person")
    ANOTHER = "another", _("Another person")
    ACCEPT = "accept", _("Accepted as it is")
    LEAVE = "leave", _("Left out")


class Policy(models.TextChoices):
    """Whose word counts where the list and the register both have one."""

    FILL = "fill", _("Fill only what is empty")
    KEEP = "keep", _("Keep the register's, even when empty")
    REPLACE = "replace", _("Take the list's")
    NEWEST = "newest", _("Take the list's unless the record was verified later")


class CorrectionState(models.TextChoices):
    """A correction of key facts of a verified record waits for a second person."""

    PENDING = "pending", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("correction", "Withdrawn")


class ContactChannel(models.TextChoices):
    HOME_VISIT = "home_visit", _("Visit at home")
    PHONE = "phone", _("Telephone call")
    MESSAGE = "message", _("Message")
    COUNTER = "counter", _("At the counter")
    THROUGH_RELATIVE = "through_relative", _("Through a relative")


class ContactResult(models.TextChoices):
    REACHED = "reached", _("Reached")
    PROMISED = "promised", _("Promised to come")
    DECLINED = "declined", _("Does not agree")
    NOT_MET = "not_met", _("Not met")
    NO_ANSWER = "no_answer", _("No answer")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


class ContactNote(models.TextChoices):
    """Why it came out so; coded, so that no free text about people is kept."""

    WORKING_AWAY = "working_away", _("Working away")
    MOVED = "moved", _("Has moved")
    ILL_OR_OLD = "ill_or_old", _("Ill, or too old to come")
    PAPERS_MISSING = "papers_missing", _("Papers are missing")
    LANGUAGE = "language", _("Needs another language")
    NO_PHONE = "no_phone", _("Has no telephone")
    NO_TIME = "no_time", _("Has no time now")


class NextAction(models.TextChoices):
    CALL_AGAIN = "call_again", _("Call again")
    VISIT_AGAIN = "visit_again", _("Visit again")
    ASK_RELATIVE = "ask_relative", _("Ask a relative")
    COME_TO_UNIT = "come_to_unit", _("Comes to the unit")
    MOBILE_SESSION = "mobile_session", _("Mobile session")


class CheckedAgainst(models.TextChoices):
    """What a record was compared with; ``national`` is evidence of a look into the national database, no connection."""

    PERSON = "person", _("The person")
    NATIONAL = "national", _("The national population database")
    PAPER = "paper", _("A paper")


class CheckResult(models.TextChoices):
    MATCHES = "matches", _("Matches")
    DIFFERS = "differs", _("Differs")
    NOT_FOUND = "not_found", _("Not found")
    ABSENT = "absent", _("Absent, not met")


class CheckNote(models.TextChoices):
    """Coded, because a free note would be one more place for personal data."""

    NONE = "", "—"
    BY_RELATIVE = "by_relative", _("Told by a relative")
    BY_HAMLET_HEAD = "by_hamlet_head", _("Told by the head of the hamlet")
    MOVED_AWAY = "moved_away", _("Said to have moved away")
    WORKING_AWAY = "working_away", _("Said to work away")
    HOUSE_EMPTY = "house_empty", _("House empty")
    NEEDS_INTERPRETER = "needs_interpreter", _("An interpreter is needed")


class RoundState(models.TextChoices):
    """A round from door to door."""

    PLANNED = "planned", _("Planned")
    GOING = "going", _("Being done")
    DONE = "done", _("Done")
