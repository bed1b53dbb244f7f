"""Addresses of the register; ids and tokens only, never a person's data."""

from django.urls import include, path

from residents.views import (
    correcting,
    corrections,
    findings,
    household_changes,
    households,
    listing,
    papers,
    records,
    registering,
    scanning,
    searching,
    today,
)

app_name = "residents"

urlpatterns = [
    path("", include("residents.urls_moves")),
    path("hom-nay/", today.today, name="today"),
    path("cong-dan/", listing.residents, name="list"),
    path("cong-dan/tim/", searching.search, name="search"),
    path("cong-dan/tim/<str:token>/", searching.results, name="search_results"),
    path("cong-dan/quet/", scanning.scan, name="scan"),
    path("cong-dan/moi/", registering.register, name="register"),
    path("cong-dan/canh-bao/", registering.warnings, name="warnings"),
    path("cong-dan/muc-dich/", records.choose_purpose, name="purpose"),
    path("cong-dan/can-sua/", findings.worklist, name="findings"),
    path("cong-dan/ra-soat/", findings.start_check, name="start_check"),
    path("cong-dan/dinh-chinh/", corrections.worklist, name="corrections"),
    path("cong-dan/dinh-chinh/<int:pk>/", corrections.correction, name="correction"),
    path("cong-dan/dinh-chinh/<int:pk>/duyet/", corrections.approve, name="approve_correction"),
    path("cong-dan/dinh-chinh/<int:pk>/khong-duyet/", corrections.refuse, name="refuse_correction"),
    path("cong-dan/dinh-chinh/<int:pk>/rut/", corrections.withdraw, name="withdraw_correction"),
    path("cong-dan/<int:pk>/", records.record, name="record"),
    path("cong-dan/<int:pk>/hien/<slug:fact>/", records.reveal, name="reveal"),
    path("cong-dan/in/", papers.people_list, name="print_list"),
    path("cong-dan/phieu-ra-soat/", papers.check_list, name="print_check_list"),
    path("cong-dan/thu-moi/", papers.filtered_letters, name="print_letters"),
    path("cong-dan/<int:pk>/phieu/", papers.sheet, name="print_sheet"),
    path("cong-dan/<int:pk>/thu-moi/", papers.letter, name="print_letter"),
    path("cong-dan/<int:pk>/sua/", correcting.correct, name="correct"),
    path("cong-dan/<int:pk>/khai-tu/", registering.death, name="death"),
    path("ho/", households.households, name="households"),
    path("ho/tim/", households.find, name="find_household"),
    path("ho/moi/", households.new_household, name="new_household"),
    path("ho/<int:pk>/", households.household, name="household"),
    path("ho/<int:pk>/them/", households.add, name="household_add"),
    path("ho/<int:pk>/bo/<int:resident_id>/", households.take_out, name="household_take_out"),
    path("ho/<int:pk>/quan-he/", households.relations, name="household_relations"),
    path("ho/<int:pk>/tach/", household_changes.split, name="household_split"),
    path("ho/<int:pk>/nhap/", household_changes.merge, name="household_merge"),
    path("ho/<int:pk>/chuyen/", household_changes.move, name="household_move"),
]
