from django.urls import path

from kontum_portal.look import views

app_name = "look"

urlpatterns = [
    path("giao-dien/", views.gallery, name="gallery"),
    path("huong-dan/", views.guide, name="guide"),
]
