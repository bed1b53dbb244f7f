"""The two logs as SQL sees them: the columns a seal covers, and the digest of a row."""

from dataclasses import dataclass

from kontum_portal.accounts.choices import LogKind

_SHARED = ("id", "extract(epoch FROM at)", "actor_id", "actor_role", "subject_kind", "subject_id", "unit_id", "xact")


@dataclass(frozen=True)
class LogTable:
    """``digest`` is an SQL expression: 32 bytes over the row's canonical text (a jsonb array, times as UTC seconds)."""

    kind: LogKind
    table: str
    own_columns: tuple[str, ...]

    @property
    def digest(self) -> str:
        columns = ", ".join(_SHARED + self.own_columns)
        return f"sha256(convert_to(jsonb_build_array({columns})::text, 'UTF8'))"


LOG_TABLES = (
    LogTable(LogKind.DEED, "accounts_deed", ("verb", "details", "operating_system_user")),
    LogTable(LogKind.ACCESS, "accounts_accesslog", ("purpose", "surface", "people")),
)
