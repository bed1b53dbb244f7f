from django.urls import path

from campaigns import paper_views, views

app_name = "campaigns"

urlpatterns = [
    path("", views.campaigns, name="list"),
    path("moi/", views.create, name="create"),
    path("<int:campaign_id>/", views.campaign, name="campaign"),
    path("<int:campaign_id>/in/", paper_views.target_list, name="print_targets"),
    path("<int:campaign_id>/thu-moi/", paper_views.target_letters, name="print_letters"),
    path("<int:campaign_id>/cap-nhat/", views.refresh, name="refresh"),
    path("<int:campaign_id>/dong/", views.close, name="close"),
    path("nguoi/<int:target_id>/bo/", views.drop, name="drop"),
]
