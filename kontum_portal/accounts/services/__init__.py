"""Writes of this app; the two that every service of every app calls are named here."""

from kontum_portal.accounts.services.recording import record_access, record_deed

__all__ = ["record_access", "record_deed"]
