"""``manage.py compile_words``: make the translations that the portal reads."""

from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal.embedded.words import compile_words


class Command(BaseCommand):
    help = "Compiles locale/*/LC_MESSAGES/*.po where it is newer than its .mo."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        for path in compile_words():
            self.stderr.write(f"Compiled {path}")
