"""Addresses of batches, arrivals, custody, stock-taking and findings; part of this app's addresses."""

from django.urls import path

from id_cards.views import arrivals, batches, custody, findings, stock

custody_patterns = [
    path("dot-gui/", batches.batches, name="batches"),
    path("dot-gui/moi/", batches.new_batch, name="new_batch"),
    path("dot-gui/<int:pk>/", batches.batch, name="batch"),
    path("dot-gui/<int:pk>/in/", batches.print_batch, name="print_batch"),
    path("nhan-the/", arrivals.arrivals, name="arrivals"),
    path("nhan-the/<int:pk>/", arrivals.arrival, name="arrival"),
    path("nhan-the/<int:pk>/quet/", arrivals.scan, name="arrival_scan"),
    path("nhan-the/<int:pk>/lay-lai/<int:scan_id>/", arrivals.take_back, name="arrival_take_back"),
    path("nhan-the/<int:pk>/chot/", arrivals.close, name="close_arrival"),
    path("kho-the/", custody.custody, name="custody"),
    path("ban-giao/", custody.transfers, name="transfers"),
    path("ban-giao/<int:pk>/", custody.transfer, name="transfer"),
    path("ban-giao/<int:pk>/in/", custody.print_transfer, name="print_transfer"),
    path("ban-giao/<int:pk>/<slug:said>/", custody.answer, name="answer_transfer"),
    path("kiem-ke/", stock.stock_takes, name="stock_takes"),
    path("kiem-ke/<int:pk>/", stock.stock_take, name="stock_take"),
    path("kiem-ke/<int:pk>/quet/", stock.count, name="count_card"),
    path("kiem-ke/<int:pk>/lay-lai/<int:line_id>/", stock.take_back_line, name="stock_take_back"),
    path("kiem-ke/<int:pk>/chot/", stock.close_stock, name="close_stock_take"),
    path("kiem-ke/<int:pk>/in/", stock.print_stock_take, name="print_stock_take"),
    path("kiem-chung-the/", findings.card_findings, name="card_findings"),
    path("kiem-chung-the/<int:pk>/xong/", findings.settle, name="settle_card_finding"),
]
