from django.urls import path

from reports.views import figures, keying, reporting

app_name = "reports"

urlpatterns = [
    path("toan-canh/", figures.dashboard, name="dashboard"),
    path("toan-canh/dem-lai/", figures.refresh, name="refresh"),
    path("toan-canh/viec-dem/", figures.night, name="night"),
    path("toan-canh/<int:unit_id>/", figures.dashboard, name="unit"),
    path("so-lieu/<slug:figure>/", figures.people, name="people"),
    path("so-lieu/<slug:figure>/<int:unit_id>/", figures.people, name="people"),
    path("bao-cao/", reporting.reports, name="list"),
    path("bao-cao/lap/", reporting.start, name="start"),
    path("bao-cao/nhap-tay/", keying.keyed_values, name="keyed"),
    path("bao-cao/<int:report_id>/", reporting.report, name="report"),
    path("bao-cao/<int:report_id>/ghi/", reporting.remarks, name="remarks"),
    path("bao-cao/<int:report_id>/duyet/", reporting.approve, name="approve"),
    path("bao-cao/<int:report_id>/tep/<slug:file_format>/", reporting.file, name="file"),
]
