"""In-page help of the pages about units."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look.page_help import register

register(
    "don-vi",
    {
        "area_lists:units": _("The units and how many sub-units each has. Open a unit to keep its list."),
        "area_lists:unit": _(
            "The residential groups, hamlets and villages of the unit. Write them as people say them; records are filed "
            "under these names."
        ),
        "area_lists:sub_unit": _("Change the name or the kind. The people of the sub-unit stay with it."),
        "area_lists:expected_population": _(
            "Write how many people another source counts here, with its document. The portal compares that with its own "
            "number to find places where people are missing."
        ),
    },
)
