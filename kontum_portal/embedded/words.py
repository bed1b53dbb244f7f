"""Translations, compiled from ``.po`` to ``.mo`` without the gettext programs."""

from pathlib import Path

import polib

from kontum_portal import env


def compile_words(root: Path = env.BASE_DIR / "locale") -> list[Path]:
    """Compile every catalogue below ``root`` that is newer than its result; the results written."""
    return [_compile(source) for source in sorted(root.rglob("*.po")) if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    result = source.with_suffix(".mo")
    return not result.exists() or result.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    result = source.with_suffix(".mo")
    draft = result.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    draft.rename(result)
    return result
