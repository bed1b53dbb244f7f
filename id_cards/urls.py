"""Addresses of the căn cước pages; ids only, never a person's data."""

from django.urls import path

from id_cards import queries
from id_cards.custody_urls import custody_patterns
from id_cards.renewals.views import renewals
from id_cards.views import dossiers, listing, papers, steps

app_name = "id_cards"

urlpatterns = [
    path("", listing.lane, {"code": "list"}, name="list"),
    *(path(lane.path, listing.lane, {"code": lane.code}, name=lane.code) for lane in queries.LANES),
    path("doi-the/", renewals, name="renewals"),
    path("in/<slug:code>/", papers.lane_list, name="print_lane"),
    *custody_patterns,
    path("ban-tra-the/", listing.desk, name="desk"),
    path("cong-dan/<int:resident_id>/thu-nhan/", dossiers.start, name="start"),
    path("<int:pk>/", dossiers.application, name="application"),
    path("<int:pk>/buoc/<slug:deed>/", steps.step, name="step"),
    path("<int:pk>/tra-the/", steps.hand_over, name="hand_over"),
    path("<int:pk>/hoan-tac/<int:step_id>/", dossiers.undo, name="undo"),
    path("<int:pk>/giay-hen/", papers.slip, name="slip"),
    path("<int:pk>/phieu-kiem-tra/", papers.check_sheet, name="check_sheet"),
]
