"""Every write about e-identity accounts, one deed a function."""

from id_cards.e_identity.services.advancing import (
    activate_account,
    approve_account,
    lock_account,
    refuse_account,
    submit_account,
    unlock_account,
    withdraw_account,
)
from id_cards.e_identity.services.helping import help_to_activate
from id_cards.e_identity.services.many import take_many
from id_cards.e_identity.services.registering import register_account
from id_cards.e_identity.services.undoing import undo_account_step

__all__ = [
    "activate_account",
    "approve_account",
    "help_to_activate",
    "lock_account",
    "refuse_account",
    "register_account",
    "submit_account",
    "take_many",
    "undo_account_step",
    "unlock_account",
    "withdraw_account",
]
