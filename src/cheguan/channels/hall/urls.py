from django.urls import path, register_converter

from cheguan.channels.converters import OutletCode
from cheguan.channels.hall import (
    board_views,
    counter_views,
    guide_views,
    machine_views,
    pair_views,
    phone_views,
    rating_views,
)

register_converter(OutletCode, "outlet")
app_name = "hall"
urlpatterns = [
    path("hall/<outlet:outlet>/board/", board_views.show, name="board"),
    path("hall/<outlet:outlet>/signage/", board_views.signage, name="signage"),
    path("hall/<outlet:outlet>/machine/", machine_views.home, name="machine"),
    path("hall/<outlet:outlet>/machine/enter/<slug:what>/", machine_views.enter, name="machine_enter"),
    path("hall/<outlet:outlet>/machine/identify", machine_views.identify, name="machine_identify"),
    path("hall/<outlet:outlet>/machine/choose", machine_views.choose, name="machine_choose"),
    path("hall/<outlet:outlet>/machine/confirm", machine_views.confirm, name="machine_confirm"),
    path("hall/<outlet:outlet>/machine/take", machine_views.take, name="machine_take"),
    path("hall/<outlet:outlet>/pair/", pair_views.pair, name="pair"),
    path("hall/<outlet:outlet>/pair/done", pair_views.paired, name="paired"),
    path("hall/<outlet:outlet>/counters/", counter_views.counters, name="counters"),
    path("hall/<outlet:outlet>/counters/free", counter_views.free, name="counter_free"),
    path("hall/<outlet:outlet>/guide/", guide_views.desk, name="guide"),
    path("hall/<outlet:outlet>/guide/ask", guide_views.ask, name="guide_ask"),
    path("hall/<outlet:outlet>/guide/tickets/<slug:no>/back", guide_views.come_back, name="guide_back"),
    path("hall/<outlet:outlet>/guide/tickets/<slug:no>/leave", guide_views.leave, name="guide_leave"),
    path("hall/<outlet:outlet>/guide/<str:handle>/", guide_views.show, name="guide_helped"),
    path("hall/<outlet:outlet>/guide/<str:handle>/check", guide_views.check, name="guide_check"),
    path("hall/<outlet:outlet>/guide/<str:handle>/take", guide_views.take, name="guide_take"),
    path("rate/<slug:token>/", rating_views.show, name="rate"),
    path("rate/<slug:token>/give", rating_views.rate, name="rate_give"),
    path("t/<slug:token>/", phone_views.show, name="ticket"),
    path("t/<slug:token>/leave", phone_views.leave, name="ticket_leave"),
]
