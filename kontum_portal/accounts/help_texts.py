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
        "accounts:password": _(
            "For an officer who has forgotten the password. Read whose account it is; the new password is shown once, "
            "after the button."
        ),
        "accounts:second_factor": _(
            "For an officer who has lost the telephone. Make sure that it is the officer who asks; a new second factor "
            "is set up at the next sign-in."
        ),
        "accounts:close_account": _(
            "For an officer who leaves. Nothing that the officer did is lost, and the account can be opened again."
        ),
        "accounts:open_account": _(
            "For an officer who comes back. Look at role and units first; whoever has forgotten the password gets a new one."
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
