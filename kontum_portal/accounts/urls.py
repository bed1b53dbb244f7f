from django.urls import path

from kontum_portal.accounts.views import account_acts, logs, officers, own_page

app_name = "accounts"

urlpatterns = [
    path("nhat-ky/", logs.log, name="log"),
    path("ngon-ngu/", own_page.language, name="language"),
    path("hien-thi/", own_page.display, name="display"),
    path("toi/", own_page.own_page, name="own_page"),
    path("toi/phim/", own_page.keys, name="keys"),
    path("can-bo/", officers.officers, name="officers"),
    path("can-bo/them/", officers.new_officer, name="new_officer"),
    path("can-bo/<int:officer_id>/", officers.officer, name="officer"),
    path("can-bo/<int:officer_id>/mat-khau/", account_acts.password, name="password"),
    path("can-bo/<int:officer_id>/buoc-hai/", account_acts.second_factor, name="second_factor"),
    path("can-bo/<int:officer_id>/dong/", account_acts.close_account, name="close_account"),
    path("can-bo/<int:officer_id>/mo/", account_acts.open_account, name="open_account"),
]
