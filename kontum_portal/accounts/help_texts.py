"""In-page help of the pages about officers and logs."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look.page_help import register

register(
    "quan-tri-can-bo",
    {
        "accounts:officers": _(
            "Everybody who may sign in. Open a name to change role and units, to give a new one-time password, or to close "
            "the account."
        ),
        "accounts:new_officer": _(
            "Make an account for one officer. The one-time password is shown once: hand it over in person."
        ),
        "accounts:officer": _(
            "The role says what an officer may do, the units say whose people they see. An officer who leaves: close the "
            "account, never hand it on."
        ),
    },
)
register(
    "nhat-ky",
    {
        "accounts:log": _(
            "Who did what, and who read whose record for which purpose. Nobody can change these rows; the seal proves it."
        )
    },
)
register(
    "dang-nhap",
    {
        "accounts:own_page": _(
            "Your account: language, password, two-step sign-in. What you change here holds on every computer."
        )
    },
)
