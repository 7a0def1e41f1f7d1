"""容缺受理 on the case page: the promise is signed, the missing papers are brought."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import case_page, case_views
from cheguan.channels.window.forms import KeyForm
from cheguan.channels.window.gap_forms import CureForm
from cheguan.work.cases import commands as cases


@requires("accept")
@sent_from(case_views.CASE, "no")
def sign(request: HttpRequest, no: str) -> HttpResponse:
    """承诺书已签名。"""
    return case_views.take(request, no, cases.sign_undertaking, KeyForm(request.POST))


@requires("accept")
@sent_from(case_views.CASE, "no")
def cure(request: HttpRequest, no: str) -> HttpResponse:
    """补交材料: one or several of those that were missing."""
    page, now = case_page.draw(no, by=actor_of(request)), timezone.now()
    form = CureForm(request.POST, request.FILES, missing=page.missing)
    if not form.is_valid():
        return case_views.show(request, no, page=page, cure=form, status=422)
    return case_views.run(request, no, cases.cure, form, materials=form.materials(at=now))
