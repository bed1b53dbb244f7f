from django.urls import path

from kontum_portal.area_lists import views

app_name = "area_lists"

urlpatterns = [
    path("don-vi/", views.units, name="units"),
    path("don-vi/<int:unit_id>/", views.unit, name="unit"),
    path("don-vi/<int:unit_id>/dan-so/", views.expected_population, name="expected_population"),
    path("don-vi/thon-to/<int:sub_unit_id>/", views.sub_unit, name="sub_unit"),
]
