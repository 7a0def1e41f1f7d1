"""The first page after signing in: where this person's work is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cheguan.channels import errors
from cheguan.channels.sessions import actor_of, requires


@requires()
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.may("accept"):
        return redirect("window:home")
    return redirect("desk:queue") if actor.on_duty else errors.off_duty(request)
