"""Writes of this app: no deed is recorded, because nothing of the register changes."""
