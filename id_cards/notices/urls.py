"""Addresses of the notices of personal numbers; ids and codes only."""

from django.urls import path

from id_cards.notices import queries, views

app_name = "notices"

urlpatterns = [
    path("", views.untold, name="untold"),
    path("de-nghi/", views.request_ticked, name="request"),
    *(path(lane.path, views.lane, {"code": lane.code}, name=lane.code) for lane in queries.LANES),
    path("nhieu/<slug:code>/", views.many, name="many"),
    path("in/<slug:code>/", views.print_list, name="print_list"),
    path("phieu/<slug:code>/", views.print_slips, name="print_slips"),
    path("<int:pk>/", views.notice, name="notice"),
    path("<int:pk>/buoc/<slug:deed>/", views.step, name="step"),
]
