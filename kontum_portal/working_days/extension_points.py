"""Whose deadlines are worked out again when the calendar changes; filled in ``AppConfig.ready()``."""

from collections.abc import Callable

on_calendar_change: list[Callable[..., None]] = []  # (officer)
