from django.urls import path

from cheguan.channels.desk import bus_views, reform_views, stock_views, views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("find", views.find, name="find"),
    path("stock", stock_views.stock, name="stock"),
    path("buses", bus_views.report, name="buses"),
    path("buses.csv", bus_views.table, name="buses_table"),
    path("reforms/", reform_views.reforms, name="reforms"),
    path("reforms/<int:number>", reform_views.trial, name="trial"),
    path("reforms/<int:number>.csv", reform_views.table, name="trial_table"),
]
