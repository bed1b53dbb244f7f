"""Why an invented city is not loaded."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class RegisterNotEmptyError(DomainError):
    message = _(
        "The register already holds people, so invented ones are not put among them. "
        "Load the demo into an empty data folder (PORTAL_VAR) or database."
    )


class OtherDemoLoadedError(DomainError):
    message = _(
        "A demo of %(residents)s people (seed %(seed)s) is loaded already. "
        "Empty it with “make clean-demo”, or use another data folder (PORTAL_VAR), to load a different one."
    )


class NoUnitsError(DomainError):
    message = _("There are no administrative units yet. Run “manage.py prepare” first.")


class TooFewPeopleError(DomainError):
    message = _("A demo needs at least %(least)s people, so that every unit has some. Give a greater number.")
