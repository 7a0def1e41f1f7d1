"""叫号屏 and 迎宾屏: what hangs on the hall's walls. Anybody may see it; it draws itself anew when something changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from cheguan.channels.hall import board, matters, voice
from cheguan.channels.hall.outlets import system_at
from cheguan.channels.sessions import public

SHOWN = 12


@public
@require_safe
def show(request: HttpRequest, outlet: str) -> HttpResponse:
    hall, now = system_at(outlet, channel="hall"), timezone.now()
    context = {"hall": hall, "board": board.read(hall.outlet_id, at=now), "voice_on": voice.ON, "now": now}
    return render(request, "hall/board.html", context)


@public
@require_safe
def signage(request: HttpRequest, outlet: str) -> HttpResponse:
    hall, now = system_at(outlet, channel="hall"), timezone.now()
    today = localdate(now)
    context = {
        "hall": hall,
        "board": board.read(hall.outlet_id, at=now),
        "opening": board.opening(today),
        "services": matters.common(today)[:SHOWN],
        "now": now,
    }
    return render(request, "hall/signage.html", context)
