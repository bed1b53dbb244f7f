from django.utils.translation import gettext_lazy as _

from kontum_portal.errors import DomainError


class CampaignClosedError(DomainError):
    message = _(
        "This campaign is closed and its list no longer changes. Open a new campaign for those still to be reached."
    )


class CampaignSpanError(DomainError):
    message = _("A campaign cannot end before it begins. Correct one of the two dates.")


class TargetClosedError(DomainError):
    message = _("This person is no longer open on the list of the campaign. Reload the list to see why.")


class DropReasonError(DomainError):
    message = _("Choose why the person is taken off the list.")
