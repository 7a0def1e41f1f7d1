from django.urls import path

from cheguan.channels.hall import screen_views

app_name = "screen"
urlpatterns = [
    path("", screen_views.screen, name="screen"),
    path("now", screen_views.now, name="now"),
    path("pair", screen_views.pair, name="pair"),
    path("answer", screen_views.answer, name="answer"),
]
