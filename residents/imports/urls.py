"""Addresses of imports; batch ids only."""

from django.urls import path

from residents.imports import policy_views, row_views, undo_views, views

app_name = "imports"

urlpatterns = [
    path("", views.batches, name="batches"),
    path("moi/", views.upload, name="upload"),
    path("<int:batch_id>/", views.batch, name="batch"),
    path("<int:batch_id>/nhap/", views.merge, name="merge"),
    path("<int:batch_id>/hoan-tac/", undo_views.undo, name="undo"),
    path("<int:batch_id>/dong/", views.close, name="close"),
    path("<int:batch_id>/tra-lai/", views.give_back, name="give_back"),
    path("<int:batch_id>/hang/<int:row_id>/", row_views.row, name="row"),
    path("<int:batch_id>/hang/<int:row_id>/quyet-dinh/", row_views.decide, name="decide_row"),
    path("<int:batch_id>/cach-ghi/", policy_views.policies, name="policies"),
    path("<int:batch_id>/ly-do/", row_views.decide_all, name="decide_reason"),
]
