"""In-page help of the look's own pages."""

from django.utils.translation import gettext_lazy as _

from kontum_portal.look.page_help import register

register("ban-phim", {"look:gallery": _("The parts that pages are built from, for those who build pages.")})
