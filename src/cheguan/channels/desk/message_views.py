"""消息发送：what the office has sent and what has come of it; what certainly was not sent can be sent again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from cheguan.channels.forms import OfficeForm
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.vocabulary import MESSAGE_STATES
from cheguan.channels.words import either
from cheguan.work.messages import commands, queries

# More digits than any message has.
LONGEST = 18


@requires("supervise")
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    state, before = request.GET.get("state", ""), request.GET.get("before", "")
    state = state if state in MESSAGE_STATES else ""
    number = int(before) if before.isascii() and before.isdigit() and len(before) <= LONGEST else 0
    page = queries.outbox(office=actor_of(request).office, state=state, before=number)
    further: dict[str, str | int] = {"state": state, "before": page.before}
    context = {
        "lines": page.lines,
        "state": state,
        "states": [(code, either(words)) for code, (words, _) in MESSAGE_STATES.items()],
        "more": urlencode(further) if page.before else "",
        "started": bool(number),
    }
    return render(request, "desk/messages.html", context)


@requires("supervise")
@sent_from("desk:messages")
def again(request: HttpRequest, number: int) -> HttpResponse:
    form = OfficeForm(request.POST)
    if form.is_valid():
        key = form.cleaned_data["key"]
        commands.send_again(message_id=number, by=actor_of(request), at=timezone.now(), key=key)
    return redirect(f"{reverse('desk:messages')}?state=failed")
