"""Coded values of e-identity accounts. No code, field or note may ever hold an OTP, a password, a passcode or an answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """NĐ 69/2024/NĐ-CP: 1 by oneself in the app, 2 in person with face or fingerprint matched."""

    ONE = 1, _("Level 1")
    TWO = 2, _("Level 2")


class AccountState(models.TextChoices):
    REGISTERED = "registered", _("Registration taken")
    PENDING = "pending", _("Waiting for approval")
    REFUSED = "refused", _("Not approved")
    APPROVED = "approved", _("Approved, not activated")
    ACTIVATED = "activated", _("Activated")
    LOCKED = "locked", _("Locked")
    WITHDRAWN = "withdrawn", _("Registration withdrawn")
    REPLACED = "replaced", _("Replaced by level 2")
    CLOSED = "closed", _("Closed: the holder has died")


CLOSED_STATES = frozenset({AccountState.REFUSED, AccountState.WITHDRAWN, AccountState.REPLACED, AccountState.CLOSED})
WAITING_STATES = frozenset({AccountState.REGISTERED, AccountState.PENDING})


class AccountDeed(models.TextChoices):
    REGISTER = "register_account", _("Take the registration")
    SUBMIT = "submit_account", _("Record that it was sent up")
    APPROVE = "approve_account", _("Record the approval")
    REFUSE = "refuse_account", _("Record that it was not approved")
    ACTIVATE = "activate_account", _("Record the activation")
    HELP = "help_to_activate", _("Record help with the activation")
    LOCK = "lock_account", _("Record that it is locked")
    UNLOCK = "unlock_account", _("Record that it is unlocked")
    WITHDRAW = "withdraw_account", _("Withdraw the registration")
    REPLACE = "replace_account", _("Replaced by level 2")
    CLOSE_ON_DEATH = "close_account_on_death", _("Closed: the holder has died")


class RegisteredHow(models.TextChoices):
    WITH_CARD = "with_card", _("Together with the card")
    COUNTER = "counter", _("Alone, at the counter")
    MOBILE = "mobile", _("On a mobile visit")
    APP = "app", _("By the citizen, in the app")


class Paper(models.TextChoices):
    """What the citizen asked to have shown in the account (form TK01)."""

    HEALTH_INSURANCE = "health_insurance", _("Health insurance card")
    DRIVING_LICENCE = "driving_licence", _("Driving licence")
    VEHICLE = "vehicle", _("Vehicle registration")


class RefusedReason(models.TextChoices):
    PHONE_TAKEN = "phone_taken", _("The telephone number belongs to another account")
    PHONE_NOT_OWN = "phone_not_own", _("The telephone number is not in the citizen's name")
    FACE_NOT_MATCHED = "face_not_matched", _("Face or fingerprint did not match")
    DATA_DIFFERS = "data_differs", _("The data differ from the national database")
    CARD_NOT_VALID = "card_not_valid", _("The card is not valid")
    OTHER = "other", _("Another reason of the level above")


class NotActivatedReason(models.TextChoices):
    NO_PHONE = "no_phone", _("No telephone")
    NO_SMARTPHONE = "no_smartphone", _("No smartphone")
    SIM_ELSEWHERE = "sim_elsewhere", _("The SIM is used elsewhere")
    ABSENT = "absent", _("Away from home")
    ELDERLY = "elderly", _("Elderly, needs company")
    CANNOT_READ = "cannot_read", _("Cannot read")
    NO_MESSAGE = "no_message", _("The message of approval did not come")
    UNWILLING = "unwilling", _("Does not want to")


class HelpStep(models.TextChoices):
    """What was done together; what the citizen types is the citizen's alone."""

    EXPLAINED = "explained", _("Explained what the account is for")
    SIM_CHECKED = "sim_checked", _("Checked that the SIM works")
    APP_INSTALLED = "app_installed", _("Installed the app")
    ON_THE_WEB = "on_the_web", _("Opened the web page, without a smartphone")
    BEGAN = "began", _("The citizen began the activation")
