"""What one uploaded file may cost: the numbers that the refusals name."""

from dataclasses import asdict, dataclass

from django.conf import settings

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in megabytes, time in seconds, cells in characters."""

    file_mb: int = 100
    unpacked_mb: int = 1_500
    ratio: int = 150
    rows: int = 500_000
    columns: int = 300
    cell: int = 4_000
    memory_mb: int = 1_400
    seconds: int = 300

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def limits_from_settings() -> Limits:
    """The installation's limits: ``PORTAL_IMPORT_LIMITS`` over the defaults."""
    return Limits(**getattr(settings, "PORTAL_IMPORT_LIMITS", {}))
