from django.urls import path

from kontum_portal.drafts import views

app_name = "drafts"

urlpatterns = [
    path("luu/", views.keep, name="keep"),
    path("bo/", views.drop, name="drop"),
    path("con-lam/", views.still_here, name="still_here"),
    path("het-gio/", views.gone, name="gone"),
]
