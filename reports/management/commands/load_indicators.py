"""``manage.py load_indicators``: bring the catalogue of indicators in line with reports/data/indicators.csv."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.services.loading import load_indicators


class Command(BaseCommand):
    help = "Loads the catalogue of indicators; safe to repeat."

    def handle(self, **options: Any) -> None:
        loaded = load_indicators()
        self.stdout.write(f"{loaded.indicators} indicators, {loaded.created} of them new")
