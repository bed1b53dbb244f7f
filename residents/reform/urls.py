from django.urls import path

from residents.reform import views

app_name = "reform"

urlpatterns = [
    path("", views.reforms, name="reforms"),
    path("<int:reform_id>/", views.reform, name="reform"),
    path("<int:reform_id>/ap-dung/", views.apply, name="apply"),
    path("<int:reform_id>/xem-truoc-hoan-tac/", views.look, name="look"),
    path("<int:reform_id>/hoan-tac/", views.undo, name="undo"),
]
