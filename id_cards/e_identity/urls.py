"""Addresses of the e-identity pages; ids only."""

from django.urls import path

from id_cards.e_identity import queries, views

app_name = "e_identity"

urlpatterns = [
    *(path(lane.path, views.lane, {"code": lane.code}, name=lane.code) for lane in queries.LANES),
    path("in/<slug:code>/", views.print_lane, name="print_lane"),
    path("nhieu/<slug:code>/", views.many, name="many"),
    path("cong-dan/<int:resident_id>/dang-ky/", views.register, name="register"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/buoc/<slug:deed>/", views.step, name="step"),
    path("<int:pk>/hoan-tac/<int:step_id>/", views.undo, name="undo"),
]
