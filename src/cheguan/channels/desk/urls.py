from django.urls import path

from cheguan.channels.desk import stock_views, views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("stock", stock_views.stock, name="stock"),
]
