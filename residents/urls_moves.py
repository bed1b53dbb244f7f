"""Addresses of events, hand-overs and residence files; included into the register's."""

from django.urls import path

from residents.views import events

urlpatterns = [
    path("cong-dan/chuyen-den/", events.move_in, name="move_in"),
    path("cong-dan/<int:pk>/bien-dong/<slug:kind>/", events.event, name="event"),
    path("cong-dan/<int:pk>/bien-dong/<int:event_id>/huy/", events.undo_event, name="undo_event"),
    path("cong-dan/<int:pk>/nguoi-than/", events.relative_phone, name="relative_phone"),
]
