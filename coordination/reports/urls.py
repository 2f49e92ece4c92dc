"""Addresses of the reports."""

from django.urls import path

from coordination.reports import views

urlpatterns = [
    path("", views.report_list, name="report-list"),
    path("<slug:key>/", views.report_detail, name="report-detail"),
    path("<slug:key>/<slug:table>.csv", views.report_csv, name="report-csv"),
    path("<slug:key>/report.xlsx", views.report_xlsx, name="report-xlsx"),
]
