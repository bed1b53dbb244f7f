"""Addresses of events, hand-overs and residence files; included into the register's."""

from django.urls import path

from residents.views import events, hand_overs, procedures

urlpatterns = [
    path("cong-dan/chuyen-den/", events.move_in, name="move_in"),
    path("cong-dan/<int:pk>/bien-dong/<slug:kind>/", events.event, name="event"),
    path("cong-dan/<int:pk>/bien-dong/<int:event_id>/huy/", events.undo_event, name="undo_event"),
    path("cong-dan/<int:pk>/nguoi-than/", events.relative_phone, name="relative_phone"),
    path("cong-dan/<int:pk>/ban-giao/", hand_overs.propose, name="propose_hand_over"),
    path("ban-giao/", hand_overs.hand_overs, name="hand_overs"),
    path("ban-giao/<int:pk>/", hand_overs.hand_over, name="hand_over"),
    path("ban-giao/<int:pk>/tiep-nhan/", hand_overs.accept, name="accept_hand_over"),
    path("ban-giao/<int:pk>/tu-choi/", hand_overs.refuse, name="refuse_hand_over"),
    path("ban-giao/<int:pk>/rut-lai/", hand_overs.withdraw, name="withdraw_hand_over"),
    path("cong-dan/<int:pk>/thu-tuc/", procedures.receive, name="receive_procedure"),
    path("ho-so-cu-tru/", procedures.procedures, name="procedures"),
    path("ho-so-cu-tru/<int:pk>/", procedures.procedure, name="procedure"),
]
