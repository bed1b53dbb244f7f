from django.urls import path

from kontum_portal.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.jobs, name="list"),
    path("<int:job_id>/", views.detail, name="detail"),
    path("<int:job_id>/tien-do/", views.progress, name="progress"),
    path("<int:job_id>/huy/", views.cancel, name="cancel"),
]
