"""打印：a paper of a case as a PDF; every print is counted and kept."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from cheguan.channels import errors
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window.forms import KeyForm
from cheguan.work.cases import papers
from cheguan.work.printing import commands as printing
from cheguan.work.printing.render import render


@requires("look_up")
@sent_from("window:case", "no")
def paper(request: HttpRequest, no: str, code: str) -> HttpResponse:
    form, by, now = KeyForm(request.POST), actor_of(request), timezone.now()
    if not form.is_valid():
        raise Http404
    try:
        document = render(papers.build(code, case_no=no, office=by.office, at=now))
    except papers.NoSuchPaper as missing:
        raise Http404 from missing
    try:
        printing.record_print(case_no=no, paper=code, document=document, by=by, at=now, key=form.cleaned_data["key"])
    except ObjectDoesNotExist:
        return errors.used_before(request)
    headers = {"Content-Disposition": f'inline; filename="{no}-{code}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(document, content_type="application/pdf", headers=headers)
