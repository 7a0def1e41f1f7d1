"""What of a case leaves the screen: papers as PDF, every print counted; pictures of materials, every look recorded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from cheguan.base.attempts import commands as attempts
from cheguan.base.files import queries as files
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window.forms import KeyForm
from cheguan.work.cases import papers
from cheguan.work.cases import queries as cases
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
    printing.record_print(case_no=no, paper=code, document=document, by=by, at=now, key=form.cleaned_data["key"])
    headers = {"Content-Disposition": f'inline; filename="{no}-{code}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(document, content_type="application/pdf", headers=headers)


@requires("look_up")
@sent_from("window:case", "no")
def scan(request: HttpRequest, no: str, code: str) -> HttpResponse:
    """A material's picture. Who looks at it is recorded, as a part of the case."""
    by = actor_of(request)
    handed = cases.get(no, office=by.office).materials
    sha256 = next((line.sha256 for line in handed if line.code == code and line.sha256), None)
    if sha256 is None:
        raise Http404
    attempts.look_up(what="material", subject=code, purpose="", by=by, at=timezone.now(), case_no=no)
    try:
        file, content = files.get(sha256)
    except files.Missing as missing:
        raise Http404 from missing
    return HttpResponse(content, content_type=file.media_type, headers={"Cache-Control": "no-store"})
