"""Every address of the portal; with settings and the beat schedule the only place that names every app."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path

from kontum_portal import health
from kontum_portal.accounts.views import home

# One door: the back office's own sign-in would ask for no second factor and count no failures.
admin.site.login = secure_admin_login(admin.site.login)
# Nobody has e-mail or groups here, and secrets are not looked at; the libraries have entered theirs by now.
admin.site.unregister([Group, EmailAddress, Authenticator])

urlpatterns = [
    path("", home, name="home"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("kontum_portal.look.urls")),
    path("", include("kontum_portal.accounts.urls")),
    path("ban-nhap/", include("kontum_portal.drafts.urls")),
    path("", include("kontum_portal.area_lists.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/2fa/", include("allauth.mfa.urls")),
    path("cong-viec/", include("kontum_portal.jobs.urls")),
    path("", include("residents.urls")),
    path("nhap-bang-tinh/", include("residents.imports.urls")),
    path("sap-xep-don-vi/", include("residents.reform.urls")),
    path("ho-so-can-cuoc/", include("id_cards.urls")),
    path("dinh-danh-dien-tu/", include("id_cards.e_identity.urls")),
    path("thong-bao-so/", include("id_cards.notices.urls")),
    path("chien-dich/", include("campaigns.urls")),
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
]
